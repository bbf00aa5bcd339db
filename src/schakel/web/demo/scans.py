"""Groups of the demo that looked at their own links, a municipality that did too, and its own question."""

import random
from datetime import date, timedelta

from schakel.initiatives import scanning
from schakel.initiatives.models import Initiative, Scan
from schakel.initiatives.queries import scans as queries
from schakel.initiatives.services import scans as services
from schakel.people import queries as people
from schakel.people.models import Party, Person
from schakel.web.demo.content import initiatives, stable_id
from schakel.web.demo.initiatives import at, board_of

# How far a group came, and how often its answers are yes, a little and no.
_CHANCES = {
    "idea": (5, 3, 2),
    "start": (7, 4, 1),
    "growth": (9, 3, 1),
    "steady": (14, 2, 1),
    "rest": (5, 4, 2),
}
_WHO = ("De trekkers samen", "Met de hele groep", "Twee trekkers en een sociaal makelaar")
_EACH = 4


def fill(first_day: date) -> None:
    """Every fourth group that is going filled in its links, some of them twice; most share it."""
    _questions(first_day)
    going = [content for content in initiatives() if content.group and content.state in _CHANCES]
    for content in going[::_EACH]:
        draw = random.Random(f"schakel.demo.scan.{content.key}")
        initiative = Initiative.objects.select_related(
            "dossier__owner", "dossier__municipality"
        ).get(pk=stable_id(f"initiative.{content.key}"))
        for days, state in ((180, "start"), (20, content.state)):
            if days < content.days:
                with at(first_day - timedelta(days=days), 20):
                    _scan(draw, initiative, state)
    _municipality(first_day)


def _scan(draw: random.Random, initiative: Initiative, state: str) -> None:
    dossier = initiative.dossier
    board = board_of(initiative)
    asked = queries.questions(dossier.municipality, "chain")
    answers = {
        key: draw.choices(("yes", "partly", "no"), _CHANCES[state])[0]
        for link in asked.links
        for key in scanning.keys_of(link)
    }
    scan = services.fill(
        board, dossier.owner, answers, filled_by=draw.choice(_WHO), dossier=dossier
    )
    shared = draw.choice((Scan.Shared.ALL, Scan.Shared.ALL, Scan.Shared.OFFICE, Scan.Shared.OWN))
    services.share(board, scan, shared)


def _questions(first_day: date) -> None:
    """Lindendam asks one thing in other words than the site came with."""
    joost = people.memberships_on(Person(id=stable_id("person.joost")), first_day).first()
    assert joost is not None
    lindendam = Party.objects.get(id=stable_id("party.lindendam"))
    (economy,) = (link for link in scanning.shipped("chain").links if link["key"] == "economy")
    with at(first_day - timedelta(days=400), 11):
        services.edit_link(
            people.actor_for(joost),
            lindendam,
            "chain",
            "economy",
            services.Edited(
                label=economy["label"],
                about=economy["about"],
                questions=(
                    "Koopt u in bij de winkels om de hoek?",
                    *economy["questions"][1:],
                    "Weet de ondernemersvereniging van u?",
                ),
                offers=economy["offers"],
                ask=economy["ask"]["title"],
            ),
            reason="Groepen zeiden: winkel om de hoek zegt ons meer dan wijkeconomie.",
        )


def _municipality(first_day: date) -> None:
    """Also the municipality looked how it keeps going, and shows it."""
    joost = people.memberships_on(Person(id=stable_id("person.joost")), first_day).first()
    assert joost is not None
    lindendam = Party.objects.get(id=stable_id("party.lindendam"))
    actor = people.actor_for(joost)
    answers = {"contacten.2": "no", "inbedding.2": "partly", "empathie.1": "yes", "animo.1": "yes"}
    with at(first_day - timedelta(days=30), 14):
        scan = services.fill(actor, lindendam, answers, filled_by="Zes medewerkers samen")
        services.share(actor, scan, Scan.Shared.ALL)
