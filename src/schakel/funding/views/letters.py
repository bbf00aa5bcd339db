"""The decision of a round as a letter: a page to read or print, and a PDF to keep."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schakel.base import formats
from schakel.dossiers.letters import Letter, as_pdf
from schakel.funding import letters, queries
from schakel.funding.models import Round
from schakel.funding.views.public import found


@require_safe
def letter(request: HttpRequest, address: str) -> HttpResponse:
    round = found(request, address)
    return render(
        request,
        "dossiers/letter.html",
        {"letter": _letter(round), "dossier": round.dossier, "pdf": "funding:letter_pdf"},
    )


@require_safe
def letter_pdf(request: HttpRequest, address: str) -> HttpResponse:
    round = found(request, address)
    response = HttpResponse(as_pdf(_letter(round)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{round.dossier.address}.pdf"'
    return response


def _letter(round: Round) -> Letter:
    decisions = queries.decisions(round)
    if not decisions:
        raise Http404
    with formats.in_currency(round.currency):
        return letters.of_decision(round, decisions[0])
