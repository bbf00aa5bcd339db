"""Verbs on mandates: what an office may decide in the name of a party, and the text that says so."""

from datetime import date

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.base.plugs import mandate_subjects
from schakel.people.models import Mandate, Party
from schakel.people.permissions import may_manage, roles_at
from schakel.people.services.recording import record


@transaction.atomic
def give_mandate(
    actor: Actor,
    *,
    party: Party,
    role: str,
    subject: str,
    giver: str,
    source: str,
    starts: date,
    ends: date | None = None,
) -> Mandate:
    """Let an office decide a subject in the name of a party. Raises NotAllowed, InputRefused.

    `giver` is the body that gives it (the college, the board), `source` the text in which it stands.
    """
    if not may_manage.test(actor, party):
        raise NotAllowed(
            _("Alleen wie %(party)s bestuurt legt een mandaat vast.") % {"party": party}
        )
    if role not in roles_at(party):
        raise InputRefused(
            _("Deze rol bestaat niet bij %(party)s. Kies een andere.") % {"party": party}
        )
    if subject not in mandate_subjects:
        raise InputRefused(_("Kies waarover dit mandaat gaat."))
    if not giver.strip() or not source.strip():
        raise InputRefused(_("Schrijf wie het mandaat geeft, en in welk besluit dat staat."))
    if ends and ends < starts:
        raise InputRefused(_("De laatste dag ligt voor de eerste. Kies een latere laatste dag."))
    mandate = Mandate.objects.create(
        party=party,
        role=role,
        subject=subject,
        giver=giver.strip(),
        source=source.strip(),
        starts=starts,
        ends=ends,
    )
    record(
        actor,
        "mandate.give",
        facts=_facts(mandate),
        reason=_words(mandate),
        ground=mandate.source[:300],
    )
    return mandate


@transaction.atomic
def end_mandate(actor: Actor, mandate: Mandate, *, reason: str) -> Mandate:
    """Let today be the last day of a mandate. Raises NotAllowed, InputRefused."""
    if not may_manage.test(actor, mandate.party):
        raise NotAllowed(
            _("Alleen wie %(party)s bestuurt trekt een mandaat in.") % {"party": mandate.party}
        )
    mandate = (
        Mandate.objects.select_for_update(of=("self",)).select_related("party").get(pk=mandate.pk)
    )
    today = clock.today()
    if mandate.ends and mandate.ends <= today:
        raise InputRefused(_("Dit mandaat is al voorbij."))
    if not reason.strip():
        raise InputRefused(_("Schrijf waarom het mandaat ophoudt, zonder namen."))
    mandate.ends = max(today, mandate.starts)
    mandate.save(update_fields=["ends"])
    record(
        actor,
        "mandate.end",
        facts=_facts(mandate),
        reason=f"{_words(mandate)}. {reason.strip()}",
        ground=mandate.source[:300],
    )
    return mandate


def _facts(mandate: Mandate) -> dict[str, object]:
    return {
        "mandate": mandate.pk,
        "party": str(mandate.party_id),
        "role": mandate.role,
        "subject": mandate.subject,
        "starts": mandate.starts.isoformat(),
        "ends": mandate.ends.isoformat() if mandate.ends else None,
    }


def _words(mandate: Mandate) -> str:
    with translation.override("nl"):
        subject = mandate_subjects.get(mandate.subject) or mandate.subject
        return f"{subject}: {mandate.party.name}, {mandate.get_role_display().lower()}"
