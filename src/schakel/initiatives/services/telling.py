"""Verbs on dreams: tell one, let it be read, take it away."""

import secrets
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused
from schakel.dossiers import services as dossiers
from schakel.dossiers.models import Dossier
from schakel.dossiers.permissions import speaker, speaks_for_party
from schakel.initiatives.models import Claim, Credit, Initiative, Milestone
from schakel.initiatives.services.moving import move, set_visibility
from schakel.initiatives.tokens import token_hash
from schakel.journal import privacy
from schakel.norms import queries as norms
from schakel.people.models import Party
from schakel.people.permissions import acts_for_somebody
from schakel.people.queries import municipality_of
from schakel.processes import services as processes


@dataclass(frozen=True)
class Dream:
    """What somebody tells: three questions, and if they like what has come true by when."""

    title: str
    want: str
    can: str = ""
    need: str = ""
    told: str = Initiative.Told.WEB
    met: date | None = None
    end_state: str = ""
    end_day: date | None = None
    milestones: tuple[tuple[str, date | None], ...] = field(default=())


@dataclass(frozen=True)
class Told:
    """A dream that was told. `token` is the secret of the link by which its teller takes it up."""

    initiative: Initiative
    token: str = ""


@transaction.atomic
def tell(
    actor: Actor,
    area: Area,
    dream: Dream,
    *,
    email: str = "",
    named: bool = False,
    id: uuid.UUID | None = None,
) -> Told:
    """Tell a dream, with or without an account. Given its id twice, it stays one.

    Who has an account, or is helped at a desk, is read at once; without one an office looks first.
    `email` gets the link by which the teller takes it up. Raises InputRefused.
    """
    if id is not None and (known := Initiative.objects.filter(pk=id).first()):
        return Told(known)
    municipality = municipality_of(area, clock.today())
    if municipality is None:
        raise InputRefused(_("Deze buurt hoort bij geen gemeente op deze site. Kies een andere."))
    check(dream)
    initiative = begin(actor, municipality, area, dream, id=id)
    _credit(actor, initiative, area, named)
    token = offer_claim(initiative, email) if email else ""
    return Told(initiative, token)


def begin(
    actor: Actor, municipality: Party, area: Area, dream: Dream, *, id: uuid.UUID | None = None
) -> Initiative:
    """The dream as a dossier with its process; whose idea it was is for the caller to say."""
    known_teller = actor.person is not None
    dossier = dossiers.create(
        actor,
        kind="initiative",
        title=dream.title,
        purpose=dream.want,
        municipality=municipality,
        area=area,
        visibility=Dossier.Visibility.PUBLIC if known_teller else Dossier.Visibility.CLOSED,
        id=id,
    )
    initiative = Initiative.objects.create(
        dossier=dossier,
        want=dream.want.strip(),
        can=dream.can.strip(),
        need=dream.need.strip(),
        told=dream.told,
        met=dream.met,
        end_state=dream.end_state.strip(),
        end_day=dream.end_day,
    )
    Milestone.objects.bulk_create(
        Milestone(initiative=initiative, title=title.strip(), due=due)
        for title, due in dream.milestones
    )
    dossier.process = processes.start(actor, dossier, "initiative", phases={})
    if known_teller:
        return move(Actor.system(), initiative, "show")
    return initiative


def check(dream: Dream) -> None:
    """Raises InputRefused for a dream that says too little, or what nobody may read."""
    if not dream.title.strip():
        raise InputRefused(_("Geef uw droom een naam. Een paar woorden is genoeg."))
    if not dream.want.strip():
        raise InputRefused(_("Schrijf wat u wilt. Eén zin is genoeg."))
    if dream.end_day is not None and not dream.end_state.strip():
        raise InputRefused(_("Schrijf ook wat er op die dag anders is."))
    if dream.end_day is not None and dream.end_day <= clock.today():
        raise InputRefused(_("Kies een dag in de toekomst. Dan is uw droom uitgekomen."))
    texts = (dream.title, dream.want, dream.can, dream.need, dream.end_state)
    for text in (*texts, *(title for title, _due in dream.milestones)):
        if refusal := privacy.refusal(text):
            raise InputRefused(refusal)
    for title, due in dream.milestones:
        if due and dream.end_day and due > dream.end_day:
            raise InputRefused(
                _("De stap “%(step)s” komt na de dag van uw droom. Kies een dag ervoor.")
                % {"step": title}
            )


def _credit(actor: Actor, initiative: Initiative, area: Area, named: bool) -> None:
    """The party for which somebody speaks had the idea, or else the person, without a name."""
    party = None
    if not acts_for_somebody.test(actor) and speaks_for_party.test(actor):
        party = actor.party
    person = None if party is not None else speaker(actor)
    with translation.override("nl"):
        words = _("een bewoner van %(place)s") % {"place": area.name}
    Credit.objects.create(
        initiative=initiative,
        kind=Credit.Kind.IDEA,
        party=party,
        person=person,
        named=named and person is not None,
        words=party.name if party else words,
        day=clock.today(),
    )


def offer_claim(initiative: Initiative, email: str) -> str:
    """A new link for the teller; an older one no longer works. The secret is kept nowhere."""
    now, token = clock.now(), secrets.token_urlsafe(32)
    days = int(norms.norm("initiatives.claim_days", clock.today()).value)
    Claim.objects.update_or_create(
        initiative=initiative,
        defaults={
            "email": email.strip().lower(),
            "token_hash": token_hash(token),
            "created": now,
            "expires": now + timedelta(days=days),
        },
    )
    return token


def steps_back(
    end_day: date, *, first: str = "", halfway: str = "", last: str = ""
) -> tuple[tuple[str, date | None], ...]:
    """Steps on the way, counted back from the day on which the dream has come true."""
    today = clock.today()
    days = (end_day - today).days
    named = ((first, Fraction(1, 6)), (halfway, Fraction(1, 2)), (last, Fraction(5, 6)))
    return tuple(
        (title.strip(), today + timedelta(days=int(days * share)))
        for title, share in named
        if title.strip()
    )


@transaction.atomic
def show(actor: Actor, initiative: Initiative) -> Initiative:
    """Let everybody read a dream that was told without an account. Raises NotAllowed."""
    move(actor, initiative, "show")
    return set_visibility(initiative, Dossier.Visibility.PUBLIC)


@transaction.atomic
def remove(actor: Actor, initiative: Initiative, *, reason: str) -> Initiative:
    """Take away what does not belong here, with a reason that everybody may read."""
    if not reason.strip():
        raise InputRefused(_("Schrijf waarom u dit weghaalt. Noem geen namen."))
    if refusal := privacy.refusal(reason):
        raise InputRefused(refusal)
    move(actor, initiative, "remove", reason=reason.strip())
    return set_visibility(initiative, Dossier.Visibility.CLOSED)


@transaction.atomic
def restore(actor: Actor, initiative: Initiative, *, reason: str) -> Initiative:
    """Put back what was taken away. Raises InputRefused without a reason."""
    if not reason.strip():
        raise InputRefused(_("Schrijf waarom dit er weer staat."))
    move(actor, initiative, "restore", reason=reason.strip())
    return set_visibility(initiative, Dossier.Visibility.PUBLIC)


def owner_of(initiative: Initiative) -> Party | None:
    """Who owns it; None while it is a dream."""
    dossier = initiative.dossier
    return None if dossier.owner_id == dossier.municipality_id else dossier.owner
