"""A new round: one question a page, kept in the session, checked, then made."""

import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from schakel.areas import queries as areas
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.base.forms import Form
from schakel.funding import forms, services
from schakel.funding.models import Pot, Round
from schakel.funding.permissions import may_make

_DRAFT = "funding.new"
_confirm = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def new(request: HttpRequest) -> HttpResponse:
    refuse_unless_maker(request)
    return redirect("funding:new_step", step=next(iter(forms.STEPS)))


@_confirm
def new_step(request: HttpRequest, step: str) -> HttpResponse:
    refuse_unless_maker(request)
    if step not in forms.STEPS:
        raise Http404
    draft = request.session.get(_DRAFT, {})
    if request.method == "POST":
        form = forms.STEPS[step](request.actor, request.POST)
        if form.is_valid():
            draft[step] = {name: request.POST.get(name, "") for name in form.fields}
            request.session[_DRAFT] = draft
            missing = next((name for name in forms.steps_of(draft) if name not in draft), None)
            return (
                redirect("funding:new_step", step=missing)
                if missing
                else redirect("funding:check_new")
            )
    else:
        form = forms.STEPS[step](request.actor, initial=draft.get(step))
    names = forms.steps_of(draft)
    if step not in names:
        return redirect("funding:new_step", step="pot")
    at = names.index(step)
    return render(
        request,
        "funding/new_step.html",
        {
            "form": form,
            "number": at + 1,
            "total": len(names),
            "back": reverse("funding:new_step", args=[names[at - 1]])
            if at
            else reverse("funding:list"),
        },
    )


@_confirm
def check_new(request: HttpRequest) -> HttpResponse:
    refuse_unless_maker(request)
    draft = request.session.get(_DRAFT, {})
    filled: dict[str, Any] = {}
    for name in forms.steps_of(draft):
        form = forms.STEPS[name](request.actor, draft.get(name))
        if name not in draft or not form.is_valid():
            return redirect("funding:new_step", step=name)
        filled[name] = form
    refusal = ""
    if request.method == "POST":
        try:
            round = _make(request, filled)
        except InputRefused as refused:
            refusal = str(refused)
        else:
            del request.session[_DRAFT]
            messages.success(request, _("De ronde is gemaakt. Zet er nu de plannen in."))
            return redirect("funding:plans", address=round.dossier.short_id)
    answers = [
        (reverse("funding:new_step", args=[name]), _answers(form)) for name, form in filled.items()
    ]
    return render(
        request,
        "funding/check_new.html",
        {"answers": answers, "refusal": refusal},
        status=400 if refusal else 200,
    )


def _answers(form: Form) -> list[tuple[str, str]]:
    """What was filled in, in the words of the choices."""
    lines = []
    for bound in form:
        value = form.data.get(bound.name, "")
        options = dict(getattr(bound.field, "choices", None) or [])
        if value:
            lines.append((str(bound.label), str(options.get(value, value))))
    return lines


def _make(request: HttpRequest, filled: dict[str, Any]) -> Round:
    data = {name: form.cleaned_data for name, form in filled.items()}
    area = areas.by_code(data["wat"]["area"])
    if area is None:
        raise InputRefused(_("Dit gebied bestaat niet meer. Kies een ander gebied."))
    with transaction.atomic():
        if "nieuwe-pot" in data:
            made = data["nieuwe-pot"]
            pot = services.create_pot(
                request.actor,
                name=made["name"],
                municipality=request.actor.party,
                year=made["year"],
                amount_cents=made["amount"],
                source=made["source"],
            )
        else:
            pot = Pot.objects.get(pk=uuid.UUID(data["pot"]["pot"]))
        when = filled["wanneer"]
        return services.create_round(
            request.actor,
            pot=pot,
            title=data["wat"]["title"],
            purpose=data["wat"]["purpose"],
            area=area,
            budget_cents=data["geld"]["budget"],
            regulation=data["wie"]["regulation"],
            decides=data["wie"]["decides"],
            standing=data["wie"]["standing"],
            vote=(when.at(data["wanneer"]["opens"], 9), when.at(data["wanneer"]["closes"], 20)),
            result_by=when.at(data["wanneer"]["result_by"], 20),
            ballot_type=data["regel"]["ballot_type"],
            max_choices=data["regel"]["max_choices"],
            rule=data["regel"]["rule"],
            ties=data["regel"]["ties"],
        )


def refuse_unless_maker(request: HttpRequest) -> None:
    if not may_make.test(request.actor):
        raise NotAllowed(_("Alleen een medewerker van een gemeente kan een ronde maken."))
