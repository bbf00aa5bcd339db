"""Reads on lines. Who sees one: everybody when it is public and open, else who stands at a side."""

import uuid
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from schakel.areas.models import Area
from schakel.areas.queries import places
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.dossiers.models import Dossier
from schakel.dossiers.permissions import speaker
from schakel.exchange import matching
from schakel.exchange.models import OPEN, PROMISES, Block, Line, LineReport
from schakel.people.models import Party, Person
from schakel.people.permissions import is_official, municipality_id

_SIDES = (
    "area__parent__parent", "municipality", "dossier", "giver_party", "receiver_party",
    "giver_person", "receiver_person",
)  # fmt: skip
_NO_OTHER_SIDE = Q(giver="") | Q(receiver="")


def of_person(person: Person | None) -> Q:
    return Q(giver_person=person) | Q(receiver_person=person) if person else Q(pk__in=[])


def of_party(party: Party | None) -> Q:
    return Q(giver_party=party) | Q(receiver_party=party) if party else Q(pk__in=[])


def own(actor: Actor) -> Q:
    """The lines of who acts: of the party in whose role they act, else their own."""
    if actor.on_behalf_of is None and actor.party is not None:
        return of_party(actor.party)
    return of_person(speaker(actor))


def seen(actor: Actor) -> QuerySet[Line]:
    """The lines this actor may see. Whoever blocked them does not exist for them."""
    # What parties promise each other is public; what a person promises is between the two.
    between_parties = Q(giver="party", receiver="party", status__in=PROMISES)
    public = Q(public=True) & (Q(status__in=OPEN) | between_parties)
    lines = Line.objects.filter(public | own(actor))
    if speaker(actor) is not None:
        lines = lines.exclude(by_a_blocker(actor))
    return lines.select_related(*_SIDES)


def by_a_blocker(actor: Actor) -> Q:
    """Of somebody who blocked this person, at either side."""
    hidden = Block.objects.filter(blocked=speaker(actor)).values("by")
    return Q(giver_person__isnull=False, giver_person__in=hidden) | Q(
        receiver_person__isnull=False, receiver_person__in=hidden
    )


def by_address(actor: Actor, address: str) -> Line | None:
    return seen(actor).filter(short_id=address.split("-", 1)[0]).first()


# From whom somebody looks for something: people and groups of the community, businesses, government.
CORNERS = {"bewoners": "community", "bedrijven": "market", "gemeente": "government"}


def open_lines(
    actor: Actor,
    *,
    area: Area | None = None,
    status: str = "",
    kind: str = "",
    corner: str = "",
) -> QuerySet[Line]:
    """What is asked and offered to whoever fits, the newest first; not what is over."""
    found = seen(actor).filter(_NO_OTHER_SIDE, status__in=[status] if status else OPEN, public=True)
    found = found.filter(Q(ends__isnull=True) | Q(ends__gte=clock.today()))
    if area is not None:
        found = found.filter(area__in=places.within(area))
    if corner:
        of_party = Q(giver_party__corner=corner) | Q(receiver_party__corner=corner)
        of_person = Q(giver="person") | Q(receiver="person")
        found = found.filter(of_party | of_person if corner == "community" else of_party)
    return found.filter(kind=kind) if kind else found


def mine(actor: Actor) -> QuerySet[Line]:
    found = Line.objects.filter(own(actor))
    if speaker(actor) is not None:
        found = found.exclude(by_a_blocker(actor))
    return found.select_related(*_SIDES)


def is_blocked_by(person: Person, by: uuid.UUID) -> bool:
    return Block.objects.filter(by=by, blocked=person).exists()


def blocks(actor: Actor) -> QuerySet[Block]:
    """Whom this person blocked, the latest first."""
    person = speaker(actor)
    if person is None:
        return Block.objects.none()
    return Block.objects.filter(by=person).select_related("line").order_by("-at", "-id")


def waiting_for(actor: Actor) -> QuerySet[Line]:
    """What this actor must do something with: answers to accept, deliveries to confirm, own promises."""
    party = actor.party if actor.on_behalf_of is None else None
    side = "party" if party is not None else "person"
    who = party or speaker(actor)
    if who is None:
        return Line.objects.none()
    giving, receiving = {f"giver_{side}": who}, {f"receiver_{side}": who}
    return mine(actor).filter(
        Q(status="offered", answers__isnull=False, **receiving)
        | Q(status="asked", answers__isnull=False, **giving)
        | Q(status="promised", **giving)
        | Q(status="delivered", **receiving)
    )


def reports(actor: Actor) -> QuerySet[LineReport]:
    """What was reported and not read yet, in what this office answers for."""
    if actor.party is None or not is_official.test(actor):
        return LineReport.objects.none()
    found = LineReport.objects.filter(handled=None, line__municipality=municipality_id(actor.party))
    if actor.area is not None:
        found = found.filter(line__area__in=places.within(actor.area))
    return found


