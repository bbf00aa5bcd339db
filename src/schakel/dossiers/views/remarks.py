"""Reading and writing remarks, and saying that one is not in order."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from schakel.base.exceptions import NotAllowed
from schakel.base.paging import page_of
from schakel.dossiers import forms
from schakel.dossiers.models import Remark
from schakel.dossiers.permissions import EDIT_MINUTES, may_moderate, may_write, speaker, wrote
from schakel.dossiers.queries import remarks as queries
from schakel.dossiers.services import remarks as services
from schakel.dossiers.views.common import found, found_remark, task

_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def remarks(request: HttpRequest, address: str) -> HttpResponse:
    dossier = found(request, address)
    return render(
        request,
        "dossiers/remarks.html",
        {
            "dossier": dossier,
            "page": page_of(request, queries.threads(dossier)),
            "may_write": may_write.test(request.actor, dossier),
            "may_moderate": may_moderate.test(request.actor, dossier),
        },
    )


@_form
def write(request: HttpRequest, address: str) -> HttpResponse:
    dossier = found(request, address)
    _refuse_unless_somebody(request)
    return task(
        request,
        dossier,
        lambda data: services.write(request.actor, dossier, text=data["text"]),
        heading=_("Schrijf een opmerking"),
        text=_("Iedereen kan dit lezen. Schrijf geen adres, telefoonnummer of naam van een ander."),
        button=_("Plaats uw opmerking"),
        done=_("Uw opmerking staat er. U kunt hem nog %(minutes)s minuten wijzigen.")
        % {"minutes": EDIT_MINUTES},
        back=f"{dossier.get_absolute_url()}#opmerkingen",
        form=forms.RemarkForm(request.POST or None),
        signed=_signed(request),
    )


@_form
def answer(request: HttpRequest, number: int) -> HttpResponse:
    remark = found_remark(request, number)
    _refuse_unless_somebody(request)
    return task(
        request,
        remark.dossier,
        lambda data: services.write(
            request.actor, remark.dossier, text=data["text"], answer_to=remark
        ),
        heading=_("Schrijf een antwoord"),
        button=_("Plaats uw antwoord"),
        done=_("Uw antwoord staat er."),
        back=_place(remark),
        form=forms.RemarkForm(request.POST or None),
        quoted=remark,
        signed=_signed(request),
    )


@_form
def change(request: HttpRequest, number: int) -> HttpResponse:
    remark = found_remark(request, number)
    _refuse_unless_own(request, remark)
    return task(
        request,
        remark.dossier,
        lambda data: services.change(request.actor, remark, text=data["text"]),
        heading=_("Wijzig uw opmerking"),
        button=_("Bewaar"),
        done=_("Uw opmerking is gewijzigd."),
        back=_place(remark),
        form=forms.RemarkForm(request.POST or None, initial={"text": remark.text}),
    )


@_form
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    remark = found_remark(request, number)
    _refuse_unless_own(request, remark)
    return task(
        request,
        remark.dossier,
        lambda data: services.withdraw(request.actor, remark),
        heading=_("Uw opmerking weghalen?"),
        text=_("Uw tekst verdwijnt. Antwoorden van anderen blijven staan."),
        button=_("Haal weg"),
        done=_("Uw opmerking is weg."),
        back=_place(remark),
        quoted=remark,
    )


@_form
def report(request: HttpRequest, number: int) -> HttpResponse:
    remark = found_remark(request, number)
    return task(
        request,
        remark.dossier,
        lambda data: services.report(
            request.actor, remark, reason=data["reason"], address=request.client_address
        ),
        heading=_("Meld deze opmerking"),
        text=_("Een medewerker van de gemeente kijkt ernaar. U hebt geen account nodig."),
        button=_("Verstuur uw melding"),
        done=_("Uw melding is verstuurd. De gemeente kijkt ernaar."),
        back=_place(remark),
        form=forms.ReportForm(request.POST or None),
        quoted=remark,
    )


@_form
def appeal(request: HttpRequest, number: int) -> HttpResponse:
    remark = found_remark(request, number)
    _refuse_unless_own(request, remark)
    return task(
        request,
        remark.dossier,
        lambda data: services.appeal(request.actor, remark, why=data["why"]),
        heading=_("Maak bezwaar tegen verbergen"),
        text=_("Uw opmerking is verborgen, omdat: %(reason)s") % {"reason": remark.hidden_reason},
        button=_("Verstuur uw bezwaar"),
        done=_("Uw bezwaar is verstuurd. Een andere functie beslist."),
        back=_place(remark),
        form=forms.AppealForm(request.POST or None),
    )


def _place(remark: Remark) -> str:
    return f"{remark.dossier.get_absolute_url()}#opmerkingen"


def _signed(request: HttpRequest) -> str:
    """The name that will stand above the text, as the service will keep it."""
    actor = request.actor
    if actor.on_behalf_of is None and actor.role != "resident" and actor.party is not None:
        return str(actor.office)
    return str(speaker(actor) or _("iemand aan de balie"))


def _refuse_unless_somebody(request: HttpRequest) -> None:
    if not may_write.test(request.actor):
        raise NotAllowed(_("Log in om een opmerking te schrijven. Of vraag het aan de balie."))


def _refuse_unless_own(request: HttpRequest, remark: Remark) -> None:
    if not wrote.test(request.actor, remark):
        raise NotAllowed(_("Dit kan alleen met uw eigen opmerking."))
