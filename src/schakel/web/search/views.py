"""One box for everything: what is found, why, and of which kind and place."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from schakel.base.explanations import render as say
from schakel.base.paging import page_of
from schakel.engines.similarity.asking import LONGEST_QUERY
from schakel.engines.similarity.explain import explain, marked
from schakel.web.search import queries

_SNIPPET = 200
_MOST_PLACES = 8


@dataclass(frozen=True)
class Line:
    """One hit on the screen."""

    url: str
    kind: Any
    title: SafeString
    snippet: SafeString
    area: str
    why: tuple[str, ...]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    text, kind, place = _asked(request)
    if not text:
        return render(request, "search/index.html", {"text": ""})
    if not (kind or place or request.GET.get("pagina")) and (
        url := queries.jump(request.actor, text)
    ):
        return redirect(url)
    result = queries.search(request.actor, text, kind=kind, place=place)
    page = page_of(request, result.hits)
    context = {
        "text": text,
        "page": page,
        "lines": _lines(result, page.object_list),
        "kinds": _choices(request, "soort", kind, result.kinds),
        "places": _choices(request, "gebied", place, result.places[:_MOST_PLACES]),
        "filtered": bool(kind or place),
        "capped": result.capped,
        "asks": bool(result.question.concepts),
        "without": f"?{urlencode({'q': text})}",
    }
    return render(request, "search/index.html", context)


@require_safe
def index_json(request: HttpRequest) -> JsonResponse:
    text, kind, place = _asked(request)
    result = queries.search(request.actor, text, kind=kind, place=place)
    page = page_of(request, result.hits)
    return JsonResponse(
        {
            "aantal": page.paginator.count,
            "pagina": page.number,
            "meer": result.capped,
            "soorten": {facet.value: facet.count for facet in result.kinds},
            "gebieden": {facet.value: facet.count for facet in result.places},
            "gevonden": [
                {
                    "soort": one.document.kind,
                    "titel": one.document.title,
                    "tekst": one.document.text,
                    "gebied": one.document.area.code if one.document.area else None,
                    "waarom": _why(one),
                    "url": request.build_absolute_uri(one.document.url),
                }
                for one in queries.shown(result, list(page.object_list))
            ],
        }
    )


def _asked(request: HttpRequest) -> tuple[str, str, str]:
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY]
    return text, request.GET.get("soort", "")[:40], request.GET.get("gebied", "")[:20].upper()


def _lines(result: queries.Result, hits: Any) -> list[Line]:
    labels = queries.kind_labels()
    lines = []
    for one in queries.shown(result, hits):
        stems = {match.stem for concept in result.question.concepts for match in concept.matches}
        document = one.document
        lines.append(
            Line(
                url=document.url,
                kind=labels.get(document.kind, document.kind),
                title=_mark(marked(document.title, stems)),
                snippet=_mark(_around(marked(document.text, stems))),
                area=document.area.name
                if document.area and document.area.name != document.title
                else "",
                why=_why(one),
            )
        )
    return lines


def _why(one: queries.Shown) -> tuple[str, ...]:
    found = explain(one.document.title, one.document.text, one.reasons)
    language = get_language() or "nl"
    return tuple(dict.fromkeys(say(reason, language) for reason in found))


def _mark(pieces: list[tuple[str, bool]]) -> SafeString:
    """Every piece is escaped; the words that were found stand in a mark."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", text) if hit else text,) for text, hit in pieces)
    )


def _around(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """A part of the text of some 200 letters, with the first word that was found in it."""
    if not any(hit for _, hit in pieces):
        pieces = [("".join(text for text, _ in pieces), False)]
    before = 0
    for text, hit in pieces:
        if hit:
            break
        before += len(text)
    start = 0
    if _SNIPPET * 2 // 3 < before < sum(len(text) for text, _ in pieces):
        # From the beginning of a word.
        start = pieces[0][0].rfind(" ", 0, before - _SNIPPET // 3) + 1
    kept, at = [], 0
    for text, hit in pieces:
        inside = text[max(0, start - at) : max(0, start + _SNIPPET - at)]
        if inside:
            kept.append((inside, hit))
        at += len(text)
    if start and kept:
        kept.insert(0, ("… ", False))
    return [*kept, (" …", False)] if at > start + _SNIPPET else kept


def _choices(
    request: HttpRequest, name: str, chosen: str, facets: tuple[queries.Facet, ...]
) -> list[dict[str, Any]]:
    """The links that filter, each with how many it leaves; the chosen one takes the filter away."""
    kept = {key: request.GET[key] for key in ("q", "soort", "gebied") if request.GET.get(key)}
    found = []
    for facet in facets:
        here = facet.value == chosen
        query = {key: value for key, value in kept.items() if key != name}
        if not here:
            query[name] = facet.value
        found.append(
            {
                "label": facet.label,
                "count": facet.count,
                "url": f"?{urlencode(query)}",
                "here": here,
            }
        )
    return found
