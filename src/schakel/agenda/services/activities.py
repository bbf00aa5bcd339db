"""Verbs on activities: put one in the agenda, change it, call it off, and move one day of it."""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from schakel.agenda import mailing
from schakel.agenda.models import Activity, Difference, Occurrence, Registration
from schakel.agenda.permissions import may_add, may_change
from schakel.agenda.series import COLUMNS, Fall, Other, Plan, falls, plan_of, row_of
from schakel.agenda.services.checking import checked
from schakel.agenda.services.registrations import fill_places
from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.models import Dossier
from schakel.dossiers.permissions import acts_for_owner
from schakel.dossiers.services import create, record
from schakel.dossiers.services.dossiers import tell
from schakel.people import queries as people
from schakel.people.models import Party
from schakel.people.permissions import is_system
from schakel.people.queries import municipality_of

BACK = timedelta(days=31)
AHEAD = timedelta(days=400)


@transaction.atomic
def add(
    actor: Actor,
    area: Area,
    plan: Plan,
    *,
    about: Dossier | None = None,
    id: uuid.UUID | None = None,
) -> Activity:
    """Put an activity of the actor's party in the agenda of an area. Raises NotAllowed, InputRefused."""
    if id is not None and (known := Activity.objects.filter(pk=id).first()):
        return known
    if not may_add.test(actor):
        raise NotAllowed(_("Alleen namens een groep of organisatie zet u iets in de agenda."))
    if about is not None and not (is_system.test(actor) or acts_for_owner.test(actor, about)):
        raise NotAllowed(_("Alleen wie het initiatief doet, zet er een activiteit bij."))
    activity = begin(actor, area, checked(plan), home_of(actor, area), about=about, id=id)
    draw(activity, plan_of(activity))
    _recorded(actor, activity, "activity.add")
    return activity


def home_of(actor: Actor, area: Area) -> Party:
    """The municipality of an area. Raises InputRefused where there is none, or not the party's own."""
    municipality = municipality_of(area, clock.today())
    if municipality is None:
        raise InputRefused(_("Hier is nog geen gemeente. Kies een andere buurt."))
    own = people.home_of(actor.party)
    if own is not None and own != municipality:
        raise InputRefused(
            _("Deze buurt ligt in een andere gemeente. Kies een buurt van uw eigen.")
        )
    return municipality


def begin(
    actor: Actor,
    area: Area,
    plan: Plan,
    municipality: Party,
    *,
    owner: Party | None = None,
    about: Dossier | None = None,
    id: uuid.UUID | None = None,
) -> Activity:
    """The rows of an activity without its days, of the actor's party or another; the plan is checked."""
    dossier = create(
        actor,
        kind="activity",
        title=plan.title,
        purpose=plan.text or plan.title,
        municipality=municipality,
        area=area,
        owner=owner or actor.party,
        id=id,
    )
    activity = Activity(
        dossier=dossier,
        about=about,
        drawn_until=clock.today(),
        called_off=clock.now() if plan.reason else None,
        **{name: getattr(plan, name) for name in COLUMNS},
    )
    activity.uid = plan.uid or f"{dossier.id}@schakel"
    activity.save(force_insert=True)
    Difference.objects.bulk_create(row_of(activity, other) for other in plan.others)
    return activity


@transaction.atomic
def change(actor: Actor, activity: Activity, plan: Plan) -> Activity:
    """Say it anew: what differs on single days stays, where the day still falls. Raises NotAllowed,
    InputRefused."""
    activity = _own(actor, activity)
    old = plan_of(activity)
    same = ("first_day", "rule", "zone")
    kept = old.others if all(getattr(plan, n) == getattr(old, n) for n in same) else ()
    plan = checked(replace(plan, uid=activity.uid, reason="", others=kept))
    _refuse_fewer_places(activity, plan)
    dossier = activity.dossier
    dossier.title, dossier.purpose = plan.title, plan.text or plan.title
    dossier.save(update_fields=["title", "purpose"])
    for name in COLUMNS:
        setattr(activity, name, getattr(plan, name))
    activity.save()
    if not kept:
        activity.differences.all().delete()
    draw(activity, plan)
    for occurrence in activity.occurrences.filter(registrations__standing="waiting").distinct():
        fill_places(occurrence)
    _recorded(actor, activity, "activity.change")
    return activity


@transaction.atomic
def call_off(actor: Actor, activity: Activity, *, reason: str) -> Activity:
    """The activity does not go on, none of its days: whoever signed up hears why."""
    activity = _own(actor, activity)
    reason = _reason(reason)
    plan = checked(replace(plan_of(activity), reason=reason))
    activity.reason, activity.called_off = plan.reason, clock.now()
    activity.save(update_fields=["reason", "called_off"])
    coming = activity.occurrences.filter(ends__gt=clock.now(), reason="")
    mailing.called_off(coming, plan.reason)
    coming.update(reason=plan.reason)
    _recorded(actor, activity, "activity.call_off", reason=plan.reason)
    return activity


@transaction.atomic
def call_off_day(actor: Actor, occurrence: Occurrence, *, reason: str) -> None:
    """One day of it does not go on."""
    _differ(actor, occurrence, "activity.call_off_day", reason=_reason(reason), called_off=True)


@transaction.atomic
def move_day(
    actor: Actor,
    occurrence: Occurrence,
    *,
    day: date,
    at: time | None,
    minutes: int | None = None,
    place: str = "",
) -> None:
    """One day of it is on another day, at another time or place. Who signed up stays signed up."""
    _differ(
        actor, occurrence, "activity.move_day",
        new_day=day, new_at=at, new_minutes=minutes, place=place.strip(),
    )  # fmt: skip


