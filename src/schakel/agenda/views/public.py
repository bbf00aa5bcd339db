"""What everybody sees: a week of an area, on the screen and on paper, and one activity."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from schakel.agenda import queries
from schakel.agenda.models import Activity, Occurrence
from schakel.agenda.permissions import may_add, may_change, may_see_who_comes
from schakel.areas import queries as areas
from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.paging import page_of
from schakel.dossiers import panels

_MOST_ON_PAPER = 120
_DAYS = 8


def area_of(code: str) -> Area | None:
    if not code:
        return None
    area = areas.by_code(code)
    if area is None:
        raise Http404
    return area


def found(request: HttpRequest, address: str) -> Activity:
    activity = queries.by_address(request.actor, address)
    if activity is None:
        raise Http404
    return activity


def day_found(request: HttpRequest, address: str, day: str) -> Occurrence:
    occurrence = queries.day_of(found(request, address), day)
    if occurrence is None:
        raise Http404
    return occurrence


def _by_day(rows: Iterable[Occurrence]) -> list[tuple[date, list[Occurrence]]]:
    days = groupby(rows, key=lambda row: timezone.localdate(row.starts))
    return [(day, list(group)) for day, group in days]


def _week(request: HttpRequest) -> dict[str, Any]:
    monday = queries.week_of(request.GET.get("week", ""))
    return {
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "week": queries.week_name(monday),
        "before": queries.week_name(monday - queries.WEEK),
        "after": queries.week_name(monday + queries.WEEK),
        "now": monday <= clock.today() < monday + queries.WEEK,
    }


@require_safe
def week(request: HttpRequest, code: str = "") -> HttpResponse:
    area, about = area_of(code), _week(request)
    page = page_of(request, queries.week(request.actor, about["monday"], area))
    return render(
        request,
        "agenda/week.html",
        {
            **about,
            "area": area,
            "page": page,
            "days": _by_day(page),
            "may_add": may_add.test(request.actor),
        },
    )


@require_safe
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    area, about = area_of(code), _week(request)
    rows = list(queries.week(request.actor, about["monday"], area)[: _MOST_ON_PAPER + 1])
    return render(
        request,
        "agenda/sheet.html",
        {
            **about,
            "area": area,
            "days": _by_day(row for row in rows[:_MOST_ON_PAPER] if not row.reason),
            "more": len(rows) > _MOST_ON_PAPER,
        },
    )


@require_safe
def week_json(request: HttpRequest) -> JsonResponse:
    area, about = area_of(request.GET.get("buurt", "")), _week(request)
    page = page_of(request, queries.week(Actor.visitor(), about["monday"], area))
    return JsonResponse(
        {
            "week": about["week"],
            "aantal": page.paginator.count,
            "pagina": page.number,
            "paginas": page.paginator.num_pages,
            "activiteiten": [_as_json(request, one) for one in page],
        }
    )


def _as_json(request: HttpRequest, one: Occurrence) -> dict[str, Any]:
    activity, dossier = one.activity, one.activity.dossier
    return {
        "nummer": dossier.short_id,
        "naam": one.title,
        "begin": timezone.localtime(one.starts).isoformat(),
        "eind": timezone.localtime(one.ends).isoformat(),
        "plek": one.place,
        "gebied": {"code": dossier.area.code, "naam": dossier.area.name},
        "partij": dossier.owner.name,
        "prijsInCenten": activity.price,
        "zonderDrempel": activity.step_free or None,
        "rolstoeltoilet": activity.toilet or None,
        "ringleiding": activity.hearing_loop or None,
        "gaatNietDoor": one.reason or None,
        "url": request.build_absolute_uri(dossier.get_absolute_url()),
    }


def _days(request: HttpRequest, activity: Activity) -> "Page[Occurrence]":
    """Fewer than a list has: who reads the page wants the next few."""
    days = Paginator(queries.coming_days(activity), _DAYS)
    return days.get_page(request.GET.get("pagina"))


@require_safe
def detail(request: HttpRequest, address: str) -> HttpResponse:
    activity, actor = found(request, address), request.actor
    runs = may_change.test(actor, activity) and activity.called_off is None
    return render(
        request,
        "agenda/detail.html",
        {
            "activity": activity,
            "dossier": activity.dossier,
            "page": _days(request, activity),
            "standing": queries.standing(actor, activity) if activity.sign_up else {},
            "may": {"change": runs, "who": may_see_who_comes.test(actor, activity)},
            "shared": panels.shared(actor, activity.dossier),
        },
    )
