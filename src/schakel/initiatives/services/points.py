"""Verbs on information points: open one, change it, close it on a day, end it."""

import re
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.initiatives.models import Point
from schakel.initiatives.permissions.places import may_add_here, may_keep_point
from schakel.people.permissions import municipality_id
from schakel.people.queries import municipality_of

_SPAN = re.compile(r"^(\d{1,2})[:.](\d{2})\s*(?:-|–|tot)\s*(\d{1,2})[:.](\d{2})$")


@dataclass(frozen=True)
class Told:
    """What is told of a point. `hours` has a text for each weekday, as people write them."""

    name: str
    address: str
    hours: tuple[str, ...]
    text: str = ""
    step_free: bool = False
    toilet: bool = False
    phone: str = ""
    longitude: float | None = None
    latitude: float | None = None


@transaction.atomic
def add(actor: Actor, area: Area, told: Told) -> Point:
    """Put an information point on the map, for the party that sits there. Raises NotAllowed, InputRefused."""
    if not may_add_here.test(actor):
        raise NotAllowed(_("Wissel naar de rol van de organisatie die hier zit."))
    assert actor.party is not None
    municipality = municipality_of(area, clock.today())
    if municipality is None:
        raise InputRefused(_("Deze buurt hoort bij geen gemeente op deze site. Kies een andere."))
    home = municipality_id(actor.party) or actor.party.municipality_id
    if home not in (None, municipality.pk):
        raise NotAllowed(_("Deze buurt ligt in een andere gemeente."))
    point = Point(municipality=municipality, party=actor.party, area=area, created=clock.now())
    return _written(point, told)


@transaction.atomic
def change(actor: Actor, point: Point, told: Told) -> Point:
    _require(actor, point)
    return _written(point, told)


@transaction.atomic
def close(actor: Actor, point: Point, day: date, *, reason: str) -> Point:
    """Nobody sits there on that day. Raises NotAllowed, InputRefused."""
    _require(actor, point)
    if day < clock.today():
        raise InputRefused(_("Deze dag is al voorbij. Kies een latere."))
    if not reason.strip():
        raise InputRefused(_("Schrijf waarom het dicht is. Bijvoorbeeld: Kerst."))
    kept = [each for each in point.closed if each[0] >= clock.today().isoformat()]
    kept = [each for each in kept if each[0] != day.isoformat()]
    point.closed = sorted([*kept, [day.isoformat(), reason.strip()[:100]]])
    point.save(update_fields=["closed"])
    return point


@transaction.atomic
def end(actor: Actor, point: Point) -> None:
    _require(actor, point)
    point.ended = clock.now()
    point.save(update_fields=["ended"])


def hours_of(day: int, text: str) -> list[list[object]]:
    """`9:00-12:30, 13:00-17:00` as spans of one weekday. Raises InputRefused."""
    spans: list[list[object]] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        match = _SPAN.match(part)
        try:
            if match is None:
                raise ValueError
            numbers = [int(number) for number in match.groups()]
            opens, closes = time(numbers[0], numbers[1]), time(numbers[2], numbers[3])
        except ValueError:
            raise InputRefused(
                _("“%(text)s” kennen wij niet. Schrijf het zo: 9:00-12:30.") % {"text": part}
            ) from None
        if opens >= closes:
            raise InputRefused(
                _("“%(text)s” eindigt voor het begint. Draai het om.") % {"text": part}
            )
        spans.append([day, opens.isoformat("minutes"), closes.isoformat("minutes")])
    spans.sort(key=lambda span: str(span[1]))
    for before, after in pairwise(spans):
        if str(after[1]) < str(before[2]):
            raise InputRefused(
                _("“%(text)s” overlapt zichzelf. Laat de tijden op elkaar volgen.")
                % {"text": text.strip()}
            )
    return spans


def _require(actor: Actor, point: Point) -> None:
    if not may_keep_point.test(actor, point):
        raise NotAllowed(_("Alleen wie hier zit en de gemeente kunnen dit wijzigen."))


def _written(point: Point, told: Told) -> Point:
    if not told.name.strip() or not told.address.strip():
        raise InputRefused(_("Vul een naam en een adres in."))
    spans = [span for day, text in enumerate(told.hours) for span in hours_of(day, text)]
    if not spans:
        raise InputRefused(_("Vul bij minstens één dag in wanneer er iemand zit."))
    if (told.longitude is None) != (told.latitude is None):
        raise InputRefused(_("Vul de lengte en de breedte allebei in, of geen van beide."))
    point.hours = spans
    for name in ("name", "address", "text", "phone"):
        setattr(point, name, getattr(told, name).strip())
    point.step_free, point.toilet = told.step_free, told.toilet
    point.longitude, point.latitude = told.longitude, told.latitude
    point.save()
    return point
