"""The desk: act for somebody without an account, and stop again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from schakel.base.exceptions import NotAllowed
from schakel.people import forms, mailing, permissions, queries, services
from schakel.people.models import Behalf
from schakel.people.views.tasks import GET_OR_POST, task

BEHALF_IN_SESSION = "behalf"
_SHOWN = 25


@GET_OR_POST
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    if not permissions.may_act_for_others.test(actor):
        raise NotAllowed(
            _("Alleen een baliemedewerker of sociaal makelaar handelt namens iemand anders.")
        )

    def act(data: dict[str, Any]) -> Behalf:
        begun = services.begin_behalf(actor, **data)
        request.session[BEHALF_IN_SESSION] = str(begun.pk)
        mailing.helped(begun)
        return begun

    return task(
        request,
        act,
        form=forms.DeskForm(request.POST or None),
        heading=_("Namens iemand handelen"),
        text=_("Wat u daarna doet, telt als gedaan door deze persoon. Bovenaan staat namens wie."),
        button=_("Begin"),
        back=reverse("web:front"),
        done=_("U handelt nu namens iemand anders. Stop zodra u klaar bent."),
        template="people/desk.html",
        helped=list(queries.behalfs_of(actor.person)[:_SHOWN]),
    )


@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    request.session.pop(BEHALF_IN_SESSION, None)
    if request.actor.person is None:
        raise NotAllowed(_("Log eerst in."))
    services.stop_all_behalfs(request.actor.person)
    messages.success(request, _("U bent gestopt. U handelt weer voor uzelf."))
    return redirect("web:front")


@GET_OR_POST
@never_cache
def erase(request: HttpRequest, id: Any) -> HttpResponse:
    person = request.actor.person
    behalf = queries.behalfs_of(person).filter(pk=id).first() if person else None
    if behalf is None:
        raise Http404
    return task(
        request,
        lambda data: services.erase_behalf(request.actor, behalf),
        heading=_("Wie u hielp wissen?"),
        about=str(behalf),
        text=_("Naam en telefoonnummer gaan weg. Dat u iemand hielp, blijft staan."),
        button=_("Wis de gegevens"),
        back=reverse("people:desk"),
        done=_("De gegevens zijn gewist."),
    )
