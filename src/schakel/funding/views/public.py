"""What everybody sees of rounds: the list, the page that follows the state, and its JSON."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from schakel.base import clock, formats
from schakel.base.paging import page_of
from schakel.dossiers import panels
from schakel.funding import queries, results
from schakel.funding.models import Round
from schakel.funding.permissions import may_run
from schakel.processes import queries as processes

FILTERS = {"open": queries.undecided_rounds, "besloten": queries.decided_rounds}


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    chosen = request.GET.get("stand", "")
    chosen = chosen if chosen in FILTERS else ""
    found = FILTERS.get(chosen, queries.rounds)(request.actor)
    return render(
        request,
        "funding/rounds.html",
        {
            "page": page_of(request, found),
            "chosen": chosen,
            "may_make": request.actor.role in ("official", "area_manager"),
        },
    )


@require_safe
def rounds_json(request: HttpRequest) -> JsonResponse:
    page = page_of(request, queries.public_rounds())
    return JsonResponse(
        {
            "aantal": page.paginator.count,
            "pagina": page.number,
            "paginas": page.paginator.num_pages,
            "rondes": [
                results.as_json(round, [])
                | {"url": _absolute(request, round), "plannen": round.plan_count}
                for round in page
            ],
        }
    )


@require_safe
def round_page(request: HttpRequest, address: str) -> HttpResponse:
    round = found(request, address)
    context: dict[str, Any] = {
        "round": round,
        "dossier": round.dossier,
        "state": round.dossier.process.state,
        "verbs": _verbs(request, round),
        "may_run": may_run.test(request.actor, round.dossier.process),
        "shared": panels.shared(request.actor, round.dossier),
    }
    with formats.in_currency(round.currency):
        if context["state"] in ("advised", "decided"):
            page = page_of(request, queries.results(round))
            result = results.of(round, page)
            context |= {
                "result": result,
                "page": page,
                "rule": results.rule_in_words(round, result.outcome),
            }
            return render(request, "funding/result.html", context)
        page = page_of(request, queries.plans(round))
        asked = queries.asked_cents(round)
        context |= {
            "page": page,
            "asked": asked,
            "rule": results.rule_in_words(round),
            "why": queries.why_withdrawn(round) if context["state"] == "withdrawn" else "",
            "open_now": context["state"] == "voting" and round.opens <= clock.now() < round.closes,
        }
        return render(request, "funding/round.html", context)


@require_safe
def round_json(request: HttpRequest, address: str) -> JsonResponse:
    round = found(request, address)
    if round.dossier.process.state in ("advised", "decided"):
        plans = [
            plan_json(result.project)
            | {
                "plaats": result.rank,
                "stemmen": result.votes,
                "krijgtGeld": result.won,
                "ronde": result.chosen_in,
                "ontbrakCenten": result.lacked_cents,
            }
            for result in queries.results(round)
        ]
    else:
        plans = [plan_json(plan) for plan in queries.plans(round)]
    return JsonResponse(results.as_json(round, plans) | {"url": _absolute(request, round)})


def plan_json(plan: Any) -> dict[str, Any]:
    return {
        "nummer": plan.key,
        "naam": plan.title,
        "uitleg": plan.description,
        "indiener": plan.party.name if plan.party else plan.proposer,
        "kostenCenten": plan.cost_cents,
    }


def found(request: HttpRequest, address: str) -> Any:
    round = queries.by_address(request.actor, address)
    if round is None:
        raise Http404
    return round


def _absolute(request: HttpRequest, round: Round) -> str:
    return request.build_absolute_uri(round.get_absolute_url())


# Counting twice is harmless and follows by itself; the button is for who will not wait.
_SHOWN = {
    "open": "funding:open",
    "close": "funding:close",
    "count": "funding:count",
    "decide": "funding:decide",
    "withdraw": "funding:withdraw",
}


def _verbs(request: HttpRequest, round: Round) -> list[dict[str, str]]:
    process = round.dossier.process
    now = clock.now()
    ready = {
        "open": round.opens <= now < round.closes and round.plan_count > 0,
        "close": now >= round.closes,
        "decide": process.state == "advised",
    }
    return [
        {
            "label": str(process.declaration.verbs[transition.verb]),
            "url": reverse(_SHOWN[transition.verb], args=[round.dossier.short_id]),
        }
        for transition in processes.possible(request.actor, process)
        if transition.verb in _SHOWN and ready.get(transition.verb, True)
    ]
