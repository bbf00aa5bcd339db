"""The screens of officials: make a round, its plans, and each verb with a page to confirm it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from schakel.areas import queries as areas
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.base.forms import Form
from schakel.funding import forms, queries, services
from schakel.funding.models import Pot, Round
from schakel.funding.permissions import may_make, may_run
from schakel.funding.services import ProjectSpec
from schakel.funding.views.public import found
from schakel.processes import queries as processes
from schakel.voice import codes as voice_codes
from schakel.voice import services as voice

_DRAFT = "funding.new"
_confirm = require_http_methods(["GET", "POST"])


# --- a new round --------------------------------------------------------------------------------


@require_GET
def new(request: HttpRequest) -> HttpResponse:
    refuse_unless_maker(request)
    return redirect("funding:new_step", step=next(iter(forms.STEPS)))


@_confirm
def new_step(request: HttpRequest, step: str) -> HttpResponse:
    refuse_unless_maker(request)
    if step not in forms.STEPS:
        raise Http404
    draft = request.session.get(_DRAFT, {})
    names = list(forms.STEPS)
    at = names.index(step)
    if request.method == "POST":
        form = forms.STEPS[step](request.actor, request.POST)
        if form.is_valid():
            draft[step] = {name: request.POST.get(name, "") for name in form.fields}
            request.session[_DRAFT] = draft
            missing = next((name for name in names if name not in draft), None)
            return redirect("funding:new_step", step=missing) if missing else redirect("funding:check_new")
    else:
        form = forms.STEPS[step](request.actor, initial=draft.get(step))
    return render(
        request,
        "funding/new_step.html",
        {
            "form": form,
            "number": at + 1,
            "total": len(names),
            "back": reverse("funding:new_step", args=[names[at - 1]]) if at else reverse("funding:list"),
        },
    )


@_confirm
def check_new(request: HttpRequest) -> HttpResponse:
    refuse_unless_maker(request)
    draft = request.session.get(_DRAFT, {})
    filled: dict[str, Any] = {}
    for name, step in forms.STEPS.items():
        form = step(request.actor, draft.get(name))
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
    from django.db import transaction

    data = {name: form.cleaned_data for name, form in filled.items()}
    area = areas.by_code(data["wat"]["area"])
    if area is None:
        raise InputRefused(_("Dit gebied bestaat niet meer. Kies een ander gebied."))
    with transaction.atomic():
        if filled["pot"].is_new:
            pot = services.create_pot(
                request.actor,
                name=data["pot"]["name"],
                municipality=request.actor.party,
                year=data["pot"]["year"],
                amount_cents=data["pot"]["amount"],
                source=data["pot"]["source"],
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


# --- plans --------------------------------------------------------------------------------------


@require_GET
def plans(request: HttpRequest, address: str) -> HttpResponse:
    round = _own(request, address)
    return render(
        request,
        "funding/plans.html",
        {"round": round, "dossier": round.dossier, "plans": list(queries.plans(round))},
    )


@_confirm
def new_plan(request: HttpRequest, address: str) -> HttpResponse:
    round = _own(request, address)
    form = forms.PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.add_project(
            request.actor,
            round,
            ProjectSpec(
                title=data["title"],
                cost_cents=data["cost"],
                description=data["description"],
                proposer=data["proposer"],
            ),
        )
        messages.success(request, _("Het plan staat in de ronde."))
        return redirect("funding:plans", address=round.dossier.short_id)
    return _plan_page(request, round, form, _("Zet een plan in de ronde"))


@_confirm
def change_plan(request: HttpRequest, address: str, plan: int) -> HttpResponse:
    round = _own(request, address)
    project = get_object_or_404(queries.plans(round), pk=plan)
    form = forms.PlanForm(
        request.POST or None,
        initial={
            "title": project.title,
            "cost": project.cost_cents,
            "description": project.description,
            "proposer": project.proposer,
        },
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.change_project(
            request.actor,
            project,
            title=data["title"],
            cost_cents=data["cost"],
            description=data["description"],
            proposer=data["proposer"],
        )
        messages.success(request, _("Het plan is gewijzigd."))
        return redirect("funding:plans", address=round.dossier.short_id)
    return _plan_page(request, round, form, _("Wijzig het plan"))


@_confirm
def remove_plan(request: HttpRequest, address: str, plan: int) -> HttpResponse:
    round = _own(request, address)
    project = get_object_or_404(queries.plans(round), pk=plan)
    if request.method == "POST":
        services.remove_project(request.actor, project)
        messages.success(request, _("Het plan is uit de ronde."))
        return redirect("funding:plans", address=round.dossier.short_id)
    return _confirmation(
        request,
        round,
        heading=_("Dit plan uit de ronde halen?"),
        text=project.title,
        button=_("Haal het plan weg"),
        back=reverse("funding:plans", args=[round.dossier.short_id]),
    )


def _plan_page(request: HttpRequest, round: Round, form: Form, heading: str) -> HttpResponse:
    return render(
        request,
        "funding/confirm.html",
        {
            "round": round,
            "dossier": round.dossier,
            "form": form,
            "heading": heading,
            "button": _("Bewaar"),
            "back": reverse("funding:plans", args=[round.dossier.short_id]),
        },
        status=400 if form.errors else 200,
    )


# --- verbs --------------------------------------------------------------------------------------


@_confirm
def open_voting(request: HttpRequest, address: str) -> HttpResponse:
    return _verb(
        request,
        address,
        "open",
        lambda round, data: services.open_voting(request.actor, round),
        heading=_("Het stemmen openen?"),
        text=_("De plannen, het geld en de regels staan daarna vast. Niemand kan ze nog wijzigen."),
        done=_("Het stemmen is open."),
    )


@_confirm
def close_voting(request: HttpRequest, address: str) -> HttpResponse:
    return _verb(
        request,
        address,
        "close",
        lambda round, data: services.close_voting(request.actor, round),
        heading=_("Het stemmen sluiten?"),
        text=_("Daarna kan niemand meer stemmen of een stem wijzigen. Dan tellen wij."),
        done=_("Het stemmen is gesloten."),
    )


@_confirm
def count(request: HttpRequest, address: str) -> HttpResponse:
    return _verb(
        request,
        address,
        "count",
        lambda round, data: services.count_and_conclude(request.actor, round),
        heading=_("De stemmen tellen?"),
        text=_("De uitslag volgt uit de regel die vooraf vaststond. Tellen kan maar één keer."),
        done=_("De stemmen zijn geteld."),
    )


@_confirm
def decide(request: HttpRequest, address: str) -> HttpResponse:
    return _verb(
        request,
        address,
        "decide",
        lambda round, data: services.decide(request.actor, round, **data),
        heading=_("Het besluit vastleggen"),
        text=_("Bewoners gaven advies. U legt nu vast wat er besloten is, in twee teksten."),
        done=_("Het besluit staat vast."),
        form_class=forms.DecideForm,
    )


@_confirm
def withdraw(request: HttpRequest, address: str) -> HttpResponse:
    return _verb(
        request,
        address,
        "withdraw",
        lambda round, data: services.withdraw(request.actor, round, **data),
        heading=_("De ronde intrekken?"),
        text=_("De ronde blijft te lezen, met uw reden. Het geld gaat terug naar de pot."),
        done=_("De ronde is ingetrokken."),
        form_class=forms.WithdrawForm,
    )


def _verb(
    request: HttpRequest,
    address: str,
    verb: str,
    act: Callable[[Round, dict[str, Any]], object],
    *,
    heading: str,
    text: str,
    done: str,
    form_class: type[Form] | None = None,
) -> HttpResponse:
    round = _own(request, address)
    process = round.dossier.process
    if verb not in {transition.verb for transition in processes.possible(request.actor, process)}:
        raise NotAllowed(_("Dit kan nu niet. De stand is: %(state)s.") % {"state": process.state_label})
    form = form_class(request.POST or None) if form_class else None
    refusal = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            act(round, form.cleaned_data if form else {})
        except InputRefused as refused:
            refusal = str(refused)
        else:
            messages.success(request, done)
            return redirect(round.get_absolute_url())
    return _confirmation(
        request,
        round,
        heading=heading,
        text=text,
        button=str(process.declaration.verbs[verb]),
        back=round.get_absolute_url(),
        form=form,
        refusal=refusal,
    )


def _confirmation(request: HttpRequest, round: Round, **context: Any) -> HttpResponse:
    form = context.get("form")
    wrong = context.get("refusal") or (form is not None and form.errors)
    return render(
        request,
        "funding/confirm.html",
        {"round": round, "dossier": round.dossier, **context},
        status=400 if wrong else 200,
    )


# --- codes --------------------------------------------------------------------------------------


@never_cache
@_confirm
@sensitive_variables("issued")
def codes(request: HttpRequest, address: str) -> HttpResponse:
    """Codes exist in the clear in this one answer, and nowhere after it."""
    round = _own(request, address)
    if round.dossier.process.state != "voting":
        raise NotAllowed(_("Codes maakt u zodra het stemmen open is."))
    form = forms.CodesForm(request.POST or None, initial={"form": "csv"})
    refusal = ""
    if request.method == "POST" and form.is_valid():
        box = round.dossier.ballot_box
        try:
            if form.cleaned_data["reissue"]:
                issued = [voice.reissue(request.actor, box, form.cleaned_data["reissue"])]
            else:
                issued = voice.issue_codes(request.actor, box, form.cleaned_data["number"])
        except InputRefused as refused:
            refusal = str(refused)
        else:
            return _codes_file(request, round, issued, form.cleaned_data["form"])
    return _confirmation(
        request,
        round,
        heading=_("Codes voor de brieven"),
        text=_("U ziet de codes maar één keer. Bewaar het bestand veilig en gooi het na het printen weg."),
        button=_("Maak de codes"),
        back=round.get_absolute_url(),
        form=form,
        refusal=refusal,
    )


@sensitive_variables("issued")
def _codes_file(
    request: HttpRequest, round: Round, issued: list[voice_codes.IssuedCode], form: str
) -> HttpResponse:
    name = f"codes-{round.dossier.short_id}"
    if form == "csv":
        response = HttpResponse(
            voice_codes.codes_csv(issued), content_type="text/csv; charset=utf-8"
        )
        name += ".csv"
    else:
        address = request.build_absolute_uri(reverse("voice:code", args=[round.dossier.address]))
        sheet = voice_codes.sheet(round.dossier.ballot_box, issued, address=address)
        response = HttpResponse(sheet, content_type="text/html; charset=utf-8")
        name += ".html"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _own(request: HttpRequest, address: str) -> Round:
    """The round, for an official of its municipality only."""
    round = found(request, address)
    if not may_run.test(request.actor, round.dossier.process):
        raise NotAllowed(_("Alleen een medewerker van de gemeente van deze ronde kan dit doen."))
    return round


def refuse_unless_maker(request: HttpRequest) -> None:
    if not may_make.test(request.actor):
        raise NotAllowed(_("Alleen een medewerker van een gemeente kan een ronde maken."))
