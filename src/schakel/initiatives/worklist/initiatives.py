"""Work for the municipality: read what was told without an account, and look again on the day it said."""

from datetime import date, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.plugs import Counts, Work, WorkSource
from schakel.initiatives import queries
from schakel.norms import queries as norms

_SOON = timedelta(days=7)
_NONE = Q(pk__in=[])


def _views(field: str, today: date, lead: timedelta = timedelta()) -> dict[str, Q]:
    """The views of the work list, for work that is due `lead` after the day in this field."""
    begin = today - lead
    return {
        "all": Q(),
        "late": Q(**{f"{field}__lt": begin}),
        "week": Q(**{f"{field}__gte": begin, f"{field}__lte": begin + _SOON}),
        "paused": _NONE,
    }


def _reading_days() -> timedelta:
    return timedelta(days=int(norms.norm("initiatives.look_first_days", clock.today()).value))


def _count_told(actor: Actor) -> Counts:
    views = _views("dossier__created__date", clock.today(), _reading_days())
    found = queries.to_look_at(actor).order_by()
    return Counts(**found.aggregate(**{view: Count("pk", filter=q) for view, q in views.items()}))


def _told(actor: Actor, view: str, most: int) -> list[Work]:
    term = _reading_days()
    views = _views("dossier__created__date", clock.today(), term)
    work = []
    for initiative in queries.to_look_at(actor).filter(views[view])[:most]:
        started = timezone.localtime(initiative.dossier.created).date()
        work.append(
            Work(
                title=initiative.dossier.title,
                url=reverse("initiatives:show", args=[initiative.dossier.short_id]),
                kind=_("Droom"),
                act=_("Lees en zet erop"),
                started=started,
                due=started + term,
                rests_on="initiatives.look_first_days",
            )
        )
    return work


def _count_again(actor: Actor) -> Counts:
    views = _views("day", clock.today())
    found = queries.days_to_look(actor).order_by()
    return Counts(**found.aggregate(**{view: Count("pk", filter=q) for view, q in views.items()}))


def _again(actor: Actor, view: str, most: int) -> list[Work]:
    views = _views("day", clock.today())
    return [
        Work(
            title=again.initiative.dossier.title,
            url=reverse("initiatives:again", args=[again.initiative.dossier.short_id]),
            kind=_("Initiatief"),
            act=_("Kijk opnieuw"),
            started=timezone.localtime(again.at).date(),
            due=again.day,
            because=again.because,
        )
        for again in queries.days_to_look(actor).filter(views[view])[:most]
    ]


TOLD = WorkSource(_count_told, _told)
AGAIN = WorkSource(_count_again, _again)
