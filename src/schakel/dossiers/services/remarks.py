"""Verbs on remarks: write, change, withdraw, report; hide with a reason, appeal, and decide on it."""

import re
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schakel.base import clock, formats
from schakel.base.actor import Actor
from schakel.base.attempts import Limit
from schakel.base.exceptions import InputRefused, NotAllowed, TooManyAttempts
from schakel.dossiers.models import Dossier, Remark, RemarkReport
from schakel.dossiers.permissions import (
    EDIT_MINUTES,
    may_change,
    may_decide_appeal,
    may_moderate,
    may_write,
    speaker,
    speaks_for_party,
    wrote,
)
from schakel.dossiers.services.dossiers import record, tell
from schakel.people.models import Person, Role

LONGEST = 2000
_HOUR = timedelta(hours=1)
# Signs that one cannot see but that turn text around or hide it.
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_reports = Limit(
    "dossiers.report", gettext_lazy("U meldde te vaak. Probeer het opnieuw na %(time)s uur.")
)


@transaction.atomic
def write(actor: Actor, dossier: Dossier, *, text: str, answer_to: Remark | None = None) -> Remark:
    """Say something at a dossier, or answer a remark there. A desk writes for whom it acts for.

    Raises NotAllowed without an account, InputRefused without text or with too much of it, and
    TooManyAttempts after SCHAKEL_REMARKS_PER_HOUR remarks in an hour.
    """
    if not may_write.test(actor, dossier):
        raise NotAllowed(_("Log in om een opmerking te schrijven. Of vraag het aan de balie."))
    if answer_to is not None and (
        answer_to.dossier_id != dossier.id or answer_to.answer_to_id or not answer_to.is_shown
    ):
        raise InputRefused(_("Op deze opmerking kunt u niet antwoorden. Schrijf een nieuwe."))
    writer = speaker(actor)
    if writer is not None:  # whom a desk helps may have no account
        not_too_often(writer)
    as_office = actor.on_behalf_of is None and actor.role != Role.RESIDENT
    remark = Remark.objects.create(
        dossier=dossier,
        answer_to=answer_to,
        text=plain(text),
        by=writer,
        party=actor.party if as_office and speaks_for_party.test(actor) else None,
        office=actor.office if as_office and actor.party else "",
        channel=actor.channel,
        at=clock.now(),
    )
    tell(actor, dossier, "remark.answer" if answer_to else "remark.write")
    return remark


@transaction.atomic
def change(actor: Actor, remark: Remark, *, text: str) -> Remark:
    """Change one's own remark shortly after writing it, while it is shown and not answered."""
    remark = _locked(remark)
    if not may_change.test(actor, remark) or not remark.is_shown:
        raise NotAllowed(
            _("Wijzigen kan tot %(minutes)s minuten na het schrijven, en alleen uw eigen tekst.")
            % {"minutes": EDIT_MINUTES}
        )
    if remark.answers.exists():
        raise NotAllowed(_("Er staat al een antwoord onder. Schrijf een nieuwe opmerking."))
    remark.text, remark.changed = plain(text), clock.now()
    remark.save()
    return remark


@transaction.atomic
def withdraw(actor: Actor, remark: Remark) -> Remark:
    """Take one's own remark away, at any time: the words go, the answers under it stay."""
    remark = _locked(remark)
    if not wrote.test(actor, remark):
        raise NotAllowed(_("U kunt alleen uw eigen opmerking weghalen."))
    remark.state, remark.text, remark.appeal = Remark.State.WITHDRAWN, "", ""
    remark.save()
    return remark


@transaction.atomic
def report(actor: Actor, remark: Remark, *, reason: str, address: str = "") -> None:
    """Say that a remark is not in order. Without an account too, with a limit for each address."""
    if not remark.is_shown:
        raise InputRefused(_("Deze opmerking is al niet meer te lezen."))
    if not reason.strip():
        raise InputRefused(_("Schrijf wat er niet goed is aan deze opmerking."))
    if address:
        _reports.check(address)
        _reports.count(address)
    try:
        with transaction.atomic():
            RemarkReport.objects.create(
                remark=remark, by=actor.person, reason=reason.strip()[:500], at=clock.now()
            )
    except IntegrityError:
        return  # this person reported it before: once is enough


