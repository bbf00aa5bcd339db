"""Asks, offers and promises: the list, one line, each step as a task, and what waits for you."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from schakel.areas import queries as areas
from schakel.base.actor import Actor
from schakel.base.attempts import Limit
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.base.paging import page_of
from schakel.dossiers import queries as dossiers
from schakel.dossiers.models import Dossier
from schakel.exchange import forms, matching, queries, services
from schakel.exchange.models import Line
from schakel.exchange.permissions import (
    gives,
    may_accept,
    may_answer,
    may_ask_for,
    may_begin,
    may_confirm,
    may_deliver,
    may_withdraw,
    receives,
)
from schakel.exchange.templatetags.exchange import amount_of

_form = require_http_methods(["GET", "HEAD", "POST"])
_often = Limit(
    "exchange.line",
    gettext_lazy("U schreef veel achter elkaar. Verder kan na %(time)s uur."),
    times=4,
)
_STATUS = {"vraag": "asked", "aanbod": "offered"}


@require_safe
def lines(request: HttpRequest) -> HttpResponse:
    chosen = request.GET.get("wat", "")
    kind = request.GET.get("soort", "")
    kind = kind if kind in Line.Kind.values else ""
    area = areas.by_code(request.GET.get("buurt", ""))
    corner = request.GET.get("van", "")
    found = queries.open_lines(
        request.actor,
        area=area,
        status=_STATUS.get(chosen, ""),
        kind=kind,
        corner=queries.CORNERS.get(corner, ""),
    )
    return render(
        request,
        "exchange/lines.html",
        {
            "page": page_of(request, found),
            "chosen": chosen if chosen in _STATUS else "",
            "kind": kind,
            "kinds": Line.Kind.choices,
            "area": area,
            "corner": corner if corner in queries.CORNERS else "",
        },
    )


@require_safe
def lines_json(request: HttpRequest) -> JsonResponse:
    page = page_of(request, queries.open_lines(request.actor))
    return JsonResponse(
        {
            "aantal": page.paginator.count,
            "pagina": page.number,
            "paginas": page.paginator.num_pages,
            "regels": [_as_json(request, line) for line in page],
        }
    )


def _as_json(request: HttpRequest, line: Line) -> dict[str, Any]:
    """Open data names parties, never persons."""
    party = line.giver_party or line.receiver_party
    return {
        "nummer": line.short_id,
        "wat": "vraag" if line.status == "asked" else "aanbod",
        "soort": line.kind,
        "titel": line.title,
        "tekst": line.text if party else "",
        "aantal": line.quantity,
        "vierkanteMeter": line.square_metres,
        "gebied": {"code": line.area.code, "naam": line.area.name},
        "partij": party.name if party else None,
        "sinds": line.created.date().isoformat(),
        "url": request.build_absolute_uri(line.get_absolute_url()),
    }


@login_required
@_form
def new(request: HttpRequest) -> HttpResponse:
    _refuse_unless_speaks(request)
    dossier = _dossier(request)
    form = forms.LineForm(
        request.POST or None,
        area=areas.by_code(request.GET.get("buurt", "")) or request.actor.area,
        may_ask=dossier is None or may_ask_for.test(request.actor, dossier),
        fixed=dossier is not None,
    )
    refusal = ""
    if request.method == "POST" and form.is_valid():
        _not_too_often(request)
        try:
            made = _begin(request, form.cleaned_data, dossier)
        except InputRefused as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("Het staat er. Hieronder ziet u wat erbij past."))
            return redirect(made.get_absolute_url())
    return render(
        request,
        "exchange/new.html",
        {"form": form, "refusal": refusal, "dossier": dossier},
        status=400 if refusal or form.errors else 200,
    )


def _dossier(request: HttpRequest) -> Dossier | None:
    """What the line is for, when somebody comes from the page of it."""
    address = request.GET.get("voor", "")
    if not address:
        return None
    dossier = dossiers.by_address(request.actor, "initiative", address)
    if dossier is None:
        raise Http404
    return dossier


def _begin(request: HttpRequest, data: dict[str, Any], dossier: Dossier | None) -> Line:
    """An offer of what somebody can and an ask of what they need; gives the ask, or else the offer."""
    area = dossier.area if dossier else data["area"]
    made = []
    if data["can"].strip():
        terms = services.Terms(data["can_kind"] or "time", data["can"], data["want"])
        made.append(
            services.offer(request.actor, area, terms, named=data["named"], dossier=dossier)
        )
    if data.get("need", "").strip():
        terms = services.Terms(
            data["need_kind"] or "time",
            data["need"],
            data["want"],
            quantity=data["quantity"],
            square_metres=data["square_metres"],
            due=data["due"],
        )
        made.append(services.ask(request.actor, area, terms, named=data["named"], dossier=dossier))
    return made[-1]


@require_safe
def detail(request: HttpRequest, address: str) -> HttpResponse:
    line = _found(request, address)
    actor = request.actor
    own = gives.test(actor, line) or receives.test(actor, line)
    fits = queries.fits(actor, line, most=5) if own and line.is_open else []
    return render(
        request,
        "exchange/line.html",
        {
            "line": line,
            "own": own,
            "fits": fits,
            "duo": matching.duo([fit.match for fit in fits]),
            "answers": queries.answers(line)[:25] if own else [],
            "promised": _promised(line),
            "may": _may(actor, line, own),
        },
    )


def _may(actor: Actor, line: Line, own: bool) -> dict[str, bool]:
    """What this actor can do with the line now; `any` of the buttons."""
    may = {
        "answer": line.is_open and may_answer.test(actor, line),
        "accept": line.status in ("asked", "offered")
        and line.answers_id is not None
        and may_accept.test(actor, line),
        "deliver": line.status == "promised" and may_deliver.test(actor, line),
        "confirm": line.status == "delivered" and may_confirm.test(actor, line),
        "withdraw": line.status in ("asked", "offered", "promised")
        and may_withdraw.test(actor, line),
    }
    any_button = any(may.values())
    return may | {
        "any": any_button,
        "block": own and queries.other_person(actor, line) is not None,
    }


def _promised(line: Line) -> str:
    """How much of an open line was promised in answer to it; empty when nothing was."""
    much = queries.promised_so_far(line) if line.is_open else 0
    return amount_of(line.kind, much, None) if much else ""


@login_required
@_form
def answer(request: HttpRequest, address: str) -> HttpResponse:
    line = _found(request, address)
    _refuse_unless_speaks(request)
    if request.method == "POST":
        _not_too_often(request)
    asked = line.status == "asked"
    return _task(
        request,
        line,
        lambda data: services.answer(
            request.actor, line, text=data["text"], quantity=data.get("quantity"), due=data["due"]
        ),
        heading=_("Bied uw hulp aan") if asked else _("Vraag of u dit mag gebruiken"),
        text=_("De ander krijgt uw bericht en uw naam, en zegt ja of nee."),
        button=_("Verstuur"),
        done=_("Uw bericht is verstuurd. U ziet het antwoord bij “Mijn beloften”."),
        form=forms.AnswerForm(request.POST or None, kind=line.kind),
    )


@_form
def accept(request: HttpRequest, address: str) -> HttpResponse:
    line = _found(request, address)
    _refuse_unless(may_accept.test(request.actor, line))
    return _task(
        request,
        line,
        lambda data: services.accept(request.actor, line, due=data["due"]),
        heading=_("Zegt u ja?"),
        text=_("Dan is het een belofte. Allebei ziet u wanneer het klaar moet zijn."),
        button=_("Ja, dat is afgesproken"),
        done=_("Het is afgesproken."),
        form=forms.DueForm(request.POST or None, initial={"due": line.due}),
    )


@_form
def deliver(request: HttpRequest, address: str) -> HttpResponse:
    line = _found(request, address)
    _refuse_unless(may_deliver.test(request.actor, line))
    return _task(
        request,
        line,
        lambda data: services.deliver(request.actor, line),
        heading=_("Is het geleverd?"),
        text=_("De ander bevestigt dat het gekomen is."),
        button=_("Ja, het is geleverd"),
        done=_("Dank u wel. De ander bevestigt het nog."),
    )


@_form
def confirm(request: HttpRequest, address: str) -> HttpResponse:
    line = _found(request, address)
    _refuse_unless(may_confirm.test(request.actor, line))
    return _task(
        request,
        line,
        lambda data: services.confirm(request.actor, line, thanks=data["thanks"]),
        heading=_("Hebt u het ontvangen?"),
        button=_("Ja, ik heb het ontvangen"),
        done=_("Dank u wel. De belofte is nagekomen."),
        form=forms.ThanksForm(request.POST or None),
    )


@_form
def miss(request: HttpRequest, address: str) -> HttpResponse:
    line = _found(request, address)
    _refuse_unless(may_confirm.test(request.actor, line))
    return _task(
        request,
        line,
        lambda data: services.miss(request.actor, line, reason=data["reason"]),
        heading=_("Is het niet gekomen?"),
        text=_("De belofte staat dan weer open. De ander leest wat u schrijft."),
        button=_("Nee, het is niet gekomen"),
        done=_("De belofte staat weer open."),
        form=forms.ReasonForm(request.POST or None),
    )


@_form
def withdraw(request: HttpRequest, address: str) -> HttpResponse:
    line = _found(request, address)
    _refuse_unless(may_withdraw.test(request.actor, line))
    return _task(
        request,
        line,
        lambda data: services.withdraw(request.actor, line, reason=data["reason"]),
        heading=_("Wilt u dit intrekken?"),
        text=_("Wie erbij betrokken is, leest waarom."),
        button=_("Trek in"),
        done=_("Het is ingetrokken."),
        form=forms.ReasonForm(request.POST or None),
        back=reverse("exchange:mine"),
    )


@_form
def block(request: HttpRequest, address: str) -> HttpResponse:
    line = _found(request, address)
    _refuse_unless(queries.other_person(request.actor, line) is not None)
    return _task(
        request,
        line,
        lambda data: services.block(request.actor, line),
        heading=_("Wilt u deze persoon niet meer zien?"),
        text=_(
            "Deze persoon ziet dan niets meer van u en kan u niets meer vragen. "
            "Wat u elkaar beloofde, stopt."
        ),
        button=_("Blokkeer deze persoon"),
        done=_("Deze persoon kan u niets meer vragen."),
        back=reverse("exchange:mine"),
    )


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    _refuse_unless_speaks(request)
    return render(
        request,
        "exchange/mine.html",
        {
            "waiting": queries.waiting_for(request.actor)[:25],
            "page": page_of(request, queries.mine(request.actor)),
        },
    )


def _found(request: HttpRequest, address: str) -> Line:
    line = queries.by_address(request.actor, address)
    if line is None:
        raise Http404
    return line


def _not_too_often(request: HttpRequest) -> None:
    """A person writes so many lines in a while, and no more."""
    writer = str(request.actor.person.pk)
    _often.check(writer)
    _often.count(writer)


def _refuse_unless_speaks(request: HttpRequest) -> None:
    if not may_begin.test(request.actor):
        raise NotAllowed(
            _("In deze rol kunt u niets vragen, aanbieden of beloven. Wissel van rol.")
        )


def _refuse_unless(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed(_("Dit kan alleen wie hierbij betrokken is."))


def _task(
    request: HttpRequest,
    line: Line,
    act: Callable[[dict[str, Any]], object],
    *,
    form: Form | None = None,
    done: str,
    back: str = "",
    **words: str,
) -> HttpResponse:
    """One question, asked and done. What the service refuses is said on the page."""
    refusal = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            act(form.cleaned_data if form else {})
        except InputRefused as refused:
            refusal = str(refused)
        else:
            messages.success(request, done)
            return redirect(back or line.get_absolute_url())
    wrong = refusal or (form is not None and form.errors)
    return render(
        request,
        "exchange/task.html",
        {"line": line, "form": form, "refusal": refusal, **words},
        status=400 if wrong else 200,
    )
