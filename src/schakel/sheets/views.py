"""The pages of tables: which there are, how one is laid out, its download, and its upload."""

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schakel.areas.queries import places
from schakel.base.exceptions import NotAllowed
from schakel.base.sheets import Sheet, sheets
from schakel.people.views.tasks import GET_OR_POST, sign_in_first
from schakel.sheets import files, queries, tasks
from schakel.sheets.forms import UploadForm

_CSV = "text/csv; charset=utf-8"


@require_safe
def tables(request: HttpRequest) -> HttpResponse:
    return render(request, "sheets/list.html", {"sheets": queries.listed()})


@require_safe
def layout(request: HttpRequest, key: str) -> HttpResponse:
    sheet = _sheet(key)
    return render(
        request,
        "sheets/layout.html",
        {"key": key, "sheet": sheet, "may": queries.may_read_in(request.actor, sheet)},
    )


@require_safe
def download(request: HttpRequest, key: str) -> HttpResponseBase:
    sheet, area, code = _sheet(key), None, request.GET.get("gebied", "")
    if code:
        area = places.by_code(code)
        if area is None:
            raise Http404
    response = StreamingHttpResponse(files.written(sheet, area), content_type=_CSV)
    response["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return response


@require_safe
def empty(request: HttpRequest, key: str) -> HttpResponse:
    response = HttpResponse(files.empty(_sheet(key)), content_type=_CSV)
    response["Content-Disposition"] = f'attachment; filename="{key}-leeg.csv"'
    return response


@never_cache
@GET_OR_POST
def upload(request: HttpRequest, key: str) -> HttpResponse:
    sheet = _sheet(key)
    if request.actor.person is None:
        return sign_in_first(request)
    if not queries.may_read_in(request.actor, sheet):
        raise NotAllowed(
            _("Alleen namens een gemeente, groep of organisatie leest u dit in. Wissel van rol.")
        )
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        progress = tasks.start(request.actor, key, form.cleaned_data["file"])
        return redirect("sheets:waiting", progress=progress.pk)
    return render(
        request,
        "sheets/upload.html",
        {"key": key, "sheet": sheet, "form": form, "limit": settings.MAX_UPLOAD_BYTES},
        status=400 if form.errors else 200,
    )


upload.accepts_files = True


@never_cache
@require_safe
def waiting(request: HttpRequest, progress: uuid.UUID) -> HttpResponse:
    row = queries.progress(request.actor, progress)
    if row is None:
        raise Http404
    summary, *lines = row.failure.split("\n")
    return render(
        request,
        "sheets/waiting.html",
        {"progress": row, "summary": summary, "lines": lines, "storing": row.done >= row.total},
    )


def _sheet(key: str) -> Sheet:
    sheet = sheets.get(key)
    if sheet is None:
        raise Http404
    return sheet
