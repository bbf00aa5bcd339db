"""What everybody sees of initiatives: the list and the page of one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schakel.areas import queries as areas
from schakel.base.paging import page_of
from schakel.dossiers import panels
from schakel.initiatives import queries
from schakel.initiatives.models import Initiative
from schakel.initiatives.models.initiatives import DOMAINS
from schakel.initiatives.permissions import is_in_it, may_change, runs


@require_safe
def initiatives(request: HttpRequest) -> HttpResponse:
    stand, type, domain = (request.GET.get(name, "") for name in ("stand", "soort", "onderwerp"))
    type = type if type in Initiative.Type.values else ""
    domain = domain if domain in DOMAINS else ""
    text = request.GET.get("zoek", "")[:100]
    area = areas.by_code(request.GET.get("buurt", ""))
    found = queries.initiatives(
        request.actor, area=area, stand=stand, type=type, domain=domain, text=text
    )
    return render(
        request,
        "initiatives/list.html",
        {
            "page": page_of(request, found),
            "area": area,
            "stand": stand if stand in queries.STANDS else "",
            "type": type,
            "types": Initiative.Type.choices,
            "domain": domain,
            "domains": DOMAINS.items(),
            "text": text,
        },
    )


def found(request: HttpRequest, address: str) -> Initiative:
    initiative = queries.by_address(request.actor, address)
    if initiative is None:
        raise Http404
    return initiative


@require_safe
def detail(request: HttpRequest, address: str) -> HttpResponse:
    initiative = found(request, address)
    dossier = initiative.dossier
    return render(
        request,
        "initiatives/detail.html",
        {
            "initiative": initiative,
            "dossier": dossier,
            "state": dossier.process.state,
            "milestones": initiative.milestones.all(),
            "credits": initiative.credits.select_related("person", "party", "source__dossier"),
            "may_change": may_change.test(request.actor, initiative),
            "in_it": is_in_it.test(request.actor, initiative),
            "runs": runs.test(request.actor, initiative),
            "shared": panels.shared(request.actor, dossier),
        },
    )