def reported(address: str) -> Line | None:
    """A line by its address, for the office that reads what was reported about it."""
    return Line.objects.filter(short_id=address.split("-", 1)[0]).select_related(*_SIDES).first()


def answers(line: Line) -> QuerySet[Line]:
    return line.answered_by.select_related(*_SIDES)


def late() -> QuerySet[Line]:
    """Promises whose day has passed."""
    return Line.objects.filter(status="promised", due__lt=clock.today())


def promised_so_far(line: Line) -> int:
    """How much of an open line was promised in answer to it."""
    found = line.answered_by.filter(status__in=PROMISES).aggregate(all=Sum("quantity"))
    return found["all"] or 0


def at_dossier(actor: Actor, dossier: Dossier) -> QuerySet[Line]:
    """What is asked, offered and promised for a dossier, as this actor may see it; not what is over."""
    over = Q(status__in=OPEN, ends__lt=clock.today())
    return seen(actor).filter(dossier=dossier).exclude(over).exclude(status="withdrawn")


@dataclass(frozen=True)
class Contribution:
    """How much of one kind came from people and groups, and how much from the government. Two amounts
    that stand beside each other, in the unit of the kind; None where nobody gave a number."""

    kind: str
    own: int | None
    own_times: int
    public: int | None
    public_times: int


def contributions(dossier: Dossier) -> list[Contribution]:
    """What was given for a dossier and received, by kind: never added up over kinds. One query."""
    received = Line.objects.filter(dossier=dossier, status=Line.Status.CONFIRMED)
    public = Q(giver_party__corner=Party.Corner.GOVERNMENT)
    own = Q(giver="person") | (Q(giver="party") & ~public)
    rows = (
        received.order_by()
        .values("kind")
        .annotate(
            own=Sum("quantity", filter=own),
            own_times=Count("pk", filter=own),
            public=Sum("quantity", filter=public),
            public_times=Count("pk", filter=public),
        )
    )
    found = {row["kind"]: Contribution(**row) for row in rows}
    return [found[kind] for kind in Line.Kind.values if kind in found]


def other_person(actor: Actor, line: Line) -> Person | None:
    """The person at the other side of a line, when there is one."""
    person = speaker(actor)
    if person is None or line.pk is None:
        return None
    if line.giver_person_id == person.pk:
        return line.receiver_person
    return line.giver_person if line.receiver_person_id == person.pk else None


def between(one: Person, other: Person) -> QuerySet[Line]:
    return Line.objects.filter(
        Q(giver_person=one, receiver_person=other) | Q(giver_person=other, receiver_person=one)
    )


# --- what fits -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fit:
    """An open line that fits, and why."""

    line: Line
    match: matching.Match


def fits(actor: Actor, line: Line, most: int = matching.MOST) -> list[Fit]:
    """The open lines of its municipality that fit a line, the best first."""
    opposite = "offered" if line.status == "asked" else "asked"
    rows = (
        open_lines(actor, status=opposite, kind=line.kind)
        .filter(municipality=line.municipality_id)
        .exclude(own(actor))
        .select_related(None)
        .order_by()
        .values_list(
            "pk", "kind", "words", "area_id", "area__parent_id", "area__parent__parent_id",
            "giver", "giver_party__corner", "receiver_party__corner", "created", "quantity",
            "square_metres", "starts", "ends",
        )
    )  # fmt: skip
    others = (
        matching.Row(
            pk=pk,
            kind=kind,
            words=words,
            place=tuple(place for place in (area, parent, above) if place),
            by_residents=(giving or receiving or "community") == "community",
            created=created,
            quantity=quantity,
            square_metres=metres,
            starts=starts,
            ends=ends,
        )
        for (
            pk, kind, words, area, parent, above, _, giving, receiving, created, quantity, metres,
            starts, ends,
        ) in rows.iterator()
    )  # fmt: skip
    found = matching.matches(_row(line), others, most)
    lines = Line.objects.select_related(*_SIDES).in_bulk([match.pk for match in found])
    return [Fit(lines[match.pk], match) for match in found]


def _row(line: Line) -> matching.Row:
    return matching.Row(
        pk=line.pk,
        kind=line.kind,
        words=line.words,
        place=tuple(area.pk for area in places.line(line.area)),
        by_residents=True,
        created=line.created,
        quantity=line.quantity,
        square_metres=line.square_metres,
        starts=line.starts,
        ends=line.ends,
    )


def personal_data(person: Person) -> dict[str, object]:
    """What is kept of a person here, for who asks it."""
    lines = Line.objects.filter(of_person(person))
    return {
        "lines": [
            {
                "title": line.title,
                "text": line.text,
                "what": line.kind,
                "status": line.status,
                "gives": line.giver_person_id == person.pk,
                "created": line.created.isoformat(),
                "thanks": line.thanks,
            }
            for line in lines
        ],
        "blocked": Block.objects.filter(by=person).count(),
    }
