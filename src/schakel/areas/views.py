from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from schakel.areas import change, page, queries
from schakel.areas.models import Area
from schakel.areas.queries import figures
from schakel.base.paging import page_of


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("zoek", "")[:100].strip()
    found = page_of(request, queries.found(text))
    if text and found.paginator.count == 1:
        return redirect(found.object_list[0])
    return render(request, "areas/list.html", {"page": found, "text": text})


@require_safe
def index_json(request: HttpRequest) -> JsonResponse:
    found = page_of(request, queries.found(request.GET.get("zoek", "")[:100]))
    return JsonResponse(
        {
            "aantal": found.paginator.count,
            "pagina": found.number,
            "buurten": [_as_json(request, area) for area in found],
        }
    )


@require_safe
def detail(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    area = _area(code)
    if area.kind == Area.Kind.LAND:
        return redirect("areas:list")
    json_url = reverse("areas:json", args=[area.code.lower(), area.slug])
    return render(
        request,
        "areas/detail.html",
        {"page": page.of(request.actor, area), "json_url": json_url},
    )


@require_safe
def detail_json(request: HttpRequest, code: str, slug: str) -> JsonResponse:
    area = _area(code)
    shown = page.of(request.actor, area)
    return JsonResponse(
        _as_json(request, area)
        | {
            "ligtIn": [{"code": above.code, "naam": above.name} for above in shown.line],
            "aantallen": [{"aantal": number, "wat": words} for number, words in shown.counts],
            "delen": [
                {"nummer": item.number, "naam": item.label, "url": _absolute(request, item.url)}
                for item in shown.map.parts
            ],
            "plekken": [
                {
                    "nummer": item.number,
                    "naam": item.label,
                    "van": "bewoners" if item.shape == "circle" else "organisaties",
                    "url": _absolute(request, item.url),
                }
                for item in shown.map.places
            ],
            "grens": area.boundary.geometry if shown.map.has_boundary else None,
            "bronVanGrens": shown.map.source or None,
            "cijfers": figures.about([area])[area.pk],
        }
    )


@require_safe
def changes(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    area = _area(code)
    json_url = reverse("areas:changes-json", args=[area.code.lower(), area.slug])
    context = {"area": area, "change": change.of(area), "json_url": json_url}
    return render(request, "areas/change.html", context)


@require_safe
def changes_json(request: HttpRequest, code: str, slug: str) -> JsonResponse:
    area = _area(code)
    return JsonResponse(_as_json(request, area) | change.as_json(change.of(area)))


def _as_json(request: HttpRequest, area: Area) -> dict[str, Any]:
    return {
        "code": area.code,
        "jaar": area.year,
        "soort": area.kind,
        "naam": area.name,
        "ligtIn": area.parent.code if area.parent else None,
        "url": _absolute(request, area.get_absolute_url()),
    }


def _absolute(request: HttpRequest, url: str) -> str:
    return request.build_absolute_uri(url)


def _area(code: str) -> Area:
    # The code ends at the first hyphen; a name may have more of them.
    area = queries.with_boundary(code.split("-", 1)[0])
    if area is None:
        raise Http404
    return area
