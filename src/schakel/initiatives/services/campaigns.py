"""Verbs on campaigns: begin one, answer, enter what was gathered in the street, and order the answers."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers import services as dossiers
from schakel.engines.gathering import Said, group
from schakel.initiatives.models import Campaign, Response, Topic
from schakel.initiatives.permissions.campaigns import may_begin, may_keep
from schakel.journal import privacy
from schakel.people.models import Party
from schakel.people.queries import municipality_of

MOST = 500


@dataclass(frozen=True)
class Asked:
    """What is asked, for what, and until when."""

    title: str
    purpose: str
    question: str
    closes: date
    known: str = ""


@transaction.atomic
def begin(actor: Actor, area: Area, asked: Asked, *, id: uuid.UUID | None = None) -> Campaign:
    """Begin a campaign for the party in whose role somebody acts. Raises NotAllowed, InputRefused."""
    if not may_begin.test(actor):
        raise NotAllowed(_("Wissel naar de rol van de groep of organisatie die dit vraagt."))
    municipality = municipality_of(area, clock.today())
    if municipality is None:
        raise InputRefused(_("Deze buurt hoort bij geen gemeente op deze site. Kies een andere."))
    if not asked.question.strip():
        raise InputRefused(_("Schrijf welke vraag u stelt."))
    if asked.closes < clock.today():
        raise InputRefused(_("Kies een laatste dag in de toekomst."))
    for text in (asked.title, asked.purpose, asked.question, asked.known):
        if refusal := privacy.refusal(text):
            raise InputRefused(refusal)
    assert isinstance(actor.party, Party)
    dossier = dossiers.create(
        actor,
        kind="campaign",
        title=asked.title,
        purpose=asked.purpose,
        municipality=municipality,
        area=area,
        owner=actor.party,
        id=id,
    )
    made = Campaign.objects.create(
        dossier=dossier,
        question=asked.question.strip(),
        known=asked.known.strip(),
        closes=asked.closes,
    )
    dossiers.record(actor, dossier, "campaign.begin", facts={"closes": asked.closes.isoformat()})
    return made


@transaction.atomic
def answer(actor: Actor, campaign: Campaign, text: str, *, knows: bool | None = None) -> Response:
    """Answer on the site, with or without an account. The owner reads it before all do."""
    _require_open(campaign)
    text = _checked(campaign, text, knows)
    return Response.objects.create(
        campaign=campaign,
        text=text,
        how=Response.How.ONLINE,
        knows=knows if campaign.known else None,
        day=clock.today(),
        at=clock.now(),
        shown=may_keep.test(actor, campaign),
    )


@transaction.atomic
def enter(
    actor: Actor,
    campaign: Campaign,
    lines: Sequence[tuple[str, bool | None]],
    *,
    how: str,
    day: date,
) -> int:
    """Enter what was gathered at doors or on cards: all or nothing. Raises NotAllowed, InputRefused."""
    if not may_keep.test(actor, campaign):
        raise NotAllowed(_("Alleen wie dit vraagt, voert antwoorden in."))
    if how not in Response.How.values or how == Response.How.ONLINE:
        raise InputRefused(_("Kies hoe u deze antwoorden ophaalde."))
    if day > clock.today():
        raise InputRefused(_("Deze dag moet nog komen. Kies een dag die voorbij is."))
    if not lines:
        raise InputRefused(_("Schrijf op elke regel één antwoord."))
    if len(lines) > MOST:
        raise InputRefused(
            _("Dit is te veel in één keer. Voer %(most)s regels in.") % {"most": MOST}
        )
    made = []
    for number, (text, knows) in enumerate(lines, 1):
        try:
            checked = _checked(campaign, text, knows)
        except InputRefused as refused:
            raise InputRefused(
                _("Regel %(number)s: %(what)s") % {"number": number, "what": str(refused)}
            ) from None
        made.append(
            Response(
                campaign=campaign,
                text=checked,
                how=how,
                knows=knows if campaign.known else None,
                day=day,
                at=clock.now(),
                shown=True,
            )
        )
    Response.objects.bulk_create(made)
    return len(made)


@transaction.atomic
def show(actor: Actor, response: Response) -> None:
    """Let everybody read an answer that came in without an account."""
    _require_keeper(actor, response.campaign)
    response.shown, response.hidden_because = True, ""
    response.save(update_fields=["shown", "hidden_because"])


@transaction.atomic
def hide(actor: Actor, response: Response, *, reason: str) -> None:
    """Take an answer out of sight with a reason: it names somebody, or was heard wrong."""
    _require_keeper(actor, response.campaign)
    if not reason.strip():
        raise InputRefused(_("Schrijf waarom u dit weghaalt. Noem geen namen."))
    response.shown, response.hidden_because = False, reason.strip()[:300]
    response.save(update_fields=["shown", "hidden_because"])


@transaction.atomic
def order(actor: Actor, campaign: Campaign) -> int:
    """Propose topics for answers that stand in none; what people ordered stays. How many it placed."""
    _require_keeper(actor, campaign)
    loose = list(
        campaign.responses.filter(topic=None, shown=True).exclude(text="").order_by("at", "id")
    )
    everything = campaign.responses.filter(shown=True).exclude(text="").order_by("at", "id")
    found = group([Said(str(each.pk), each.text) for each in everything])
    by_pk = {str(each.pk): each for each in loose}
    placed = 0
    for theme in found.themes:
        own = [by_pk[key] for key in theme.keys if key in by_pk]
        if not own:
            continue
        topic, _created = Topic.objects.get_or_create(
            campaign=campaign,
            subject=theme.key,
            defaults={"name": theme.key.capitalize(), "words": list(theme.words)},
        )
        for response in own:
            response.topic, response.proposed = topic, theme.key
        Response.objects.bulk_update(own, ["topic", "proposed"])
        placed += len(own)
    return placed


@transaction.atomic
def rename(actor: Actor, topic: Topic, name: str) -> Topic:
    """Call a topic what people call it; a name that is there already joins the two."""
    _require_keeper(actor, topic.campaign)
    if not name.strip():
        raise InputRefused(_("Geef het onderwerp een naam."))
    if refusal := privacy.refusal(name):
        raise InputRefused(refusal)
    same = topic.campaign.topics.filter(name__iexact=name.strip()).exclude(pk=topic.pk).first()
    if same is not None:
        topic.responses.update(topic=same)
        topic.delete()
        return same
    topic.name = name.strip()[:100]
    topic.save(update_fields=["name"])
    return topic


@transaction.atomic
def place(actor: Actor, response: Response, name: str) -> Response:
    """Put one answer under a topic, an existing or a new one; empty takes it out."""
    campaign = response.campaign
    _require_keeper(actor, campaign)
    if not name.strip():
        response.topic = None
    else:
        if refusal := privacy.refusal(name):
            raise InputRefused(refusal)
        found = campaign.topics.filter(name__iexact=name.strip()).first()
        response.topic = found or Topic.objects.create(campaign=campaign, name=name.strip()[:100])
    response.save(update_fields=["topic"])
    campaign.topics.annotate(number=Count("responses")).filter(number=0).delete()
    return response


def _checked(campaign: Campaign, text: str, knows: bool | None) -> str:
    text = text.strip()
    if not text and (knows is None or not campaign.known):
        raise InputRefused(_("Schrijf een antwoord. Een paar woorden is genoeg."))
    if len(text) > 1000:
        raise InputRefused(_("Dit antwoord is te lang. Gebruik hoogstens 1.000 tekens."))
    if refusal := privacy.refusal(text):
        raise InputRefused(refusal)
    return text


def _require_open(campaign: Campaign) -> None:
    if campaign.closes < clock.today():
        raise InputRefused(_("Deze vraag is gesloten. De antwoorden kunt u nog lezen."))


def _require_keeper(actor: Actor, campaign: Campaign) -> None:
    if not may_keep.test(actor, campaign):
        raise NotAllowed(_("Alleen wie dit vraagt, ordent de antwoorden."))
