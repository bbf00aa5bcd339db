"""Adding, taking away and serving files. Content leaves by these views only, never by a path."""

import uuid
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from schakel.base.exceptions import NotAllowed
from schakel.dossiers import forms
from schakel.dossiers.models import File
from schakel.dossiers.permissions import may_add_file
from schakel.dossiers.queries import files as queries
from schakel.dossiers.services import files as services
from schakel.dossiers.views.common import found, task


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, address: str) -> HttpResponse:
    dossier = found(request, address)
    if not may_add_file.test(request.actor, dossier):
        raise NotAllowed(
            _("Alleen de eigenaar van deze pagina en de gemeente voegen hier iets toe.")
        )
    form = forms.FileForm(request.POST or None, request.FILES or None)
    return task(
        request,
        dossier,
        lambda data: services.add(
            request.actor, dossier, upload=data["file"], alternative=data["alternative"]
        ),
        heading=_("Voeg een foto of PDF toe"),
        text=_(
            "Een foto bewaren wij opnieuw, zonder plaats en toestel. Staan er mensen op? Vraag hun"
            " eerst of het mag."
        ),
        button=_("Voeg toe"),
        done=_("Het bestand staat op de pagina."),
        back=f"{dossier.get_absolute_url()}#bestanden",
        form=form,
        files=True,
        note=_("Een foto (JPG, PNG, WebP) of een PDF van hoogstens %(size)s.")
        % {"size": filesizeformat(settings.MAX_UPLOAD_BYTES)},
    )


add.accepts_files = True


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, id: uuid.UUID) -> HttpResponse:
    file = _found(request, id)
    if not may_add_file.test(request.actor, file.dossier):
        raise NotAllowed(
            _("Alleen de eigenaar van deze pagina en de gemeente halen hier iets weg.")
        )
    return task(
        request,
        file.dossier,
        lambda data: services.remove(request.actor, file),
        heading=_("Dit bestand weghalen?"),
        text=_("Het bestand %(name)s verdwijnt voor iedereen. Dat kunt u niet terugdraaien.")
        % {"name": file.name},
        button=_("Haal weg"),
        done=_("Het bestand is weg."),
        back=f"{file.dossier.get_absolute_url()}#bestanden",
    )


@require_safe
def file(request: HttpRequest, id: uuid.UUID) -> FileResponse:
    """The file itself; a PDF as a download, because a browser would run what is in it."""
    found = _found(request, id)
    return _served(found, found.path, found.name)


@require_safe
def small(request: HttpRequest, id: uuid.UUID) -> FileResponse:
    """The small picture for in a list."""
    found = _found(request, id)
    if not found.is_picture:
        raise Http404
    return _served(found, found.small_path, found.name)


def _found(request: HttpRequest, id: uuid.UUID) -> File:
    found = queries.file(request.actor, id)
    if found is None:
        raise Http404
    return found


def _served(file: File, path: Path, name: str) -> FileResponse:
    try:
        content = path.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=not file.is_picture,
        filename=name,
        content_type=file.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    # Who may see a dossier can change: a copy between us and the reader must ask again.
    response["Cache-Control"] = "private, no-cache"
    return response
