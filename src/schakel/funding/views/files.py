"""What anyone may download of a round: ballots, outcome, and the proof from the journal."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schakel.base import formats
from schakel.base.paging import page_of
from schakel.dossiers import queries as dossiers
from schakel.funding import counting, queries, results
from schakel.funding.views.public import found, plan_json
from schakel.journal import queries as journal
from schakel.journal.services import public_fields
from schakel.voice import queries as voice

_CLOSED = ("counting", "advised", "decided")
# A closed box never changes, so what is made of it may be kept.
_KEEP = "public, max-age=86400"


@require_safe
def ballots(request: HttpRequest, address: str) -> HttpResponse:
    """The anonymous list of ballots, after closing only."""
    round = found(request, address)
    if round.dossier.process.state not in _CLOSED:
        raise Http404
    box = round.dossier.ballot_box
    problem = counting.problem_of(round, queries.plans(round), voice.ballots(box))
    outcome = queries.outcome_data(round)
    winners = None if outcome is None else outcome.data["winners"]
    response = HttpResponse(
        counting.pabulib_file(round, problem, winners, box.head),
        content_type="text/plain; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="{results.file_name(round)}"'
    response["Cache-Control"] = _KEEP
    return response


@require_safe
def outcome(request: HttpRequest, address: str) -> JsonResponse:
    """The outcome as the engine gave it, with the plans in the order of the result."""
    round = found(request, address)
    counted = queries.outcome_data(round)
    if counted is None or round.dossier.process.state not in ("advised", "decided"):
        raise Http404
    plans = [
        plan_json(line.project)
        | {
            "plaats": line.rank,
            "stemmen": line.votes,
            "krijgtGeld": line.won,
            "ronde": line.chosen_in,
            "geldPerRondeCenten": line.money_cents,
            "ontbrakCenten": line.lacked_cents,
            "uitlegInSleutels": line.explanation,
        }
        for line in queries.results(round)
    ]
    return JsonResponse(
        results.as_json(round, plans)
        | {
            "berekening": counted.data,
            "vergelijking": counted.comparison,
            "besluiten": [
                {
                    "door": decision.body,
                    "recht": decision.standing == "right",
                    "uitkomst": decision.outcome,
                    "datum": decision.decided.isoformat(),
                    "gewoneTekst": decision.plain_text,
                    "juridischeTekst": decision.legal_text,
                    "grond": decision.legal_ground,
                }
                for decision in queries.decisions(round)
            ],
        }
    )


@require_safe
def recompute(request: HttpRequest, address: str) -> HttpResponse:
    """How anybody computes this outcome again, with one command, and what they should then see."""
    round = found(request, address)
    if round.dossier.process.state not in ("advised", "decided"):
        raise Http404
    with formats.in_currency(round.currency):
        shown = results.to_recompute(round)
        context = {"round": round, "dossier": round.dossier, "shown": shown}
        return render(request, "funding/recompute.html", context)


@require_safe
def proofs(request: HttpRequest, address: str) -> HttpResponse:
    """Every act on this round as the journal holds it, with the facts; the proof of one on request."""
    round = found(request, address)
    page = page_of(request, journal.of_dossier(round.pk))
    entries = list(page)
    facts = {
        fact.entry_id: fact for fact in dossiers.facts_of(round.dossier).filter(entry__in=entries)
    }
    context: dict[str, Any] = {
        "round": round,
        "dossier": round.dossier,
        "page": page,
        "lines": [_line(entry, facts.get(entry.pk)) for entry in entries],
        "head": journal.head(),
        "box_head": getattr(round, "outcome", None) and round.outcome.box_head,
    }
    asked = request.GET.get("bewijs", "")
    leaf = next((line["leaf"] for line in context["lines"] if str(line["leaf"]) == asked), None)
    if leaf is not None:
        proof = journal.proof(leaf)
        context |= {
            "proven": leaf,
            "proof": proof,
            "proof_root": proof.root.hex(),
            "proof_path": [step.hex() for step in proof.path],
        }
    return render(request, "funding/journal.html", context)


def _line(entry: Any, fact: Any) -> dict[str, Any]:
    leaf = getattr(entry, "leaf", None)
    erased = fact is not None and fact.erased is not None
    shown = {"feiten": fact.facts, "zout": fact.salt} if fact is not None and not erased else None
    return {
        "entry": entry,
        "public_json": _json(public_fields(entry)),
        "facts_json": _json(shown) if shown else "",
        "erased": erased,
        "leaf": leaf.number if leaf else None,
        "hash": bytes(leaf.hash).hex() if leaf else "",
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
