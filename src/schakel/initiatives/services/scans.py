"""Verbs on scans: fill one in, share it, turn its weakest link into an ask, and edit the questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.base import clock, explanations
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.models import Dossier
from schakel.dossiers.permissions import speaker
from schakel.dossiers.services import record
from schakel.engines.continuity import ANSWERS, assess
from schakel.engines.rules import RulesError, Table
from schakel.exchange import services as exchange
from schakel.exchange.models import Line
from schakel.initiatives import scanning
from schakel.initiatives.models import Frame, Scan, ScanModel
from schakel.initiatives.permissions.scans import may_edit_questions, may_scan
from schakel.initiatives.queries import scans as queries
from schakel.journal import privacy
from schakel.people.models import Party

_STATES = {"missing", "fragile", "carries", "strong", "unknown"}
_FACTS = set(ANSWERS)


@transaction.atomic
def fill(
    actor: Actor,
    party: Party,
    answers: Mapping[str, str],
    *,
    filled_by: str,
    dossier: Dossier | None = None,
    version: int | None = None,
) -> Scan:
    """Answer the questions of the chain for an initiative, or those of ACTIE for the party itself.

    `version` is that of the questions that were on the screen. Raises NotAllowed, InputRefused.
    """
    if not may_scan.test(actor, party):
        raise NotAllowed(_("Alleen wie bij deze groep hoort, vult dit in. Wissel van rol."))
    if dossier is not None and dossier.owner_id != party.pk:
        raise NotAllowed(_("Dit initiatief is niet van deze groep."))
    frame = Frame.CHAIN if dossier else Frame.ACTIE
    home = dossier.municipality if dossier else home_of(party)
    asked = queries.questions(home, frame)
    if version is not None and version != asked.version:
        raise InputRefused(_("De vragen zijn net veranderd. Kijk ze na en stuur het opnieuw."))
    known = {key for link in asked.links for key in scanning.keys_of(link)}
    given = {key: answer for key, answer in answers.items() if answer}
    if set(given) - known or set(given.values()) - set(ANSWERS):
        raise InputRefused(_("Kies bij elke vraag ja, een beetje of nee."))
    if not given:
        raise InputRefused(_("Beantwoord minstens één vraag."))
    if not filled_by.strip():
        raise InputRefused(_("Schrijf wie dit invulde. Bijvoorbeeld: de trekkers samen."))
    if refusal := privacy.refusal(filled_by):
        raise InputRefused(refusal)
    chain = asked.chain(given)
    return Scan.objects.create(
        party=party,
        dossier=dossier,
        frame=frame,
        version=asked.version,
        links=list(asked.links),
        answers=given,
        states=dict(chain.states),
        weakest=chain.weakest,
        filled_by=filled_by.strip()[:200],
        by=speaker(actor),
        at=clock.now(),
    )


def home_of(party: Party) -> Party | None:
    """The municipality whose questions a party answers; a municipality answers its own."""
    return party if party.kind == Party.Kind.MUNICIPALITY else party.municipality


@transaction.atomic
def share(actor: Actor, scan: Scan, shared: str) -> Scan:
    """Choose who reads a scan; the group may take it back at any moment. Raises NotAllowed."""
    if not may_scan.test(actor, scan.party):
        raise NotAllowed(_("Alleen wie bij deze groep hoort, kiest wie dit leest."))
    if shared not in Scan.Shared.values:
        raise InputRefused(_("Kies wie dit mag lezen."))
    scan.shared = shared
    scan.save(update_fields=["shared"])
    return scan


@transaction.atomic
def ask_for(actor: Actor, scan: Scan, link: str) -> Line:
    """One press: what would help a link becomes an ask to everybody. Raises NotAllowed, InputRefused."""
    if not may_scan.test(actor, scan.party):
        raise NotAllowed(_("Alleen wie bij deze groep hoort, kan dit vragen."))
    found = next((each for each in scan.links if each["key"] == link), None)
    if found is None:
        raise InputRefused(_("Deze schakel kennen wij niet. Kies een andere."))
    area = _place(scan)
    if area is None:
        raise InputRefused(_("Uw groep heeft nog geen plek. Zet eerst een buurt bij uw groep."))
    title = found["ask"]["title"]
    mine = Line.objects.filter(receiver_party=scan.party, title=title, status=Line.Status.ASKED)
    if known := mine.filter(answers=None).first():
        return known
    terms = exchange.Terms(found["ask"]["kind"], title, found["about"])
    return exchange.ask(actor, area, terms, dossier=scan.dossier)


def _place(scan: Scan) -> Area | None:
    if scan.dossier is not None:
        return scan.dossier.area
    return scan.party.area


# --- the questions -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Edited:
    """What an office changes on one link: its words, questions, offers by role, and its ask."""

    label: str
    about: str
    questions: tuple[str, ...]
    offers: Mapping[str, str]
    ask: str


@transaction.atomic
def edit_link(
    actor: Actor, municipality: Party, frame: str, key: str, edited: Edited, *, reason: str
) -> ScanModel:
    """Publish a link with other words as a new version. Raises NotAllowed, InputRefused."""
    now = queries.questions(municipality, frame)
    if key not in {link["key"] for link in now.links}:
        raise InputRefused(_("Deze schakel kennen wij niet. Kies een andere."))
    low, high = scanning.QUESTIONS
    if not low <= len(edited.questions) <= high:
        raise InputRefused(_("Stel drie of vier vragen. Zet elke vraag op een eigen regel."))
    if not edited.label.strip() or not edited.ask.strip():
        raise InputRefused(_("Geef de schakel een naam en een vraag aan anderen."))
    links = [
        {
            **link,
            "label": edited.label.strip(),
            "about": edited.about.strip(),
            "questions": list(edited.questions),
            "offers": dict(edited.offers),
            "ask": {**link["ask"], "title": edited.ask.strip()},
        }
        if link["key"] == key
        else dict(link)
        for link in now.links
    ]
    return _publish(actor, municipality, frame, links, now.table, reason)


@transaction.atomic
def edit_table(
    actor: Actor, municipality: Party, frame: str, text: str, *, reason: str
) -> ScanModel:
    """Publish another table of states as a new version. Raises NotAllowed, InputRefused."""
    now = queries.questions(municipality, frame)
    read_table(text)
    return _publish(actor, municipality, frame, list(now.links), text, reason)


def read_table(text: str) -> Table:
    """The table of states in a text. Raises InputRefused with what is wrong with it and where."""
    try:
        table = scanning.table_of(text)
    except RulesError as error:
        raise InputRefused(explanations.render(error.explanation)) from None
    states = {key for key, _words in table.outcomes[0].choices}
    facts = {fact.name for fact in table.facts}
    if len(table.outcomes) != 1 or states != _STATES or facts != _FACTS:
        raise InputRefused(
            _("De tabel moet gaan over yes, partly en no, en deze standen geven: %(states)s.")
            % {"states": ", ".join(sorted(_STATES))}
        )
    known = {row.reason for row in scanning.table_of(scanning.shipped("chain").table).rows}
    if unknown := {row.reason for row in table.rows} - known:
        raise InputRefused(_("Deze reden kennen wij niet: %(word)s.") % {"word": min(unknown)})
    return table


def try_table(municipality: Party, frame: str, text: str) -> list[tuple[str, str, int]]:
    """What another table would change in the shared scans there are: from, to, and how many links."""
    read_table(text)
    changed: dict[tuple[str, str], int] = {}
    of_home = Scan.objects.filter(frame=frame).filter(queries.of_municipality(municipality))
    for scan in of_home.exclude(shared=Scan.Shared.OWN).only("links", "answers", "states"):
        links = scanning.engine_links(scan.links)
        after = assess(links, scan.answers, scanning.table_of(text)).states
        for key, state in scan.states.items():
            if after[key] != state:
                step = (state, after[key])
                changed[step] = changed.get(step, 0) + 1
    return [(old, new, number) for (old, new), number in sorted(changed.items())]


def _publish(
    actor: Actor, municipality: Party, frame: str, links: list[Any], table: str, reason: str
) -> ScanModel:
    if not may_edit_questions.test(actor, municipality):
        raise NotAllowed(_("Alleen een medewerker van deze gemeente wijzigt de vragen."))
    if not reason.strip():
        raise InputRefused(_("Schrijf waarom u dit verandert."))
    if refusal := privacy.refusal(reason):
        raise InputRefused(refusal)
    Party.objects.select_for_update().get(pk=municipality.pk)
    found = ScanModel.objects.filter(municipality=municipality, frame=frame)
    newest = found.aggregate(newest=Max("version"))["newest"] or 0
    made = ScanModel.objects.create(
        municipality=municipality,
        frame=frame,
        version=newest + 1,
        links=links,
        table=table,
        reason=reason.strip(),
        office=actor.office,
        at=clock.now(),
    )
    facts = {"frame": frame, "version": made.version}
    record(actor, None, "scan.questions", facts=facts, reason=made.reason)
    return made
