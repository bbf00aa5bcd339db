"""Information points and ties: the lists, one of each, and what who keeps them can do."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schakel.areas import queries as areas
from schakel.base import clock
from schakel.base.exceptions import NotAllowed
from schakel.base.paging import page_of
from schakel.initiatives.forms.parts import ReasonForm
from schakel.initiatives.forms.places import ClosedForm, PointForm, TieForm
from schakel.initiatives.models import Point, Tie
from schakel.initiatives.permissions.places import (
    may_add_here,
    may_confirm_tie,
    may_end_tie,
    may_keep_point,
)
from schakel.initiatives.queries import places as queries
from schakel.initiatives.services import points, ties
from schakel.people.permissions import is_official
from schakel.people.views.tasks import GET_OR_POST, sign_in_first, task


@require_safe
def point_list(request: HttpRequest) -> HttpResponse:
    area = areas.by_code(request.GET.get("buurt", ""))
    page = page_of(request, queries.points(area))
    now = timezone.localtime(clock.now())
    return render(
        request,
        "initiatives/points.html",
        {
            "page": page,
            "area": area,
            "now": now,
            "shown": [(point, point.is_open(now), point.hours_on(now.date())) for point in page],
            "may_add": may_add_here.test(request.actor),
        },
    )


def _point(number: int) -> Point:
    found = queries.point(number)
    if found is None:
        raise Http404
    return found


@require_safe
def point(request: HttpRequest, number: int) -> HttpResponse:
    shown, now = _point(number), timezone.localtime(clock.now())
    return render(
        request,
        "initiatives/point.html",
        {
            "point": shown,
            "open": shown.is_open(now),
            "closed_today": shown.closed_because(now.date()),
            "week": _week(shown),
            "may": may_keep_point.test(request.actor, shown),
        },
    )


def _week(point: Point) -> list[tuple[object, str]]:
    return [
        (
            word,
            ", ".join(
                f"{opens}–{closes}" for weekday, opens, closes in point.hours if weekday == day
            ),
        )
        for day, word in WEEKDAYS.items()
    ]


@GET_OR_POST
@never_cache
def add_point(request: HttpRequest) -> HttpResponse:
    if request.actor.person is None:
        return sign_in_first(request)
    if not may_add_here.test(request.actor):
        raise NotAllowed(_("Wissel naar de rol van de organisatie die hier zit."))
    form = PointForm(request.POST or None, area=areas.by_code(request.GET.get("buurt", "")))
    return task(
        request,
        lambda data: points.add(request.actor, data["area"], form.told()),
        heading=_("Zet een informatiepunt op de kaart"),
        text=_("Een plek waar iemand zit die de weg weet."),
        button=_("Zet het erop"),
        done=_("Het staat erop."),
        back=reverse("initiatives:points"),
        to=lambda made: made.get_absolute_url(),
        form=form,
    )


@GET_OR_POST
@never_cache
def change_point(request: HttpRequest, number: int) -> HttpResponse:
    shown = _kept(request, number)
    form = PointForm(request.POST or None, point=shown)
    return task(
        request,
        lambda data: points.change(request.actor, shown, form.told()),
        heading=_("Wijzig dit informatiepunt"),
        about=shown.name,
        button=_("Bewaar"),
        done=_("Het is bewaard."),
        back=shown.get_absolute_url(),
        form=form,
    )


@GET_OR_POST
def close_point(request: HttpRequest, number: int) -> HttpResponse:
    shown = _kept(request, number)
    return task(
        request,
        lambda data: points.close(request.actor, shown, data["day"], reason=data["reason"]),
        heading=_("Een dag dicht"),
        about=shown.name,
        button=_("Bewaar"),
        done=_("Het is bewaard."),
        back=shown.get_absolute_url(),
        form=ClosedForm(request.POST or None),
    )


@GET_OR_POST
def end_point(request: HttpRequest, number: int) -> HttpResponse:
    shown = _kept(request, number)
    return task(
        request,
        lambda data: points.end(request.actor, shown),
        heading=_("Haal dit informatiepunt weg"),
        about=shown.name,
        text=_("Zit er niemand meer? Dan gaat het van de kaart."),
        button=_("Haal het weg"),
        done=_("Het is weg."),
        back=reverse("initiatives:points"),
    )


def _kept(request: HttpRequest, number: int) -> Point:
    shown = _point(number)
    if not may_keep_point.test(request.actor, shown):
        raise NotAllowed(_("Alleen wie hier zit en de gemeente kunnen dit wijzigen."))
    return shown


@require_safe
def tie_list(request: HttpRequest) -> HttpResponse:
    area = areas.by_code(request.GET.get("buurt", ""))
    kind = request.GET.get("soort", "")
    return render(
        request,
        "initiatives/ties.html",
        {
            "page": page_of(request, queries.ties(area, kind)),
            "area": area,
            "kind": kind,
            "kinds": Tie.Kind.choices,
            "may_add": may_add_here.test(request.actor),
        },
    )


def _tie(number: int) -> Tie:
    found = queries.tie(number)
    if found is None:
        raise Http404
    return found


@require_safe
def tie(request: HttpRequest, number: int) -> HttpResponse:
    shown = _tie(number)
    return render(
        request,
        "initiatives/tie.html",
        {
            "tie": shown,
            "may_confirm": may_confirm_tie.test(request.actor, shown) and not shown.confirmed,
            "may_end": may_end_tie.test(request.actor, shown),
        },
    )


@GET_OR_POST
@never_cache
def add_tie(request: HttpRequest) -> HttpResponse:
    if request.actor.person is None:
        return sign_in_first(request)
    if not may_add_here.test(request.actor):
        raise NotAllowed(_("Wissel naar de rol van de organisatie die dit doet."))
    return task(
        request,
        lambda data: ties.say(
            request.actor,
            data["area"],
            data["other"],
            kind=data["kind"],
            text=data["text"],
            one=data.get("one"),
            source=data.get("source", ""),
        ),
        heading=_("Vertel met wie u samenwerkt"),
        text=_("Zo ziet de buurt welke verbanden er al zijn. De ander bevestigt het."),
        button=_("Zet het erop"),
        back=reverse("initiatives:ties"),
        to=lambda made: reverse("initiatives:tie", args=[made.pk]),
        form=TieForm(
            request.POST or None,
            official=is_official.test(request.actor),
            area=areas.by_code(request.GET.get("buurt", "")),
        ),
    )


@GET_OR_POST
def confirm_tie(request: HttpRequest, number: int) -> HttpResponse:
    shown = _tie(number)
    if not may_confirm_tie.test(request.actor, shown):
        raise NotAllowed(_("Alleen het bestuur van de ander kan dit bevestigen."))
    return task(
        request,
        lambda data: ties.confirm(request.actor, shown),
        heading=_("Klopt dit?"),
        about=f"{shown.one.name} – {shown.other.name}",
        text=shown.text,
        button=_("Ja, dit klopt"),
        done=_("Het is bevestigd."),
        back=reverse("initiatives:tie", args=[shown.pk]),
    )


@GET_OR_POST
def end_tie(request: HttpRequest, number: int) -> HttpResponse:
    shown = _tie(number)
    if not may_end_tie.test(request.actor, shown):
        raise NotAllowed(_("Alleen wie in dit verband staat en de gemeente halen het weg."))
    return task(
        request,
        lambda data: ties.end(request.actor, shown, reason=data["reason"]),
        heading=_("Is dit voorbij, of klopt het niet?"),
        about=f"{shown.one.name} – {shown.other.name}",
        button=_("Haal het weg"),
        done=_("Het is weg."),
        back=reverse("initiatives:ties"),
        form=ReasonForm(request.POST or None),
    )
