"""What a neighbourhood can: its profile, and the same with all tables as a file to take along."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schakel.areas import queries as areas
from schakel.areas.models import Area
from schakel.base.paging import page_of
from schakel.initiatives import datapack
from schakel.initiatives.queries import strength as queries


@require_safe
def profile(request: HttpRequest, code: str) -> HttpResponse:
    area = _area(code)
    strength = queries.of(request.actor, area)
    return render(
        request,
        "initiatives/strength.html",
        {"area": area, "strength": strength, "page": page_of(request, strength.initiatives)},
    )


@require_safe
def pack(request: HttpRequest, code: str) -> HttpResponse:
    area = _area(code)
    response = HttpResponse(datapack.pack(request.actor, area), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{area.code.lower()}.zip"'
    return response


def _area(code: str) -> Area:
    area = areas.by_code(code)
    if area is None or area.kind == Area.Kind.LAND:
        raise Http404
    return area
