"""Reading the index. What somebody may see is asked of the dossier itself, now, and not of the index."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Q

from schakel.base.actor import Actor
from schakel.base.plugs import search_sources
from schakel.dossiers.queries import seen_by
from schakel.engines.similarity import letters
from schakel.engines.similarity.asking import Question, Want, understand
from schakel.engines.similarity.index import LEAST_SHARED, NEAR
from schakel.engines.similarity.searching import TAIL, Reason, reasons
from schakel.engines.similarity.words import joined
from schakel.web.search.models import Document, Posting, Stem, Turn
from schakel.web.search.themes import themes

MOST = 1_000  # more hits than anybody leafs through
_CLOSED = "SELECT id FROM search_document WHERE NOT public"


@dataclass(frozen=True)
class Found:
    """A hit: which document, of which kind, in which district or town, by which score."""

    id: int
    kind: str
    place: str  # code
    place_name: str
    score: int
    named: bool


@dataclass(frozen=True)
class Facet:
    value: str
    label: Any
    count: int


@dataclass(frozen=True)
class Result:
    """Everything found, the best first, and how it divides over kinds and places."""

    question: Question
    hits: tuple[Found, ...]
    all: tuple[Found, ...]  # before the filters
    kinds: tuple[Facet, ...]
    places: tuple[Facet, ...]

    @property
    def capped(self) -> bool:
        return len(self.all) >= MOST


class StoredWords:
    """The words of the index, for the engine. Words of closed dossiers alone are not told to a visitor."""

    def __init__(self, actor: Actor) -> None:
        self._least = 0 if actor.party is not None else 1
        self.ids: dict[str, int] = {}

    @cached_property
    def size(self) -> int:
        turn = Turn.objects.first()
        return turn.public if turn else 0

    def counts(self, stems: Collection[str]) -> Mapping[str, int]:
        found = Stem.objects.filter(text__in=stems, public__gte=self._least)
        rows = list(found.values_list("text", "id", "public"))
        self.ids |= {text: id for text, id, _ in rows}
        return {text: public for text, _, public in rows}

    def near(self, stems: Collection[str]) -> Mapping[str, Collection[str]]:
        """In one question for all words: their pieces, grouped by the word that holds them."""
        if not stems:
            return {}
        names = list(stems)
        pieces = [
            (place, piece)
            for place, stem in enumerate(names)
            for piece in sorted(letters.grams(stem, letters.SHORTEST))
        ]
        sql = f"""
            WITH asked(place, letters) AS (VALUES {", ".join(["(%s, %s)"] * len(pieces))}),
            shared AS (
                SELECT a.place, p.stem_id AS stem, COUNT(*) AS many
                FROM asked a JOIN search_piece p ON p.letters = a.letters
                GROUP BY a.place, p.stem_id HAVING COUNT(*) >= {LEAST_SHARED}
            ),
            ranked AS (
                SELECT h.place, s.text, ROW_NUMBER() OVER (
                    PARTITION BY h.place ORDER BY h.many DESC, LENGTH(s.text), s.text
                ) AS number
                FROM shared h JOIN search_stem s ON s.id = h.stem WHERE s.public >= %s
            )
            SELECT place, text FROM ranked WHERE number <= {NEAR} ORDER BY place, number
        """
        found: dict[str, list[str]] = {stem: [] for stem in names}
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for pair in pieces for value in pair] + [self._least])
            for place, text in cursor.fetchall():
                found[names[place]].append(text)
        return found


def search(actor: Actor, text: str, *, kind: str = "", place: str = "") -> Result:
    """What answers a query, as far as this actor may see it: at most the best 1,000.

    Five questions to the database, whatever the query. The counts are of the same hits.
    """
    words = StoredWords(actor)
    question = understand(text, words, themes())
    scores = _scores(actor, question.wants, words.ids)
    found = _allowed(actor, question.names, scores)
    least = max((hit.score for hit in found), default=0) // TAIL
    every = tuple(hit for hit in found if hit.named or hit.score >= least)[:MOST]
    hits = tuple(
        hit for hit in every if (not kind or hit.kind == kind) and (not place or hit.place == place)
    )
    labels = kind_labels()
    return Result(
        question,
        hits,
        every,
        _facets(
            (hit.kind, labels.get(hit.kind, hit.kind))
            for hit in every
            if not place or hit.place == place
        ),
        _facets(
            (hit.place, hit.place_name)
            for hit in every
            if hit.place and (not kind or hit.kind == kind)
        ),
    )


def _scores(actor: Actor, wants: Sequence[Want], ids: Mapping[str, int]) -> dict[int, int]:
    """The score of each document, as `engines.similarity.searching.score` has it, in the database."""
    rows = [(want.concept, ids[want.stem], want.worth) for want in wants if want.stem in ids]
    if not rows:
        return {}
    listed = ", ".join(f"({concept}, {stem}, {worth})" for concept, stem, worth in rows)
    # Whole numbers of our own: nothing that somebody typed stands in this text.
    closed = "" if actor.party is not None else f"WHERE b.document NOT IN ({_CLOSED})"
    sql = f"""
        WITH want(concept, stem, worth) AS (VALUES {listed}),
        best AS (
            SELECT p.document_id AS document, w.concept, MAX(w.worth * p.weight) AS most,
                   SUM(w.worth * p.weight) AS everything
            FROM want w JOIN search_posting p ON p.stem_id = w.stem
            GROUP BY p.document_id, w.concept
        )
        SELECT b.document, (3 * SUM(b.most) + SUM(b.everything)) * (1 + COUNT(*)) AS score
        FROM best b {closed}
        GROUP BY b.document ORDER BY score DESC, b.document LIMIT {MOST}
    """
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {document: int(score) for document, score in cursor.fetchall()}


def _allowed(actor: Actor, names: Sequence[str], scores: Mapping[int, int]) -> list[Found]:
    """The hits that this actor may see at this moment, in order."""
    order = {name: source.order for name, source in search_sources.items()}
    code = names[0] if names else ""
    wanted = Q(id__in=list(scores)) | Q(name__in=names[:20])
    wanted |= Q(code=code) if code else Q()
    seen = Document.objects.filter(wanted).filter(_seen(actor))
    rows = seen.values_list(
        "id", "kind", "place__code", "place__name", "name", "code", "source", "key"
    )
    found = []
    for id, kind, place, place_name, name, its_code, source, key in rows:
        named = name in names or (bool(code) and its_code == code)
        hit = Found(id, kind, place or "", place_name or "", scores.get(id, 0), named)
        # Of what has the name that was typed, areas come first, and a town before its districts.
        rank = (order.get(source, 100), _SIZES.get(kind, 9)) if named else (0, 0)
        found.append((not named, rank, -hit.score, source, key, hit))
    return [row[-1] for row in sorted(found, key=lambda row: row[:-1])]


_SIZES = {"land": 0, "gemeente": 1, "wijk": 2, "buurt": 3}


def _seen(actor: Actor) -> Q:
    seen = Q(dossier__isnull=True, public=True) | (
        Q(dossier__isnull=False) & seen_by(actor, "dossier__")
    )
    for name, source in search_sources.items():
        if source.hidden is not None and (keys := source.hidden(actor)):
            seen &= ~Q(source=name, key__in=keys)
    return seen


def _facets(values: Any) -> tuple[Facet, ...]:
    counts: dict[str, int] = {}
    labels: dict[str, Any] = {}
    for value, label in values:
        counts[value] = counts.get(value, 0) + 1
        labels[value] = label
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    return tuple(Facet(value, labels[value], counts[value]) for value in ordered)


def kind_labels() -> dict[str, Any]:
    """The name on the screen of each kind that can be found."""
    return {kind: label for source in search_sources for kind, label in source.labels().items()}


@dataclass(frozen=True)
class Shown:
    """A hit with its document and why it is there."""

    document: Document
    reasons: tuple[Reason, ...]


def shown(result: Result, hits: Sequence[Found]) -> list[Shown]:
    """The documents of some hits, in order, each with the ways in which it answers the query."""
    ids = [hit.id for hit in hits]
    documents = Document.objects.select_related("area", "place").in_bulk(ids)
    wanted = {want.stem for want in result.question.wants}
    held: dict[int, dict[str, int]] = {}
    rows = Posting.objects.filter(document__in=ids).values_list("document", "stem__text", "weight")
    for document, stem, weight in rows:
        if stem in wanted:
            held.setdefault(document, {})[stem] = weight
    return [
        Shown(documents[id], reasons(result.question, held.get(id, {})))
        for id in ids
        if id in documents
    ]


def jump(actor: Actor, text: str) -> str:
    """Where a short id or an area code leads straight away; empty when it is neither.

    A word of letters alone is never taken for a short id: "park" may be one by chance.
    """
    code = joined(text)
    if not any(sign.isdigit() for sign in code) or not 4 <= len(code) <= 10:
        return ""
    found = (
        Document.objects.filter(code=code).filter(_seen(actor)).order_by("source", "key").first()
    )
    return found.url if found else ""
