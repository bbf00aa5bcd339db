"""What the mail of who follows an area or an initiative says of the coming week."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from schakel.agenda import queries
from schakel.areas.models import Area
from schakel.base import formats
from schakel.base.actor import Actor
from schakel.base.plugs import Coming
from schakel.dossiers.models import Follow

# More than a person plans in a week; the rest is on the page.
_MOST = 12
_MOST_OF_ALL = 2_000
_WEEK = timedelta(days=7)


def week(people: Collection[UUID], now: datetime) -> dict[UUID, list[Coming]]:
    """Two queries for any number of people: what they follow, and what is held in these days."""
    by_area: dict[UUID | None, set[UUID]] = defaultdict(set)
    by_dossier: dict[UUID | None, set[UUID]] = defaultdict(set)
    rows = Follow.objects.filter(person__in=list(people))
    for person, lineage, dossier in rows.values_list("person_id", "area__lineage", "dossier_id"):
        if dossier is None:
            by_area[lineage].add(person)
        else:
            by_dossier[dossier].add(person)
    found: dict[UUID, list[Coming]] = defaultdict(list)
    if not (by_area or by_dossier):
        return {}
    held = queries.held(Actor.visitor(), now, now + _WEEK).filter(reason="", starts__gte=now)
    held = held.select_related(
        "activity__dossier__area__parent__parent", "activity__dossier__owner", "activity__about"
    ).order_by("starts", "id")
    for day in held[:_MOST_OF_ALL]:
        activity = day.activity
        who = by_dossier.get(activity.pk, set()) | by_dossier.get(activity.about_id, set())
        place: Area | None = activity.dossier.area
        while place is not None:
            who = who | by_area.get(place.lineage, set())
            place = place.parent
        for person in who:
            if len(found[person]) < _MOST:
                found[person].append(
                    Coming(
                        formats.moment(day.starts),
                        day.title,
                        day.place or activity.dossier.area.name,
                        activity.get_absolute_url(),
                    )
                )
    return dict(found)
