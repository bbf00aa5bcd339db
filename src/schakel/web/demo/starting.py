"""For who begins in the demo: a package, a scouting list of the office, and one pilot that is asked."""

from datetime import date, timedelta
from itertools import cycle

from schakel.base.actor import Actor
from schakel.exchange.models import Line
from schakel.initiatives.models import Initiative
from schakel.initiatives.services import change, needs, scouting, starters
from schakel.initiatives.services.needs import Wanted
from schakel.web.demo.initiatives import at, board_of

_WHY = (
    "Zo begint u zonder kosten.",
    "Iemand die het eerder deed, denkt met u mee.",
    "Dan weet de buurt dat u er bent.",
    "Scheelt u weken zoeken.",
)
_PROMISING = (
    ("Elke week komen er nieuwe gezichten bij.", "Een vaste plek, ook in de winter."),
    ("Zij bereiken mensen die nergens anders komen.", "Iemand die het papierwerk doet."),
    ("De buurt draagt het al twee jaar zelf.", "Erkenning: zet het in de krant."),
    ("Drie groepen werken hier samen.", "Een sleutel van het schoolgebouw."),
)
_PILOT = "Een zomer lang een keuken op straat. Het werkt als elke week dertig buren komen."


def fill(official: Actor, first_day: date) -> None:
    """A package of some open offers, some initiatives noted, and one pilot asked."""
    offers = Line.objects.filter(
        status=Line.Status.OFFERED, answers=None, giver="party", municipality=official.party
    ).order_by("created", "pk")
    with at(first_day - timedelta(days=5), 10):
        for line, why in zip(offers[:4], _WHY, strict=False):
            starters.put_in(official, line, why=why)
    going = Initiative.objects.filter(
        dossier__process__state__in=("growth", "steady"), dossier__municipality=official.party
    )
    with at(first_day - timedelta(days=4), 11):
        by_district = {
            each.dossier.area.code[2:8]: each
            for each in going.order_by("pk").select_related("dossier__area")
        }
        for each, (why, helps) in zip(by_district.values(), cycle(_PROMISING), strict=False):
            scouting.note(official, each, why=why, helps=helps)
    first = (
        Initiative.objects.filter(dossier__process__state="start")
        .exclude(dossier__owner=official.party)
        .select_related("dossier__owner", "dossier__process", "dossier__area")
        .order_by("pk")
        .first()
    )
    if first is None:
        return
    board = board_of(first)
    with at(first_day - timedelta(days=3), 20):
        change(board, first, newness="new")
        until = first_day + timedelta(days=120)
        needs.ask(board, first, [Wanted("pilot", _PILOT, until=until)])
