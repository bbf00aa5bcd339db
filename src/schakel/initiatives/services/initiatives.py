"""Verbs on the page of an initiative: say it in one's own words, take an idea over elsewhere."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers import services as dossiers
from schakel.dossiers.models import Dossier
from schakel.initiatives.models import Credit, Initiative, Milestone
from schakel.initiatives.models.initiatives import DOMAINS
from schakel.initiatives.permissions import may_change
from schakel.initiatives.services.owning import adopt
from schakel.initiatives.services.telling import Dream, begin, check, owner_of
from schakel.journal import privacy
from schakel.people.queries import municipality_of

# What who runs it may write on its page; title and purpose are the dossier's.
TEXTS = (
    "want", "can", "need", "why", "gives", "pride", "made_with", "costs", "conditions", "code",
    "diploma", "diploma_because", "end_state", "place",
)  # fmt: skip
_OTHER = ("type", "domains", "newness", "stays_small", "end_day")
# What goes along when an idea is taken over: what it is and how it works, not how it went.
_CARRIED = (
    "type",
    "domains",
    "can",
    "need",
    "why",
    "gives",
    "made_with",
    "costs",
    "conditions",
    "code",
)


@transaction.atomic
def change(
    actor: Actor, initiative: Initiative, *, title: str = "", purpose: str = "", **texts: Any
) -> Initiative:
    """Say on the page what is new. Only what is named changes. Raises NotAllowed, InputRefused."""
    if not may_change.test(actor, initiative):
        raise NotAllowed(_("Alleen wie dit initiatief doet, kan dit wijzigen."))
    if unknown := set(texts) - {*TEXTS, *_OTHER}:
        raise TypeError(f"an initiative has no {sorted(unknown)}")
    for text in (title, purpose, *(texts[name] for name in TEXTS if name in texts)):
        if refusal := privacy.refusal(text):
            raise InputRefused(refusal)
    if unknown_domains := set(texts.get("domains", ())) - set(DOMAINS):
        raise InputRefused(
            _("Dit onderwerp kennen wij niet: %(word)s.") % {"word": min(unknown_domains)}
        )
    for name, value in texts.items():
        setattr(initiative, name, value.strip() if isinstance(value, str) else value)
    if not initiative.want:
        raise InputRefused(_("Schrijf wat u wilt. Eén zin is genoeg."))
    if initiative.diploma and not initiative.diploma_because:
        raise InputRefused(_("Schrijf waarom u een diploma vraagt. Zonder reden vraagt u er geen."))
    if initiative.end_day and not initiative.end_state:
        raise InputRefused(_("Schrijf ook wat er op die dag anders is."))
    initiative.save()
    dossier = initiative.dossier
    dossier.title, dossier.purpose = (
        title.strip() or dossier.title,
        purpose.strip() or dossier.purpose,
    )
    dossier.save(update_fields=["title", "purpose"])
    dossiers.record(
        actor,
        dossier,
        "initiative.change",
        facts={
            "changed": sorted(
                [*texts, *(["title"] if title else []), *(["purpose"] if purpose else [])]
            )
        },
    )
    return initiative


@transaction.atomic
def copy(
    actor: Actor,
    source: Initiative,
    area: Area,
    *,
    title: str,
    because: str,
    group: str = "",
    id: uuid.UUID | None = None,
) -> Initiative:
    """Take an idea over in another area: steps, costs, conditions and credit go along.

    Who had the idea stays known on the copy and on copies of it. Raises NotAllowed, InputRefused.
    """
    if actor.person is None:
        raise NotAllowed(_("Log in om dit idee over te nemen. Of vraag het aan de balie."))
    if source.dossier.visibility != Dossier.Visibility.PUBLIC:
        raise NotAllowed(_("Dit initiatief is niet openbaar. U kunt het niet overnemen."))
    if not because.strip():
        raise InputRefused(_("Schrijf waarom dit ook bij u past."))
    if refusal := privacy.refusal(because):
        raise InputRefused(refusal)
    municipality = municipality_of(area, clock.today())
    if municipality is None:
        raise InputRefused(_("Deze buurt hoort bij geen gemeente op deze site. Kies een andere."))
    dream = Dream(title=title or source.dossier.title, want=source.want)
    check(dream)
    made = begin(actor, municipality, area, dream, id=id)
    for name in _CARRIED:
        setattr(made, name, getattr(source, name))
    made.save()
    Milestone.objects.bulk_create(
        Milestone(initiative=made, title=step.title) for step in source.milestones.all()
    )
    _take_credit(made, source)
    dossiers.link(
        actor,
        source.dossier,
        made.dossier,
        "copied",
        because=because,
        by=owner_of(source) or source.dossier.municipality,
    )
    dossiers.record(
        actor,
        made.dossier,
        "initiative.copy",
        facts={"source": str(source.pk)},
        reason=f"{source.dossier.title} -> {made.dossier.title}",
    )
    return adopt(actor, made, group=group)


def _take_credit(made: Initiative, source: Initiative) -> None:
    """Whose idea it was, of all that the source knows, and the source itself."""
    for credit in source.credits.all():
        credit.pk, credit.initiative, credit._state.adding = None, made, True
        credit.save()
    Credit.objects.create(
        initiative=made,
        kind=Credit.Kind.COPY,
        source=source,
        party=owner_of(source),
        words=source.dossier.title,
        day=clock.today(),
    )
