"""Handing an initiative over: propose, consent or object, accept, and round it off."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schakel.base.exceptions import NotAllowed
from schakel.dossiers.permissions import may_advise
from schakel.initiatives import permissions
from schakel.initiatives.forms.parts import ReasonForm
from schakel.initiatives.forms.people import ConsentForm, HandoverForm
from schakel.initiatives.models import Handover
from schakel.initiatives.permissions.handover import may_accept
from schakel.initiatives.queries import handover as queries
from schakel.initiatives.services import handover as services
from schakel.initiatives.views.public import found
from schakel.people.views.tasks import GET_OR_POST, task


@GET_OR_POST
@never_cache
def propose(request: HttpRequest, address: str) -> HttpResponse:
    initiative = found(request, address)
    if not permissions.runs.test(request.actor, initiative):
        raise NotAllowed(_("Alleen wie dit initiatief trekt, kan dit voorstellen."))
    form = HandoverForm(request.POST or None, receivers=queries.possible_receivers(initiative))
    return task(
        request,
        lambda data: services.propose(
            request.actor, initiative, data["to"], along=data["along"], keeps=data["keeps"]
        ),
        heading=_("Draag het over aan een wijkorganisatie"),
        about=initiative.dossier.title,
        text=_(
            "Eerst zegt uw groep ja, en de organisatie ook. Wie het bedacht, blijft erbij staan."
        ),
        button=_("Stel dit voor"),
        back=initiative.get_absolute_url(),
        to=lambda made: _page(made),
        form=form,
    )


def _page(handover: Handover) -> str:
    return reverse("initiatives:handover", args=[handover.pk])


def _found(request: HttpRequest, number: int) -> Handover:
    handover = queries.by_number(request.actor, number)
    if handover is None:
        raise Http404
    return handover


@never_cache
@require_safe
def show(request: HttpRequest, number: int) -> HttpResponse:
    """Everybody sees what goes where and how far it is; who objects and why only those it concerns."""
    handover, actor = _found(request, number), request.actor
    said = list(handover.consents.all())
    in_it = permissions.is_in_it.test(actor, handover.initiative)
    accepts = may_accept.test(actor, handover)
    return render(
        request,
        "initiatives/handover.html",
        {
            "handover": handover,
            "initiative": handover.initiative,
            "yes": sum(each.yes for each in said),
            "silent": queries.silent(handover) if handover.is_open else 0,
            "objections": [each for each in said if not each.yes],
            "reads": in_it or accepts or may_advise.test(actor, handover.initiative.dossier),
            "mine": next((each for each in said if each.person_id == _person(request)), None),
            "may": {
                "say": in_it and handover.is_open,
                "accept": accepts and handover.is_open and handover.accepted is None,
                "complete": handover.is_open and permissions.runs.test(actor, handover.initiative),
                "stop": handover.is_open
                and (permissions.runs.test(actor, handover.initiative) or accepts),
            },
        },
    )


def _person(request: HttpRequest) -> Any:
    return request.actor.person.pk if request.actor.person else None


@GET_OR_POST
def say(request: HttpRequest, number: int) -> HttpResponse:
    handover = _found(request, number)
    if not permissions.is_in_it.test(request.actor, handover.initiative):
        raise NotAllowed(_("Alleen wie bij de groep hoort, zegt hier ja of nee."))
    return _task(
        request,
        handover,
        lambda data: services.say(
            request.actor, handover, yes=data["yes"] == "yes", reason=data["reason"]
        ),
        heading=_("Mag dit initiatief over?"),
        button=_("Bewaar"),
        form=ConsentForm(request.POST or None),
    )


@GET_OR_POST
def accept(request: HttpRequest, number: int) -> HttpResponse:
    handover = _found(request, number)
    if not may_accept.test(request.actor, handover):
        raise NotAllowed(_("Alleen het bestuur van wie het krijgt, kan ja zeggen."))
    return _task(
        request,
        handover,
        lambda data: services.accept(request.actor, handover),
        heading=_("Neemt u dit initiatief aan?"),
        text=_("U zorgt dan dat het doorgaat. De groep rondt de overdracht af."),
        button=_("Ja, wij nemen het aan"),
    )


@GET_OR_POST
def complete(request: HttpRequest, number: int) -> HttpResponse:
    handover = _found(request, number)
    if not permissions.runs.test(request.actor, handover.initiative):
        raise NotAllowed(_("Alleen wie dit initiatief trekt, rondt de overdracht af."))
    return _task(
        request,
        handover,
        lambda data: services.complete(request.actor, handover),
        heading=_("Is de overdracht rond?"),
        text=_("Daarna beslist de organisatie. Uw groep staat erbij als wie het bouwde."),
        button=_("Ja, het is rond"),
    )


@GET_OR_POST
def stop(request: HttpRequest, number: int) -> HttpResponse:
    handover = _found(request, number)
    if not (
        permissions.runs.test(request.actor, handover.initiative)
        or may_accept.test(request.actor, handover)
    ):
        raise NotAllowed(_("Alleen de groep of de organisatie die het krijgt, stopt dit."))
    return _task(
        request,
        handover,
        lambda data: services.stop(request.actor, handover, reason=data["reason"]),
        heading=_("Gaat de overdracht niet door?"),
        button=_("Wij stoppen ermee"),
        form=ReasonForm(request.POST or None),
    )


def _task(request: HttpRequest, handover: Handover, act: Any, **words: Any) -> HttpResponse:
    return task(
        request,
        act,
        about=handover.initiative.dossier.title,
        done=_("Het is bewaard."),
        back=_page(handover),
        **words,
    )
