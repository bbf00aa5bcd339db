"""The story of an initiative to give away: two sheets, and a kit for the paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schakel.dossiers.letters import as_pdf
from schakel.initiatives import pitch
from schakel.initiatives.models import Initiative
from schakel.initiatives.views.public import found


@require_safe
def story(request: HttpRequest, address: str) -> HttpResponse:
    return render(request, "initiatives/story.html", {"initiative": _found(request, address)})


@require_safe
def sheet(request: HttpRequest, address: str, audience: str) -> HttpResponse:
    initiative = _found(request, address)
    name = "residents" if audience == "bewoners" else "partners"
    return render(
        request,
        "dossiers/letter.html",
        {
            "letter": pitch.letter(initiative, audience),
            "dossier": initiative.dossier,
            "pdf": f"initiatives:pitch_{name}_pdf",
        },
    )


@require_safe
def pdf(request: HttpRequest, address: str, audience: str) -> HttpResponse:
    initiative = _found(request, address)
    response = HttpResponse(
        as_pdf(pitch.letter(initiative, audience)), content_type="application/pdf"
    )
    name = f"{initiative.dossier.address}-{audience}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def kit(request: HttpRequest, address: str) -> HttpResponse:
    initiative = _found(request, address)
    response = HttpResponse(pitch.kit(initiative), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{initiative.dossier.address}.zip"'
    return response


def _found(request: HttpRequest, address: str) -> Initiative:
    """What is not read by everybody has no story to give away."""
    initiative = found(request, address)
    if initiative.dossier.process.state in ("told", "removed"):
        raise Http404
    return initiative
