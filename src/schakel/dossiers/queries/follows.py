"""Reads on following: what somebody follows, and the news of many people at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.base.plugs import notices
from schakel.dossiers.models import Dossier, Follow, Notice
from schakel.dossiers.permissions import speaker
from schakel.people.models import Membership, Person

# A mail names no more dossiers than a person reads, and no more events of each.
MOST_DOSSIERS = 20
MOST_EVENTS = 5
_AREA_PATHS = ("dossier__area", "dossier__area__parent", "dossier__area__parent__parent")


@dataclass(frozen=True)
class News:
    """What happened at one dossier, in sentences that follow the language of the moment."""

    dossier: Dossier
    kinds: tuple[str, ...]

    @property
    def sentences(self) -> list[str]:
        known = [str(notices.get(kind)) for kind in self.kinds if kind in notices]
        return list(dict.fromkeys(known))[:MOST_EVENTS]


def follows(person: Person) -> QuerySet[Follow]:
    return Follow.objects.filter(person=person).select_related("dossier", "area")


def is_following(actor: Actor, target: Dossier | Area) -> bool:
    person = speaker(actor)
    if person is None:
        return False
    what = {"dossier": target} if isinstance(target, Dossier) else {"area": target}
    return Follow.objects.filter(person=person, **what).exists()


def news(people: Iterable[UUID], until: datetime) -> dict[UUID, list[News]]:
    """For each person what happened since they were last told, at what they follow and may see.

    Six queries for any number of people: dossiers followed, areas followed at three levels, the
    parties that the followers act for, and the dossiers themselves.
    """
    people = list(people)
    happened: dict[UUID, set[tuple[datetime, int, str, UUID]]] = defaultdict(set)
    for path in ("dossier", *_AREA_PATHS):
        who = f"{path}__follows__person"
        rows = (
            Notice.objects.filter(
                Q(by=None) | ~Q(by=F(who)),
                **{
                    f"{who}__in": people,
                    f"{path}__follows__since__lte": F("at"),
                    f"{who}__mail_choice__told_until__lt": F("at"),
                },
                at__lte=until,
            )
            .order_by()
            .values_list(who, "at", "id", "kind", "dossier_id")
        )
        for person, at, id, kind, dossier in rows:
            happened[person].add((at, id, kind, dossier))
    ids = {event[3] for events in happened.values() for event in events}
    dossiers = Dossier.objects.select_related("area").in_bulk(list(ids))
    parties: dict[UUID, set[UUID]] = defaultdict(set)
    if any(d.visibility != Dossier.Visibility.PUBLIC for d in dossiers.values()):
        day = until.date()
        held = Membership.objects.filter(
            Q(ends__isnull=True) | Q(ends__gte=day), person__in=list(happened), starts__lte=day
        )
        for person, party in held.values_list("person_id", "party_id"):
            parties[person].add(party)
    found = {}
    for person, events in happened.items():
        grouped: dict[UUID, list[str]] = defaultdict(list)
        for _at, _id, kind, dossier_id in sorted(events):
            dossier = dossiers[dossier_id]
            own = {dossier.owner_id, dossier.municipality_id} & parties[person]
            if (dossier.visibility == Dossier.Visibility.PUBLIC or own) and kind in notices:
                grouped[dossier_id].append(kind)
        if grouped:
            found[person] = [News(dossiers[id], tuple(kinds)) for id, kinds in grouped.items()]
    return found
