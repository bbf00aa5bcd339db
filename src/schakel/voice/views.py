"""Voting by code, one thing a page.

The code travels in the body of each request and stands in no address, cookie, session or log line.
So every page of the journey is the answer to a form, and nobody may keep a copy of it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from schakel.base import clock
from schakel.base.paging import page_of
from schakel.voice import attempts, queries, services
from schakel.voice.exceptions import ChoiceRefused, CodeRefused, NotOpenForVotes
from schakel.voice.forms import CarriedCodeForm, ChoiceForm, CodeForm
from schakel.voice.models import BallotBox

_RECEIPT = "stem"
_RECEIPT_SECONDS = 600

Step = Callable[[HttpRequest, BallotBox], HttpResponse]


@require_safe
def vote_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.open_boxes(request.actor))
    latest = [] if page.paginator.count else queries.closed_boxes(request.actor)[:3]
    return render(request, "voice/list.html", {"page": page, "latest": latest})


@require_safe
def vote_list_json(request: HttpRequest) -> JsonResponse:
    page = page_of(request, queries.open_boxes(request.actor))
    return JsonResponse(
        {
            "aantal": page.paginator.count,
            "pagina": page.number,
            "stemmingen": [
                {
                    "titel": box.dossier.title,
                    "doel": box.dossier.purpose,
                    "gebied": box.dossier.area.name,
                    "beslist": box.body,
                    "bindend": box.standing == "right",
                    "sluit": box.closes.isoformat(),
                    "stemmen": request.build_absolute_uri(
                        reverse("voice:code", args=[box.dossier.address])
                    ),
                    "dossier": request.build_absolute_uri(box.dossier.get_absolute_url()),
                }
                for box in page
            ],
        }
    )


def _step(view: Step) -> Callable[[HttpRequest, str], HttpResponse]:
    """A page of the journey: the box is there and open, and nobody keeps a copy of the page."""

    @wraps(view)
    def wrapped(request: HttpRequest, address: str) -> HttpResponse:
        box = queries.by_address(request.actor, address)
        if box is None:
            raise Http404
        if not queries.accepts_votes(box):
            return _not_open(request, box)
        return view(request, box)

    return sensitive_post_parameters()(
        cache_control(no_store=True, private=True)(
            require_http_methods(["GET", "HEAD", "POST"])(wrapped)
        )
    )


@_step
def code(request: HttpRequest, box: BallotBox) -> HttpResponse:
    return _ask_code(request, box, CodeForm())


@_step
@sensitive_variables()
def choice(request: HttpRequest, box: BallotBox) -> HttpResponse:
    """The ballot, once the code is right. Comes here from the code, and back from checking."""
    if request.method == "GET":
        return redirect("voice:code", box.dossier.address)
    form = CodeForm(request.POST)
    used = _check(request, box, form)
    if used is None:
        return _ask_code(request, box, form)
    keys = request.POST.getlist("choices")
    initial = {
        "code": form.cleaned_data["code"],
        "choices": keys if box.ballot_type == "approval" else "".join(keys[:1]) or None,
        "blank": "blank" in request.POST,
    }
    return _ask_choice(
        request, box, ChoiceForm(box, list(box.options.all()), initial=initial), used
    )


@_step
@sensitive_variables()
def check(request: HttpRequest, box: BallotBox) -> HttpResponse:
    if request.method == "GET":
        return redirect("voice:code", box.dossier.address)
    code_form = CodeForm(request.POST)
    used = _check(request, box, code_form)
    if used is None:
        return _ask_code(request, box, code_form)
    options = list(box.options.all())
    form = ChoiceForm(box, options, request.POST)
    if not form.is_valid():
        return _ask_choice(request, box, form, used)
    return render(
        request,
        "voice/check.html",
        {
            "box": box,
            "used": used,
            "code": form.cleaned_data["code"],
            "chosen": [option for option in options if option.key in set(form.chosen)],
            "carried": [("choices", key) for key in form.chosen]
            or [("choices", "") if box.ballot_type == "choose-1" else ("blank", "on")],
        },
    )


@_step
@sensitive_variables()
def done(request: HttpRequest, box: BallotBox) -> HttpResponse:
    """Casts, and then shows the receipt at the same address, so that reloading votes no second time."""
    if request.method == "GET":
        return _receipt(request, box)
    code_form = CodeForm(request.POST)
    used = _check(request, box, code_form)
    if used is None:
        return _ask_code(request, box, code_form)
    form = ChoiceForm(box, list(box.options.all()), request.POST)
    if not form.is_valid():
        return _ask_choice(request, box, form, used)
    try:
        receipt = services.cast(request.actor, box, form.cleaned_data["code"], form.chosen)
    except NotOpenForVotes:
        return _not_open(request, box)
    except ChoiceRefused as refusal:
        form.add_error("choices", str(refusal))
        return _ask_choice(request, box, form, used)
    response = redirect("voice:done", box.dossier.address)
    response.set_signed_cookie(
        _RECEIPT,
        "opnieuw" if receipt.replaced else "geteld",
        salt=_salt(box),
        max_age=_RECEIPT_SECONDS,
        path=response.url,
        httponly=True,
        samesite="Strict",
        secure=request.is_secure(),
    )
    return response


@sensitive_variables()
def _check(request: HttpRequest, box: BallotBox, form: CodeForm | CarriedCodeForm) -> bool | None:
    """Whether the code was used before; None, with the error in the form, when it is not right."""
    if not form.is_valid():
        return None
    try:
        return attempts.check_code(
            request.actor, box, form.cleaned_data["code"], address=request.client_address
        )
    except CodeRefused as refusal:
        form.add_error("code", str(refusal))
        return None


def _ask_code(request: HttpRequest, box: BallotBox, form: CodeForm) -> HttpResponse:
    return render(request, "voice/code.html", {"box": box, "form": form})


def _ask_choice(request: HttpRequest, box: BallotBox, form: ChoiceForm, used: bool) -> HttpResponse:
    return render(request, "voice/choice.html", {"box": box, "form": form, "used": used})


def _receipt(request: HttpRequest, box: BallotBox) -> HttpResponse:
    try:
        said = request.get_signed_cookie(_RECEIPT, salt=_salt(box), max_age=_RECEIPT_SECONDS)
    except (KeyError, signing.BadSignature):
        return redirect("voice:code", box.dossier.address)
    return render(request, "voice/done.html", {"box": box, "replaced": said == "opnieuw"})


def _salt(box: BallotBox) -> str:
    return f"schakel.voice.receipt.{box.pk}"


def _not_open(request: HttpRequest, box: BallotBox) -> HttpResponse:
    now = clock.now()
    context: dict[str, Any] = {"box": box}
    process = getattr(box.dossier, "process", None)
    if box.opens and process and process.state == process.declaration.initial:
        context |= {"early": now < box.closes, "begun": box.opens <= now < box.closes}
    return render(
        request, "voice/not_open.html", context, status=200 if request.method == "GET" else 409
    )
