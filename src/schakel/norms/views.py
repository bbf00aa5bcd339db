"""The list of norms, one norm with its history, and the verbs of officials."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from schakel.base import clock, plugs
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.base.forms import Form
from schakel.base.paging import page_of
from schakel.norms import catalogue, forms, permissions, queries, services
from schakel.norms.models import Deviation, Norm
from schakel.norms.queries import InForce


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    theme = request.GET.get("thema", "")
    theme = theme if theme in catalogue.THEMES else ""
    open_only = request.GET.get("stand") == "na-te-kijken"
    rows = queries.listed(clock.today(), theme)
    unchecked = [row for row in rows if not row.norm.verified]
    shown = unchecked if open_only else rows
    return render(
        request,
        "norms/list.html",
        {
            "page": page_of(request, shown),
            "themes": catalogue.THEMES.items(),
            "theme": theme,
            "open_only": open_only,
            "unchecked": len(unchecked),
            "total": len(rows),
        },
    )


@require_safe
def index_json(request: HttpRequest) -> JsonResponse:
    page = page_of(request, queries.listed(clock.today()))
    return JsonResponse(
        {
            "aantal": page.paginator.count,
            "pagina": page.number,
            "paginas": page.paginator.num_pages,
            "normen": [
                _as_json(row.norm)
                | {
                    "naam": row.name,
                    "thema": catalogue.theme(row.key),
                    "url": request.build_absolute_uri(row.norm.get_absolute_url()),
                }
                for row in page
            ],
        }
    )


@require_safe
def detail(request: HttpRequest, key: str) -> HttpResponse:
    current, values = _found(key)
    actor = request.actor
    deviations = list(queries.deviations(key, clock.today()))
    names = _names([deviation.area for deviation in deviations])
    shipped = catalogue.shipped().get(key)
    own = dict(permissions.places(actor)) if permissions.is_office(actor) else {}
    return render(
        request,
        "norms/detail.html",
        {
            "norm": current.norm,
            "current": current,
            "holds_today": _holds(current.norm),
            "theme": catalogue.THEMES.get(catalogue.theme(key), ""),
            "law": shipped is not None and shipped.law,
            "values": values,
            "deviations": [
                {
                    "deviation": deviation,
                    "where": _where(deviation, names),
                    "begun": deviation.starts <= clock.today(),
                    "may_end": deviation.area in own and deviation.ends > clock.today(),
                }
                for deviation in deviations
            ],
            "acts": queries.acts(key)[:10],
            "may_verify": permissions.may_verify(actor) and not current.norm.example_of,
            "may_change": permissions.may_change(actor),
            "may_deviate": bool(own),
        },
    )


@require_safe
def detail_json(request: HttpRequest, key: str) -> JsonResponse:
    current, values = _found(key)
    return JsonResponse(
        {
            "sleutel": key,
            "naam": current.name,
            "thema": catalogue.theme(key),
            "waarden": [_as_json(value) for value in values],
            "afwijkingen": [
                {
                    "waarde": f"{deviation.value.normalize():f}",
                    "eenheid": deviation.unit,
                    "gebied": deviation.area,
                    "soortGebied": deviation.area_type or None,
                    "van": deviation.starts.isoformat(),
                    "totEnMet": deviation.ends.isoformat(),
                    "reden": deviation.reason,
                    "goedgekeurdDoor": deviation.approver,
                }
                for deviation in queries.deviations(key, clock.today())
            ],
            "url": request.build_absolute_uri(current.norm.get_absolute_url()),
        }
    )


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, key: str) -> HttpResponse:
    _require(
        permissions.may_verify(request.actor),
        _("Alleen een medewerker van de gemeente kan een norm nakijken."),
    )
    current, _values = _found(key)
    form = forms.VerifyForm(current.unit, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.verify(request.actor, current.norm, value=data["value"], source=data["source"])
        return _("De norm is nagekeken. Besluiten en termijnen mogen er nu op rusten.")

    return _answer(
        request,
        current,
        form,
        act,
        heading=_("Klopt deze norm met de bron?"),
        text=_(
            "Zoek de norm op in de bron. Vul in wat u daar leest. Dan zien wij of het hetzelfde is."
        ),
        button=_("Ik heb de norm nagekeken"),
        # What stands here is not shown: who copies it has compared nothing.
        blind=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, key: str) -> HttpResponse:
    _require(
        permissions.may_change(request.actor),
        _("Alleen een medewerker van de hele gemeente kan een norm wijzigen."),
    )
    current, _values = _found(key)
    form = forms.ChangeForm(
        current.unit, request.POST or None, initial={"valid_from": clock.today()}
    )

    def act(data: dict[str, Any]) -> str:
        services.change(request.actor, key, **data)
        return _("De nieuwe waarde staat erbij. Kijk die nu na.")

    return _answer(
        request,
        current,
        form,
        act,
        heading=_("Wat is de nieuwe waarde?"),
        text=_(
            "De oude waarde blijft staan voor de dagen ervoor. De nieuwe moet nagekeken worden."
        ),
        button=_("Wijzig de norm"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def deviate(request: HttpRequest, key: str) -> HttpResponse:
    _require(
        permissions.may_deviate(request.actor),
        _("Alleen een medewerker van de gemeente kan van een norm afwijken."),
    )
    current, _values = _found(key)
    form = forms.DeviateForm(
        request.actor, current.unit, request.POST or None, initial={"starts": clock.today()}
    )
    shipped = catalogue.shipped().get(key)

    def act(data: dict[str, Any]) -> str:
        services.deviate(request.actor, key, **data)
        return _("De afwijking staat erbij. Iedereen kan lezen waarom.")

    return _answer(
        request,
        current,
        form,
        act,
        heading=_("Waar en waarom wijkt u af?"),
        text=_("Deze norm staat in een wet. Wijk alleen af als die wet dat toelaat.")
        if shipped is not None and shipped.law
        else "",
        button=_("Leg de afwijking vast"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, key: str, number: int) -> HttpResponse:
    deviation = get_object_or_404(Deviation, pk=number, key=key)
    _require(
        permissions.may_deviate_there(request.actor, deviation.area),
        _("U kunt alleen een afwijking stoppen in een gebied waar u zelf over gaat."),
    )
    current, _values = _found(key)
    form = forms.EndForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.end_deviation(request.actor, deviation, reason=data["reason"])
        return _("De afwijking stopt.")

    return _answer(
        request,
        current,
        form,
        act,
        heading=_("De afwijking stoppen"),
        text=_("Voor %(where)s geldt daarna weer de norm zelf.")
        % {"where": _where(deviation, _names([deviation.area]))},
        button=_("Stop de afwijking"),
    )


def _answer(
    request: HttpRequest,
    current: InForce,
    form: Form,
    act: Callable[[dict[str, Any]], str],
    **context: Any,
) -> HttpResponse:
    """The page of one verb: ask, do, and go back to the norm, or say what stands in the way."""
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, act(form.cleaned_data))
            return redirect(current.norm)
        except InputRefused as error:
            refusal = str(error)
    return render(
        request,
        "norms/verb.html",
        {"norm": current.norm, "current": current, "form": form, "refusal": refusal, **context},
        status=400 if refusal or form.errors else 200,
    )


def _found(key: str) -> tuple[InForce, list[Norm]]:
    """The value of today, or else the newest; and all of them. 404 for a key that is not there."""
    values = list(queries.history(key))
    if not values:
        raise Http404
    return InForce(next((value for value in values if _holds(value)), values[0])), values


def _holds(norm: Norm) -> bool:
    today = clock.today()
    return norm.valid_from <= today and (norm.valid_to is None or norm.valid_to >= today)


def _names(codes: list[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    if codes:
        for territory in plugs.territories:
            names |= territory.names(codes)
    return names


def _where(deviation: Deviation, names: dict[str, str]) -> str:
    where = names.get(deviation.area, deviation.area)
    if not deviation.area_type:
        return where
    words = plugs.area_types.get(deviation.area_type) or deviation.area_type
    return _("%(type)s in %(where)s") % {"type": words, "where": where}


def _as_json(norm: Norm) -> dict[str, Any]:
    return {
        "sleutel": norm.key,
        "waarde": f"{norm.value.normalize():f}",
        "eenheid": norm.unit,
        "van": norm.valid_from.isoformat(),
        "totEnMet": norm.valid_to.isoformat() if norm.valid_to else None,
        "bron": norm.source,
        "adres": norm.url or None,
        "nagekeken": norm.verified,
        "nagekekenOp": norm.checked_on.isoformat() if norm.checked_on else None,
        "nagekekenDoor": norm.checked_by or None,
        "nagekekenMet": norm.checked_against or None,
        "voorbeeldVan": norm.example_of or None,
    }


def _require(allowed: bool, sentence: str) -> None:
    if not allowed:
        raise NotAllowed(sentence)