@transaction.atomic
def hide(actor: Actor, remark: Remark, *, reason: str) -> Remark:
    """Hide a remark, with the reason that everybody reads in its place."""
    remark = _moderated(actor, remark, Remark.State.SHOWN)
    if not reason.strip():
        raise InputRefused(_("Schrijf waarom u dit verbergt. Iedereen kan die reden lezen."))
    remark.state = Remark.State.HIDDEN
    remark.hidden_by, remark.hidden_office = actor.person, actor.office
    remark.hidden_reason = reason.strip()[:500]
    remark.appeal = remark.decided_office = remark.decided_reason = ""
    remark.save()
    _handled(remark)
    record(actor, remark.dossier, "remark.hide", facts={"remark": remark.pk}, reason=reason.strip())
    return remark


@transaction.atomic
def dismiss(actor: Actor, remark: Remark) -> None:
    """Leave a reported remark as it is: the reports are handled, nothing is hidden."""
    _handled(_moderated(actor, remark, Remark.State.SHOWN))


@transaction.atomic
def appeal(actor: Actor, remark: Remark, *, why: str) -> Remark:
    """The writer objects to hiding, once: another office looks at it."""
    remark = _locked(remark)
    if not wrote.test(actor, remark):
        raise NotAllowed(_("Alleen de schrijver kan bezwaar maken."))
    if remark.state != Remark.State.HIDDEN:
        raise InputRefused(_("Bezwaar maken kan één keer, en alleen als de tekst verborgen is."))
    if not why.strip():
        raise InputRefused(_("Schrijf waarom uw opmerking er wel mag staan."))
    remark.state, remark.appeal = Remark.State.APPEALED, why.strip()[:1000]
    remark.save()
    record(actor, remark.dossier, "remark.appeal", facts={"remark": remark.pk})
    return remark


@transaction.atomic
def decide_appeal(actor: Actor, remark: Remark, *, show: bool, reason: str) -> Remark:
    """Decide on an appeal, in another office than the one that hid the remark."""
    remark = _moderated(actor, remark, Remark.State.APPEALED)
    if not may_decide_appeal.test(actor, remark):
        raise NotAllowed(_("Uw functie verborg deze opmerking. Laat een andere functie beslissen."))
    if not reason.strip():
        raise InputRefused(_("Schrijf waarom u dit beslist. Iedereen kan die reden lezen."))
    remark.state = Remark.State.SHOWN if show else Remark.State.UPHELD
    remark.decided_office, remark.decided_reason = actor.office, reason.strip()[:500]
    remark.save()
    record(
        actor,
        remark.dossier,
        "remark.restore" if show else "remark.uphold",
        facts={"remark": remark.pk},
        reason=reason.strip(),
    )
    return remark


def plain(text: str) -> str:
    text = _UNSEEN.sub("", text.replace("\r\n", "\n")).strip()
    if not text:
        raise InputRefused(_("Schrijf eerst uw opmerking."))
    if len(text) > LONGEST:
        raise InputRefused(
            _("Uw opmerking is te lang. Gebruik hoogstens %(most)s tekens.") % {"most": LONGEST}
        )
    return text


def not_too_often(writer: Person) -> None:
    now = clock.now()
    lately = list(
        Remark.objects.filter(by=writer, at__gt=now - _HOUR)
        .order_by("-at")
        .values_list("at", flat=True)[: settings.REMARKS_PER_HOUR]
    )
    if len(lately) >= settings.REMARKS_PER_HOUR:
        retry_at = lately[-1] + _HOUR
        raise TooManyAttempts(
            _("U schreef veel opmerkingen achter elkaar. Verder kan na %(time)s uur.")
            % {"time": formats.time_of_day(retry_at + timedelta(seconds=59))},
            retry_at,
        )


def _locked(remark: Remark) -> Remark:
    return (
        Remark.objects.select_for_update(of=("self",))
        .select_related("dossier__area__parent__parent")
        .get(pk=remark.pk)
    )


def _moderated(actor: Actor, remark: Remark, state: str) -> Remark:
    remark = _locked(remark)
    if not may_moderate.test(actor, remark):
        raise NotAllowed(_("Alleen een medewerker van deze gemeente kan dit doen."))
    if remark.state != state:
        raise InputRefused(
            _("Dit kan nu niet. De stand is: %(state)s.") % {"state": remark.get_state_display()}
        )
    return remark


def _handled(remark: Remark) -> None:
    remark.reports.filter(handled=None).update(handled=clock.now())
