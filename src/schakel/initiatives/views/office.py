"""What the municipality does with dreams: look first, take away with a reason, and look again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schakel.base.exceptions import NotAllowed
from schakel.base.paging import page_of
from schakel.initiatives import forms, permissions, queries, services
from schakel.initiatives.models import Initiative
from schakel.people.permissions import is_official
from schakel.people.views.tasks import GET_OR_POST, task


@require_safe
@never_cache
def waiting(request: HttpRequest) -> HttpResponse:
    """Dreams that were told without an account, the oldest first."""
    if not is_official.test(request.actor):
        raise NotAllowed(_("Alleen een medewerker van de gemeente kan dit zien."))
    return render(
        request,
        "initiatives/waiting.html",
        {"page": page_of(request, queries.to_look_at(request.actor))},
    )


@GET_OR_POST
@never_cache
def show(request: HttpRequest, address: str) -> HttpResponse:
    initiative = _here(request, address)
    return task(
        request,
        lambda data: services.show(request.actor, initiative),
        heading=_("Zet u deze droom erop?"),
        about=initiative.dossier.title,
        text=initiative.want,
        button=_("Zet erop"),
        done=_("Iedereen kan de droom nu lezen."),
        back=initiative.get_absolute_url(),
    )


@GET_OR_POST
@never_cache
def remove(request: HttpRequest, address: str) -> HttpResponse:
    initiative = _here(request, address)
    gone = initiative.dossier.process.state == "removed"
    verb = services.restore if gone else services.remove
    return task(
        request,
        lambda data: verb(request.actor, initiative, reason=data["reason"]),
        heading=_("Zet het terug") if gone else _("Haal dit weg"),
        about=initiative.dossier.title,
        text=_("Uw reden staat in het openbare logboek. Noem geen namen."),
        button=_("Zet terug") if gone else _("Haal weg"),
        done=_("Het staat er weer.") if gone else _("Het is weggehaald."),
        back=initiative.get_absolute_url(),
        form=forms.ReasonForm(request.POST or None),
    )


@GET_OR_POST
@never_cache
def again(request: HttpRequest, address: str) -> HttpResponse:
    """Too early gets a day; on that day the office says what it found."""
    initiative = _here(request, address)
    open_now = queries.again_of(initiative)
    if open_now is not None:
        return task(
            request,
            lambda data: services.look_again(request.actor, open_now, found=data["reason"]),
            heading=_("Kijk opnieuw"),
            about=initiative.dossier.title,
            text=_("Toen was het te vroeg, omdat: %(because)s") % {"because": open_now.because},
            button=_("Leg vast"),
            done=_("Het staat op de pagina."),
            back=initiative.get_absolute_url(),
            form=forms.ReasonForm(request.POST or None, label=_("Wat kan er nu wel?")),
        )
    return task(
        request,
        lambda data: services.say_again(request.actor, initiative, services.TooEarly(**data)),
        heading=_("Is het nog te vroeg?"),
        about=initiative.dossier.title,
        text=_("Dit is geen nee. U kiest een dag om opnieuw te kijken."),
        button=_("Leg vast"),
        done=_("De dag staat op de pagina, en in uw werklijst."),
        back=initiative.get_absolute_url(),
        form=forms.AgainForm(request.POST or None),
    )


def _here(request: HttpRequest, address: str) -> Initiative:
    initiative = queries.by_address(request.actor, address)
    if initiative is None:
        raise Http404
    if not permissions.may_look_first.test(request.actor, initiative.dossier):
        raise NotAllowed(_("Alleen een medewerker van deze gemeente kan dit doen."))
    return initiative
