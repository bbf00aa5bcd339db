"""The screens of officials for one round: its plans, and each verb with a page to confirm it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.base.forms import Form
from schakel.base.paging import page_of
from schakel.funding import forms, queries, services, tasks
from schakel.funding.models import Round
from schakel.funding.permissions import may_run
from schakel.funding.services import ProjectSpec
from schakel.funding.views.public import found
from schakel.processes import queries as processes

_confirm = require_http_methods(["GET", "HEAD", "POST"])


# --- plans --------------------------------------------------------------------------------------


@require_safe
def plans(request: HttpRequest, address: str) -> HttpResponse:
    round = own(request, address)
    return render(
        request,
        "funding/plans.html",
        {"round": round, "dossier": round.dossier, "page": page_of(request, queries.plans(round))},
    )


@_confirm
def new_plan(request: HttpRequest, address: str) -> HttpResponse:
    round = own(request, address)
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
    round = own(request, address)
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
    round = own(request, address)
    project = get_object_or_404(queries.plans(round), pk=plan)
    if request.method == "POST":
        services.remove_project(request.actor, project)
        messages.success(request, _("Het plan is uit de ronde."))
        return redirect("funding:plans", address=round.dossier.short_id)
    return confirmation(
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
        lambda round, data: tasks.start_count(round),
        heading=_("De stemmen tellen?"),
        text=_("De uitslag volgt uit de regel die vooraf vaststond. Tellen kan maar één keer."),
        done=_("Wij tellen nu. De uitslag staat hier zodra hij klaar is."),
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
    round = own(request, address)
    process = round.dossier.process
    if verb not in {transition.verb for transition in processes.possible(request.actor, process)}:
        raise NotAllowed(
            _("Dit kan nu niet. De stand is: %(state)s.") % {"state": process.state_label}
        )
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
    return confirmation(
        request,
        round,
        heading=heading,
        text=text,
        button=str(process.declaration.verbs[verb]),
        back=round.get_absolute_url(),
        form=form,
        refusal=refusal,
    )


def confirmation(request: HttpRequest, round: Round, **context: Any) -> HttpResponse:
    form = context.get("form")
    wrong = context.get("refusal") or (form is not None and form.errors)
    return render(
        request,
        "funding/confirm.html",
        {"round": round, "dossier": round.dossier, **context},
        status=400 if wrong else 200,
    )


def own(request: HttpRequest, address: str) -> Round:
    """The round, for an official of its municipality only."""
    round = found(request, address)
    if not may_run.test(request.actor, round.dossier.process):
        raise NotAllowed(_("Alleen een medewerker van de gemeente van deze ronde kan dit doen."))
    return round
