"""Signing up for a day, signing off, and what somebody signed up for."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schakel.agenda import queries, services
from schakel.agenda.templatetags.agenda import hours, weekday
from schakel.agenda.views.public import day_found
from schakel.base.paging import page_of
from schakel.people.views.tasks import GET_OR_POST, sign_in_first, task


@GET_OR_POST
@never_cache
def register(request: HttpRequest, address: str, day: str) -> HttpResponse:
    occurrence = day_found(request, address, day)
    if request.actor.person is None:
        return sign_in_first(request)
    return task(
        request,
        lambda data: services.register(request.actor, occurrence),
        heading=_("Meld u aan"),
        about=f"{occurrence.title}, {weekday(occurrence.starts)}, {hours(occurrence)}",
        text=_("Wie het organiseert, ziet uw naam. Verder niemand."),
        button=_("Ik kom"),
        done=_("U bent aangemeld. Hieronder staat of u een plek hebt."),
        back=occurrence.activity.get_absolute_url(),
    )


@GET_OR_POST
@never_cache
def leave(request: HttpRequest, address: str, day: str) -> HttpResponse:
    occurrence = day_found(request, address, day)
    if request.actor.person is None:
        return sign_in_first(request)
    return task(
        request,
        lambda data: services.leave(request.actor, occurrence),
        heading=_("Komt u toch niet?"),
        about=f"{occurrence.title}, {weekday(occurrence.starts)}, {hours(occurrence)}",
        text=_("Uw plek gaat naar wie wacht. Die krijgt een mail."),
        button=_("Meld mij af"),
        done=_("U bent afgemeld."),
        back=occurrence.activity.get_absolute_url(),
    )


@login_required
@require_safe
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    return render(
        request, "agenda/mine.html", {"page": page_of(request, queries.mine(request.actor))}
    )
