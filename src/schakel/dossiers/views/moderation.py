"""What officials do with remarks: look at reports, hide with a reason, decide on an appeal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from schakel.base.exceptions import NotAllowed
from schakel.base.paging import page_of
from schakel.dossiers import forms
from schakel.dossiers.models import Remark
from schakel.dossiers.permissions import is_another_office, may_moderate
from schakel.dossiers.queries import remarks as queries
from schakel.dossiers.services import remarks as services
from schakel.dossiers.views.common import found_remark, task
from schakel.people.permissions import is_official

_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    if not is_official.test(request.actor):
        raise NotAllowed(_("Alleen een medewerker van de gemeente kan dit zien."))
    page = page_of(request, queries.to_moderate(request.actor))
    for remark in page:
        remark.other_office = is_another_office.test(request.actor, remark)
    return render(request, "dossiers/moderation.html", {"page": page})


@_form
def hide(request: HttpRequest, number: int) -> HttpResponse:
    remark = _own(request, number)
    return task(
        request,
        remark.dossier,
        lambda data: services.hide(request.actor, remark, reason=data["reason"]),
        heading=_("Verberg deze opmerking"),
        text=_("In plaats van de tekst staat uw reden. De schrijver kan bezwaar maken."),
        button=_("Verberg"),
        done=_("De opmerking is verborgen."),
        back=f"{remark.dossier.get_absolute_url()}#opmerkingen",
        form=forms.HideForm(request.POST or None),
        quoted=remark,
    )


@_form
def dismiss(request: HttpRequest, number: int) -> HttpResponse:
    remark = _own(request, number)
    return task(
        request,
        remark.dossier,
        lambda data: services.dismiss(request.actor, remark),
        heading=_("Deze opmerking laten staan?"),
        text=_("De meldingen zijn dan afgehandeld. Iedereen blijft de opmerking lezen."),
        button=_("Laat staan"),
        done=_("De opmerking blijft staan."),
        back=reverse("dossiers:moderation"),
        quoted=remark,
    )


@_form
def decide(request: HttpRequest, number: int) -> HttpResponse:
    remark = _own(request, number)
    if not is_another_office.test(request.actor, remark):
        raise NotAllowed(_("Uw functie verborg deze opmerking. Laat een andere functie beslissen."))
    return task(
        request,
        remark.dossier,
        lambda data: services.decide_appeal(
            request.actor, remark, show=data["outcome"] == "show", reason=data["reason"]
        ),
        heading=_("Beslis op het bezwaar"),
        text=_("Verborgen door %(office)s, omdat: %(reason)s")
        % {"office": remark.hidden_office, "reason": remark.hidden_reason},
        button=_("Leg vast"),
        done=_("Uw beslissing staat erbij."),
        back=f"{remark.dossier.get_absolute_url()}#opmerkingen",
        form=forms.DecideAppealForm(request.POST or None),
        quoted=remark,
    )


def _own(request: HttpRequest, number: int) -> Remark:
    remark = found_remark(request, number)
    if not may_moderate.test(request.actor, remark):
        raise NotAllowed(_("Alleen een medewerker van deze gemeente kan dit doen."))
    return remark