def _differ(
    actor: Actor, occurrence: Occurrence, verb: str, *, reason: str = "", **other: object
) -> None:
    activity = _own(actor, occurrence.activity)
    occurrence = activity.occurrences.select_for_update().get(pk=occurrence.pk)
    if occurrence.reason or occurrence.ends <= clock.now():
        raise InputRefused(_("Deze dag is voorbij of gaat al niet door. Kies een andere dag."))
    plan = plan_of(activity)
    known = next((one for one in plan.others if one.day == occurrence.day), None)
    base = known or Other(
        occurrence.day, "changed", occurrence.day, plan.at, plan.minutes
    )  # a day by the rule
    if other.get("new_minutes", 0) is None:
        other["new_minutes"] = base.new_minutes
    mine = replace(base, reason=reason, **other)  # type: ignore[arg-type]
    others = (*(one for one in plan.others if one.day != mine.day), mine)
    plan = checked(replace(plan, others=tuple(sorted(others, key=lambda one: one.day))))
    activity.differences.filter(day=mine.day).delete()
    row_of(activity, mine).save()
    if mine.called_off:
        mailing.called_off([occurrence], reason)
    draw(activity, plan)
    _recorded(actor, activity, verb, reason=reason, day=occurrence.day.isoformat())


def draw(activity: Activity, plan: Plan) -> None:
    """Work out the coming days, and let them take the place of those that were known."""
    since, until = clock.today() - BACK, clock.today() + AHEAD
    wanted = {fall.day: fall for fall in falls(plan, since, until)}
    known = {row.day: row for row in activity.occurrences.filter(day__range=(since, until))}
    over = clock.now()
    gone = [row for day, row in known.items() if day not in wanted and row.ends > over]
    with_people = set(
        Registration.objects.filter(occurrence__in=gone).values_list("occurrence_id", flat=True)
    )
    for row in gone:
        if row.pk in with_people:
            mailing.called_off([row], _("Deze dag is vervallen."))
            row.reason = _("Deze dag is vervallen.")
            row.save(update_fields=["reason"])
    Occurrence.objects.filter(pk__in=[row.pk for row in gone if row.pk not in with_people]).delete()
    moved = [
        _set(row, wanted[day])
        for day, row in known.items()
        if day in wanted and row.ends > over and not row.reason
    ]
    Occurrence.objects.bulk_update(
        moved, ["starts", "ends", "title", "place", "reason"], batch_size=100
    )
    Occurrence.objects.bulk_create(
        rows(activity, (fall for day, fall in wanted.items() if day not in known)), batch_size=500
    )
    activity.drawn_until = until
    activity.save(update_fields=["drawn_until"])


def rows(activity: Activity, found: Iterable[Fall]) -> list[Occurrence]:
    return [_set(Occurrence(activity=activity, day=fall.day), fall) for fall in found]


def _set(row: Occurrence, fall: Fall) -> Occurrence:
    row.starts, row.ends = fall.starts, fall.ends
    row.title, row.place, row.reason = fall.title, fall.place, fall.reason
    return row


def draw_on() -> int:
    """Work out the days that came within sight since yesterday; of how many activities."""
    until = clock.today() + AHEAD
    due = Activity.objects.filter(drawn_until__lt=until, called_off=None).exclude(rule="")
    done = 0
    for activity in due.select_related("dossier").prefetch_related("differences").iterator(200):
        since = activity.drawn_until + timedelta(days=1)
        with transaction.atomic():
            found = falls(plan_of(activity), since, until)
            Occurrence.objects.bulk_create(
                rows(activity, found), batch_size=500, ignore_conflicts=True
            )
            activity.drawn_until = until
            activity.save(update_fields=["drawn_until"])
        done += 1
    return done


def _own(actor: Actor, activity: Activity) -> Activity:
    activity = (
        Activity.objects.select_for_update(of=("self",))
        .select_related("dossier__area__parent__parent", "about")
        .get(pk=activity.pk)
    )
    if not may_change.test(actor, activity):
        raise NotAllowed(_("Alleen wie deze activiteit organiseert, kan haar wijzigen."))
    if activity.called_off:
        raise InputRefused(_("Deze activiteit gaat niet door. Maak een nieuwe."))
    return activity


def _refuse_fewer_places(activity: Activity, plan: Plan) -> None:
    taken = Registration.objects.filter(
        occurrence__activity=activity, occurrence__ends__gt=clock.now()
    )
    if not plan.sign_up and taken.exists():
        raise InputRefused(_("Er hebben zich al mensen aangemeld. Laat aanmelden aan staan."))
    if plan.capacity is None:
        return
    counts: dict[int, int] = {}
    everybody = Registration.objects.filter(occurrence__activity=activity, standing="place")
    for pk in everybody.order_by().values_list("occurrence_id", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    most = max(counts.values(), default=0)
    if most > plan.capacity:
        raise InputRefused(
            _("Op één dag komen er al %(most)s mensen. Kies minstens zoveel plekken.")
            % {"most": most}
        )


def _reason(text: str) -> str:
    if not text.strip():
        raise InputRefused(_("Schrijf waarom het niet doorgaat."))
    return text.strip()


def _recorded(
    actor: Actor, activity: Activity, verb: str, *, reason: str = "", day: str = ""
) -> None:
    facts = {"firstDay": activity.first_day.isoformat(), "rule": activity.rule}
    record(
        actor, activity.dossier, verb, facts=facts | ({"day": day} if day else {}), reason=reason
    )
    if activity.about is not None:
        tell(actor, activity.about, verb)
