"""Comparing a norm with its source, and giving it a new value."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused
from schakel.norms import permissions, wording
from schakel.norms.models import Norm
from schakel.norms.services.recording import record, require


@transaction.atomic
def verify(actor: Actor, norm: Norm, *, value: Decimal, source: str) -> Norm:
    """Say that this value stands in that source. Raises InputRefused for another value.

    From now on decisions, payments and terms may rest on it.
    """
    require(
        permissions.may_verify(actor),
        _("Alleen een medewerker van de gemeente kan een norm nakijken."),
    )
    if not source.strip():
        raise InputRefused(_("Schrijf met welke bron u de norm vergeleek."))
    norm = Norm.objects.select_for_update().get(pk=norm.pk)
    if value != norm.value:
        raise InputRefused(
            _("U leest %(read)s, maar hier staat %(here)s. Wijzig dan eerst de norm.")
            % {
                "read": wording.written(value, norm.unit),
                "here": wording.written(norm.value, norm.unit),
            }
        )
    norm.verified = True
    norm.checked_on, norm.checked_by = clock.today(), actor.office
    norm.checked_against = source.strip()
    norm.save()
    record(
        actor,
        norm.key,
        "norm.verify",
        facts={
            "value": f"{norm.value:f}",
            "unit": norm.unit,
            "valid_from": norm.valid_from.isoformat(),
            "source": norm.checked_against,
        },
        reason=f"{norm.checked_against}: {wording.plain(norm.value, norm.unit)}",
    )
    return norm


@transaction.atomic
def change(
    actor: Actor, key: str, *, value: Decimal, valid_from: date, source: str, reason: str
) -> Norm:
    """Give a norm a new value from a day on; the value before it ends the day before.

    The new value is unverified until somebody compares it with its source. An unverified value of
    the same day is replaced; a verified one is not: something may rest on it already.
    """
    require(
        permissions.may_change(actor),
        _("Alleen een medewerker van de hele gemeente kan een norm wijzigen."),
    )
    if not source.strip() or not reason.strip():
        raise InputRefused(_("Schrijf waar de nieuwe waarde staat, en waarom u de norm wijzigt."))
    rows = list(Norm.objects.select_for_update().filter(key=key).order_by("valid_from"))
    if not rows:
        raise InputRefused(_("De norm %(key)s bestaat niet.") % {"key": key})
    same = next((row for row in rows if row.valid_from == valid_from), None)
    if same is not None and same.verified:
        raise InputRefused(
            _("Vanaf %(day)s geldt al een waarde die is nagekeken. Kies een latere dag.")
            % {"day": f"{valid_from:%d-%m-%Y}"}
        )
    before = [row for row in rows if row.valid_from < valid_from]
    after = [row for row in rows if row.valid_from > valid_from]
    if before and (before[-1].valid_to is None or before[-1].valid_to >= valid_from):
        before[-1].valid_to = valid_from - timedelta(days=1)
        before[-1].save()
    new = same or Norm(key=key, valid_from=valid_from, unit=rows[-1].unit)
    new.value, new.source, new.url, new.verified = value, source.strip(), "", False
    new.valid_to = after[0].valid_from - timedelta(days=1) if after else None
    # The value is now this installation's own, whoever's example it was.
    new.example_of = ""
    new.changed = True
    new.save()
    record(
        actor,
        key,
        "norm.change",
        facts={
            "value": f"{new.value:f}",
            "unit": new.unit,
            "valid_from": valid_from.isoformat(),
            "source": new.source,
        },
        reason=reason.strip(),
    )
    return new
