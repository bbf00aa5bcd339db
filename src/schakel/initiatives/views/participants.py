"""Taking part, bringing others by a link of one's own, and taking up a group without anybody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from schakel.initiatives import queries
from schakel.initiatives.forms.people import JoinForm
from schakel.initiatives.pitch import code
from schakel.initiatives.queries import participants as reads
from schakel.initiatives.services import participants as services
from schakel.initiatives.views.public import found
from schakel.people.views.tasks import GET_OR_POST, sign_in_first, task


@GET_OR_POST
@never_cache
def join(request: HttpRequest, address: str) -> HttpResponse:
    initiative = found(request, address)
    if request.actor.person is None:
        return sign_in_first(request)
    return task(
        request,
        lambda data: services.join(request.actor, initiative),
        heading=_("Doe mee"),
        about=initiative.dossier.title,
        text=_("De groep ziet hoeveel mensen meedoen, niet wie. U kunt altijd stoppen."),
        button=_("Ik doe mee"),
        done=_("U doet mee. Kom een keer langs, of bied iets aan."),
        back=initiative.get_absolute_url(),
    )


@GET_OR_POST
@never_cache
def leave(request: HttpRequest, address: str) -> HttpResponse:
    initiative = found(request, address)
    if request.actor.person is None:
        return sign_in_first(request)
    return task(
        request,
        lambda data: services.leave(request.actor, initiative),
        heading=_("Wilt u stoppen?"),
        about=initiative.dossier.title,
        text=_("U doet dan niet meer mee. Uw eigen link werkt niet meer."),
        button=_("Ik stop"),
        done=_("U doet niet meer mee. Dank u wel."),
        back=initiative.get_absolute_url(),
    )


@GET_OR_POST
@never_cache
def ambassador(request: HttpRequest, address: str) -> HttpResponse:
    """One's own link with a code to scan, and how many people came by it who let themselves be counted."""
    initiative = found(request, address)
    if request.actor.person is None:
        return sign_in_first(request)
    mine = reads.mine(request.actor, initiative)
    if mine is not None and mine.link and request.method != "POST":
        link = request.build_absolute_uri(reverse("initiatives:brought", args=[mine.link]))
        return render(
            request,
            "initiatives/ambassador.html",
            # Our own library drew it from our own link: no text of anybody is in it.
            {"initiative": initiative, "mine": mine, "link": link, "code": SafeString(code(link))},
        )
    if request.method == "POST" and "stop" in request.POST:
        services.stop_ambassador(request.actor, initiative)
        return redirect(initiative.get_absolute_url())
    return task(
        request,
        lambda data: services.become_ambassador(request.actor, initiative),
        heading=_("Vertel het verder"),
        about=initiative.dossier.title,
        text=_("U krijgt een eigen link en een code om te scannen. U ziet hoeveel mensen kwamen."),
        button=_("Maak mijn link"),
        back=reverse("initiatives:ambassador", args=[initiative.dossier.short_id]),
    )


@GET_OR_POST
@never_cache
def brought(request: HttpRequest, link: str) -> HttpResponse:
    """Who comes by the link of an ambassador: sees what it is, and joins if they like."""
    by = reads.behind(link)
    if by is None or queries.by_address(request.actor, by.initiative.dossier.short_id) is None:
        return render(request, "initiatives/link_over_people.html", status=410)
    initiative = by.initiative
    form = JoinForm(request.POST or None)
    if request.method == "POST" and request.actor.person is None:
        return sign_in_first(request)

    def act(data: dict[str, Any]) -> object:
        return services.join(request.actor, initiative, by=by, counted=data["counted"])

    return task(
        request,
        act,
        heading=initiative.dossier.title,
        about=_("Iemand die meedoet, vertelt u hierover"),
        text=initiative.dossier.purpose,
        button=_("Ik doe mee"),
        done=_("U doet mee. Kom een keer langs, of bied iets aan."),
        back=initiative.get_absolute_url(),
        form=form,
    )


@GET_OR_POST
@never_cache
def rescue(request: HttpRequest, address: str) -> HttpResponse:
    initiative = found(request, address)
    if request.actor.person is None:
        return sign_in_first(request)
    return task(
        request,
        lambda data: services.rescue(request.actor, initiative),
        heading=_("Trek deze groep verder"),
        about=initiative.dossier.title,
        text=_("Niemand trekt deze groep nu. Met één druk bent u de trekker."),
        button=_("Ik ga dit doen"),
        done=_("U bent nu de trekker. Nodig snel een tweede uit."),
        back=initiative.get_absolute_url(),
        to=lambda held: (
            f"{reverse('web:role')}?kies={held.pk}&terug={initiative.get_absolute_url()}"
        ),
    )
