"""What the pages around a dossier have in common: finding it, and a task page with one question."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from schakel.base.exceptions import InputRefused
from schakel.dossiers import queries
from schakel.dossiers.models import Dossier, Remark
from schakel.dossiers.queries import remarks as remark_queries


def found(request: HttpRequest, address: str) -> Dossier:
    dossier = queries.by_short_id(request.actor, address)
    if dossier is None:
        raise Http404
    return dossier


def found_remark(request: HttpRequest, number: int) -> Remark:
    remark = remark_queries.remark(request.actor, number)
    if remark is None:
        raise Http404
    return remark


def task(
    request: HttpRequest,
    dossier: Dossier,
    act: Callable[[dict[str, Any]], object],
    *,
    heading: str,
    button: str,
    done: str,
    back: str,
    form: Form | None = None,
    text: str = "",
    **context: Any,
) -> HttpResponse:
    """One question, asked and done. What the service refuses is said on the page, with what was filled in."""
    refusal = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            act(form.cleaned_data if form else {})
        except InputRefused as refused:
            refusal = str(refused)
        else:
            messages.success(request, done)
            return redirect(back)
    wrong = refusal or (form is not None and form.errors)
    return render(
        request,
        "dossiers/task.html",
        {
            "dossier": dossier,
            "form": form,
            "refusal": refusal,
            "heading": heading,
            "text": text,
            "button": button,
            "back": back,
            **context,
        },
        status=400 if wrong else 200,
    )
