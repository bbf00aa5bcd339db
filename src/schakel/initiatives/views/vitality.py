"""How it goes with a group, for itself: signals, energy, and who else reads it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schakel.base.exceptions import NotAllowed
from schakel.initiatives.forms.vitality import PulseForm, SharedForm
from schakel.initiatives.models import Initiative
from schakel.initiatives.permissions import is_in_it, runs
from schakel.initiatives.queries import vitality as queries
from schakel.initiatives.services import vitality as services
from schakel.initiatives.views.public import found
from schakel.people.views.tasks import GET_OR_POST, task


@never_cache
@require_safe
def vitality(request: HttpRequest, address: str) -> HttpResponse:
    initiative, actor = found(request, address), request.actor
    if not queries.may_read(actor, initiative):
        raise NotAllowed(_("Dit is van de groep. Zij kiest wie het leest."))
    return render(
        request,
        "initiatives/vitality.html",
        {
            "initiative": initiative,
            "signals": queries.signals(initiative),
            "energy": queries.energy(actor, initiative),
            "in_it": is_in_it.test(actor, initiative),
            "runs": runs.test(actor, initiative),
        },
    )


@never_cache
@GET_OR_POST
def pulse(request: HttpRequest, address: str) -> HttpResponse:
    initiative = _own(request, address)
    return task(
        request,
        lambda data: services.say(request.actor, initiative, data["level"]),
        heading=_("Hoe is het met u?"),
        about=initiative.dossier.title,
        text=_(
            "De groep ziet hoeveel mensen wat zeggen, nooit wie. U mag dit elke dag opnieuw doen."
        ),
        button=_("Bewaar"),
        back=_page(initiative),
        done=_("Dank u wel. De groep weet weer iets beter hoe het gaat."),
        form=PulseForm(request.POST or None),
    )


@never_cache
@GET_OR_POST
def share(request: HttpRequest, address: str) -> HttpResponse:
    initiative = _own(request, address)
    if not runs.test(request.actor, initiative):
        raise NotAllowed(_("Alleen wie de groep trekt, kiest wie dit leest."))

    def act(data: dict[str, Any]) -> None:
        services.share(request.actor, initiative, data["shared"])

    return task(
        request,
        act,
        heading=_("Wie leest hoe het met u gaat?"),
        about=initiative.dossier.title,
        text=_("Deel het als u daar zelf iets aan hebt. U kunt het altijd weer sluiten."),
        button=_("Bewaar"),
        back=_page(initiative),
        form=SharedForm(request.POST or None, initial={"shared": initiative.vitality_shared}),
    )


def _own(request: HttpRequest, address: str) -> Initiative:
    initiative = found(request, address)
    if not is_in_it.test(request.actor, initiative):
        raise NotAllowed(_("Alleen wie bij de groep hoort, vult dit in."))
    return initiative


def _page(initiative: Initiative) -> str:
    return reverse("initiatives:vitality", args=[initiative.dossier.short_id])
