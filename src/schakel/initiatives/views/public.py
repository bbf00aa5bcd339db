"""What everybody sees of initiatives: the list, the page of one, and both as open data."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schakel.areas import queries as areas
from schakel.base.actor import Actor
from schakel.base.paging import page_of
from schakel.dossiers import panels
from schakel.initiatives import permissions, queries
from schakel.initiatives.kinds import ALIVE
from schakel.initiatives.models import Initiative
from schakel.initiatives.models.initiatives import DOMAINS
from schakel.initiatives.queries.handover import newest
from schakel.initiatives.services.life import STEPS
from schakel.people.permissions import is_official
from schakel.processes import queries as processes


@require_safe
def initiatives(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    return render(
        request,
        "initiatives/list.html",
        {
            **asked,
            "page": page_of(request, queries.initiatives(request.actor, **asked)),
            "types": Initiative.Type.choices,
            "domains": DOMAINS.items(),
            "may_look_first": is_official.test(request.actor),
        },
    )


def _asked(request: HttpRequest) -> dict[str, Any]:
    stand, type, domain = (request.GET.get(name, "") for name in ("stand", "soort", "onderwerp"))
    return {
        "area": areas.by_code(request.GET.get("buurt", "")),
        "stand": stand if stand in queries.STANDS else "",
        "type": type if type in Initiative.Type.values else "",
        "domain": domain if domain in DOMAINS else "",
        "text": request.GET.get("zoek", "")[:100],
    }


@require_safe
def initiatives_json(request: HttpRequest) -> JsonResponse:
    page = page_of(request, queries.initiatives(Actor.visitor(), **_asked(request)))
    return JsonResponse(
        {
            "aantal": page.paginator.count,
            "pagina": page.number,
            "paginas": page.paginator.num_pages,
            "initiatieven": [_as_json(request, initiative) for initiative in page],
        }
    )


def _as_json(request: HttpRequest, initiative: Initiative) -> dict[str, Any]:
    dossier = initiative.dossier
    owned = dossier.owner_id != dossier.municipality_id
    return {
        "nummer": dossier.short_id,
        "naam": dossier.title,
        "waarvoor": dossier.purpose,
        "stand": dossier.process.state,
        "soort": initiative.type or None,
        "onderwerpen": initiative.domains,
        "gebied": {"code": dossier.area.code, "naam": dossier.area.name},
        "groep": dossier.owner.name if owned else None,
        "blijftKlein": initiative.stays_small,
        "sinds": dossier.created.date().isoformat(),
        "url": request.build_absolute_uri(initiative.get_absolute_url()),
    }


def found(request: HttpRequest, address: str) -> Initiative:
    initiative = queries.by_address(request.actor, address)
    if initiative is None:
        raise Http404
    return initiative


@require_safe
def detail(request: HttpRequest, address: str) -> HttpResponse:
    initiative, actor = found(request, address), request.actor
    dossier = initiative.dossier
    state = dossier.process.state
    milestones = list(initiative.milestones.all())
    return render(
        request,
        "initiatives/detail.html",
        {
            "initiative": initiative,
            "dossier": dossier,
            "state": state,
            "owned": dossier.owner_id != dossier.municipality_id,
            "milestones": milestones,
            "next": next((step for step in milestones if step.done is None), None),
            "provenance": queries.provenance(actor, initiative),
            "handover": newest(initiative) if state in ("handing", "anchored") else None,
            "verbs": [
                move for move in processes.possible(actor, dossier.process) if move.verb in STEPS
            ],
            "may": {
                "change": permissions.may_change.test(actor, initiative),
                "run": permissions.runs.test(actor, initiative),
                "release": state in (*ALIVE, "ended") and permissions.runs.test(actor, initiative),
                "office": permissions.may_look_first.test(actor, dossier),
                "copy": actor.person is None or permissions.may_own.test(actor),
                "adopt": state == "dream" and permissions.may_own.test(actor),
            },
            "shared": panels.shared(actor, dossier),
        },
    )


@require_safe
def detail_json(request: HttpRequest, address: str) -> JsonResponse:
    initiative = queries.by_address(Actor.visitor(), address)
    if initiative is None:
        raise Http404
    steps = initiative.milestones.all()
    return JsonResponse(
        {
            **_as_json(request, initiative),
            "wil": initiative.want,
            "kan": initiative.can,
            "nodig": initiative.need,
            "waaromZo": initiative.why,
            "levertOp": initiative.gives,
            "plek": initiative.place,
            "kosten": initiative.costs,
            "voorwaarden": initiative.conditions,
            "als het gelukt is": initiative.end_state,
            "stappen": [
                {
                    "stap": step.title,
                    "voor": step.due and step.due.isoformat(),
                    "gezet": step.done and step.done.isoformat(),
                }
                for step in steps
            ],
            "herkomst": [
                {"wat": credit.kind, "van": credit.party.name if credit.party else credit.words}
                for credit in initiative.credits.select_related("party")
            ],
        }
    )
