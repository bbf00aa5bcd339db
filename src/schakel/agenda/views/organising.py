"""What an organiser does: put it in the agenda, change it, call it off, move a day, see who comes."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schakel.agenda import forms, queries, services
from schakel.agenda.models import Activity, Occurrence
from schakel.agenda.permissions import may_add, may_change, may_see_who_comes
from schakel.agenda.views.public import day_found, found
from schakel.areas import queries as areas
from schakel.base.exceptions import NotAllowed
from schakel.base.paging import page_of
from schakel.dossiers import queries as dossiers
from schakel.dossiers.models import Dossier
from schakel.people.views.tasks import GET_OR_POST, sign_in_first, task


@GET_OR_POST
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    if request.actor.person is None:
        return sign_in_first(request)
    refuse_unless_adds(request)
    about = _about(request)
    area = areas.by_code(request.GET.get("buurt", "")) or request.actor.area
    form = forms.ActivityForm(
        request.POST or None, area=area or request.actor.party.area, fixed=about is not None
    )

    def act(data: dict[str, Any]) -> Activity:
        where = about.area if about else data["area"]
        return services.add(request.actor, where, form.plan(), about=about)

    return task(
        request,
        act,
        heading=_("Zet iets in de agenda"),
        about=about.title if about else "",
        button=_("Zet in de agenda"),
        back=about.get_absolute_url() if about else reverse("agenda:week"),
        done=_("Het staat in de agenda."),
        to=lambda made: made.get_absolute_url(),
        form=form,
    )


def _about(request: HttpRequest) -> Dossier | None:
    """The initiative that it is of, when somebody comes from its page."""
    address = request.GET.get("voor", "")
    if not address:
        return None
    dossier = dossiers.by_address(request.actor, "initiative", address)
    if dossier is None:
        raise Http404
    return dossier


@GET_OR_POST
@never_cache
def change(request: HttpRequest, address: str) -> HttpResponse:
    activity = _own(request, found(request, address))
    form = forms.ActivityForm(
        request.POST or None, activity=activity, initial=forms.filled(activity)
    )
    return task(
        request,
        lambda data: services.change(request.actor, activity, form.plan()),
        heading=_("Wijzig de activiteit"),
        about=activity.dossier.title,
        button=_("Bewaar"),
        done=_("De activiteit is gewijzigd."),
        back=activity.get_absolute_url(),
        form=form,
    )


@GET_OR_POST
@never_cache
def call_off(request: HttpRequest, address: str) -> HttpResponse:
    activity = _own(request, found(request, address))
    return task(
        request,
        lambda data: services.call_off(request.actor, activity, reason=data["reason"]),
        heading=_("Gaat het niet door?"),
        about=activity.dossier.title,
        text=_("Alle dagen vervallen. Wie zich aanmeldde, krijgt een mail."),
        button=_("Dit gaat niet door"),
        done=_("Het staat erbij. De reden ook."),
        back=activity.get_absolute_url(),
        form=forms.ReasonForm(request.POST or None),
    )


@GET_OR_POST
@never_cache
def call_off_day(request: HttpRequest, address: str, day: str) -> HttpResponse:
    occurrence = day_found(request, address, day)
    activity = _own(request, occurrence.activity)
    return task(
        request,
        lambda data: services.call_off_day(request.actor, occurrence, reason=data["reason"]),
        heading=_("Gaat het deze dag niet door?"),
        about=activity.dossier.title,
        text=_("Alleen deze dag vervalt. Wie zich aanmeldde, krijgt een mail."),
        button=_("Deze dag gaat niet door"),
        done=_("Deze dag gaat niet door. De reden staat erbij."),
        back=activity.get_absolute_url(),
        form=forms.ReasonForm(request.POST or None),
    )


@GET_OR_POST
@never_cache
def move(request: HttpRequest, address: str, day: str) -> HttpResponse:
    occurrence = day_found(request, address, day)
    activity = _own(request, occurrence.activity)
    form = forms.MoveForm(request.POST or None, initial=_now(occurrence))

    return task(
        request,
        lambda data: services.move_day(
            request.actor,
            occurrence,
            day=data["day"],
            at=data["at"],
            minutes=form.minutes(data),
            place=data["place"],
        ),
        heading=_("Is het een keer anders?"),
        about=activity.dossier.title,
        text=_("Alleen deze dag verandert. Wie zich aanmeldde, blijft aangemeld."),
        button=_("Bewaar"),
        done=_("Deze dag is verplaatst."),
        back=activity.get_absolute_url(),
        form=form,
    )


def _now(occurrence: Occurrence) -> dict[str, object]:
    starts, ends = timezone.localtime(occurrence.starts), timezone.localtime(occurrence.ends)
    timed = occurrence.activity.at is not None
    return {
        "day": starts.date(),
        "at": starts.time() if timed else None,
        "ends": ends.time() if timed else None,
    }


@require_safe
@never_cache
def who(request: HttpRequest, address: str, day: str) -> HttpResponse:
    occurrence = day_found(request, address, day)
    if not may_see_who_comes.test(request.actor, occurrence.activity):
        raise NotAllowed(_("Alleen wie dit organiseert, ziet wie er komt."))
    return render(
        request,
        "agenda/who.html",
        {"occurrence": occurrence, "page": page_of(request, queries.who_come(occurrence))},
    )


def refuse_unless_adds(request: HttpRequest) -> None:
    if not may_add.test(request.actor):
        raise NotAllowed(
            _("Alleen namens een groep of organisatie zet u iets in de agenda. Wissel van rol.")
        )


def _own(request: HttpRequest, activity: Activity) -> Activity:
    if not may_change.test(request.actor, activity):
        raise NotAllowed(_("Alleen wie deze activiteit organiseert, kan haar wijzigen."))
    return activity
