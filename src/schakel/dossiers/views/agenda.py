"""Calendar files: of one dossier, and of everything in an area."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from schakel.areas import queries as areas
from schakel.dossiers import agenda, queries
from schakel.dossiers.models import Dossier
from schakel.dossiers.views.common import found

# The newest of an area: a calendar program reads the whole file again and again.
_MOST = 500


@require_safe
def of_dossier(request: HttpRequest, address: str) -> HttpResponse:
    dossier = found(request, address)
    return _file(request, dossier.title, Dossier.objects.filter(pk=dossier.pk), dossier.short_id)


@require_safe
def of_area(request: HttpRequest, code: str) -> HttpResponse:
    area = areas.by_code(code)
    if area is None:
        raise Http404
    here = queries.visible(request.actor).filter(area__in=areas.within(area))[:_MOST]
    return _file(request, area.name, here, code.lower())


def _file(request: HttpRequest, name: str, dossiers: object, file: str) -> HttpResponse:
    content = agenda.calendar(name, agenda.moments(request.actor, dossiers), get_language() or "nl")
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file}.ics"'
    return response
