from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from schakel.areas import queries
from schakel.areas.models import Area
from schakel.base.paging import page_of
from schakel.base.plugs import area_panels


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("zoek", "")[:100]
    found = queries.neighbourhoods(text)
    page = page_of(request, found)
    if text and page.paginator.count == 1:
        return redirect(page.object_list[0])
    return render(request, "areas/list.html", {"page": page, "text": text})


@require_safe
def index_json(request: HttpRequest) -> JsonResponse:
    page = page_of(request, queries.neighbourhoods(request.GET.get("zoek", "")[:100]))
    return JsonResponse(
        {
            "aantal": page.paginator.count,
            "pagina": page.number,
            "buurten": [
                {
                    "code": area.code,
                    "jaar": area.year,
                    "soort": area.kind,
                    "naam": area.name,
                    "ligtIn": area.parent.code if area.parent else None,
                    "url": request.build_absolute_uri(area.get_absolute_url()),
                }
                for area in page
            ],
        }
    )


@require_safe
def detail(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    area = _area(code)
    panels = []
    for panel in sorted(area_panels, key=lambda panel: panel.order):
        loaded = panel.load(request.actor, area)
        if loaded is not None:
            panels.append({"template": panel.template, "voice": panel.voice, "data": loaded})
    return render(
        request, "areas/detail.html", {"area": area, "panels": panels, "line": _line(area)}
    )


@require_safe
def detail_json(request: HttpRequest, code: str, slug: str) -> JsonResponse:
    area = _area(code)
    return JsonResponse(
        {
            "code": area.code,
            "jaar": area.year,
            "soort": area.kind,
            "naam": area.name,
            "ligtIn": [{"code": above.code, "naam": above.name} for above in _line(area)],
            "url": request.build_absolute_uri(area.get_absolute_url()),
        }
    )


def _area(code: str) -> Area:
    # The code ends at the first hyphen; a name may have more of them.
    area = queries.by_code(code.split("-", 1)[0])
    if area is None:
        raise Http404
    return area


def _line(area: Area) -> list[Area]:
    """What the area lies in, the largest first."""
    line: list[Area] = []
    while area.parent is not None:
        area = area.parent
        line.insert(0, area)
    return line
