"""Writing the index: what changed at once, everything when asked. One writes at a time."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save

from schakel.areas.models import Area
from schakel.base.plugs import Findable, search_sources
from schakel.base.sheets import added
from schakel.engines.similarity import letters
from schakel.engines.similarity.index import VERSION, weigh
from schakel.engines.similarity.words import joined
from schakel.web.search.models import Changed, Document, Piece, Posting, Stem, Turn

CHUNK = 500
Progress = Callable[[int], None]


def watch() -> None:
    """Look again at what is saved or deleted in the tables that the sources name."""
    for source, found in search_sources.items():
        for model, key_of in found.models:
            _watch(source, model, key_of)


def _watch(source: str, model: Any, key_of: Callable[[Any], str]) -> None:
    def changed(sender: Any, instance: Any, raw: bool = False, **more: Any) -> None:
        if not raw:
            Changed.objects.create(source=source, key=key_of(instance)[:100])

    def many(sender: Any, instances: list[Any], **more: Any) -> None:
        Changed.objects.bulk_create(
            [Changed(source=source, key=key_of(row)[:100]) for row in instances]
        )

    name = f"search.{source}.{model._meta.label}"
    for signal in (post_save, post_delete):
        signal.connect(changed, sender=model, weak=False, dispatch_uid=name)
    added.connect(many, sender=model, weak=False, dispatch_uid=name)


def index_changed() -> int:
    """Bring what was saved or deleted up to date; returns how many things that were."""
    done = 0
    while True:
        with transaction.atomic():
            _take_turn()
            # First gone, then read: what is saved meanwhile leaves a row of its own.
            rows = list(Changed.objects.order_by("id")[:CHUNK])
            Changed.objects.filter(id__in=[row.id for row in rows]).delete()
            for name in {row.source for row in rows}:
                keys = {row.key for row in rows if row.source == name}
                source = search_sources.get(name)
                found = list(source.documents(keys)) if source else []
                _write(name, found)
                _forget(name, keys - {one.key for one in found})
        done += len(rows)
        if len(rows) < CHUNK:
            return done


def index_everything(told: Progress = lambda done: None) -> int:
    """Make the index equal to its sources; what is right already stays. Can be stopped at any time.

    Returns how many things were written or taken out. Work goes in chunks of 500, each in a
    transaction of its own; whoever starts again goes on where it stopped.
    """
    written = done = 0
    known_at = CHUNK
    for name, source in search_sources.items():
        seen: set[str] = set()
        for chunk in _chunks(source.documents(None)):
            with transaction.atomic():
                _take_turn()
                written += _write(name, chunk, count=False)
            if written >= known_at:
                _tell_planner()
                known_at = 4 * written
            seen.update(one.key for one in chunk)
            done += len(chunk)
            told(done)
        with transaction.atomic():
            _take_turn()
            known = Document.objects.filter(source=name).values_list("key", flat=True)
            # Read again: something may have been made while this was under way.
            gone = set(known) - seen
            gone -= {one.key for one in source.documents(gone)} if gone else set()
            written += _forget(name, gone)
    with transaction.atomic():
        _take_turn()
        strange = Document.objects.exclude(source__in=[name for name, _ in search_sources.items()])
        written += strange.count()
        strange.delete()
        _count_again()
        Stem.objects.filter(postings=None).delete()
    return written


def clear() -> None:
    """Throw the index away; `index_everything` makes it again."""
    with transaction.atomic():
        _take_turn()
        Posting.objects.all().delete()
        Document.objects.all().delete()
        Stem.objects.all().delete()


def differences() -> list[str]:
    """Where index and sources differ, as `source key: what`; nothing when they are equal."""
    found = []
    for name, source in search_sources.items():
        stored = dict(Document.objects.filter(source=name).values_list("key", "digest"))
        for one in source.documents(None):
            if stored.pop(one.key, "") != digest_of(one):
                found.append(f"{name} {one.key}: not as its source says")
        found += [f"{name} {key}: its source does not know it" for key in stored]
    return found


def digest_of(one: Findable) -> str:
    """Equal as long as source and engine say the same of a thing."""
    return hashlib.sha256(repr((VERSION, one)).encode()).hexdigest()


def _chunks(found: Iterable[Findable]) -> Iterator[list[Findable]]:
    rest = iter(found)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _take_turn() -> None:
    Turn.objects.get_or_create(id=1)
    Turn.objects.select_for_update().get(id=1)


def _write(source: str, found: list[Findable], count: bool = True) -> int:
    """Store those that are new or other than before; returns how many.

    Without `count` the words are counted by the caller, once, when everything is written.
    """
    stored = dict(
        Document.objects.filter(source=source, key__in=[one.key for one in found]).values_list(
            "key", "digest"
        )
    )
    fresh = [one for one in found if stored.get(one.key) != digest_of(one)]
    if not fresh:
        return 0
    touched = _forget(source, {one.key for one in fresh if one.key in stored}, count=False)
    ids = {one.area_id for one in fresh if one.area_id}
    places = {area.id: area for area in Area.objects.filter(id__in=ids)}
    documents = Document.objects.bulk_create(
        Document(
            source=source,
            key=one.key,
            kind=one.kind,
            title=one.title[:500],
            text=one.text,
            url=one.url[:500],
            code=one.code.lower(),
            name=joined(one.title),
            area_id=one.area_id,
            place_id=_place(places[one.area_id]) if one.area_id in places else None,
            dossier_id=one.dossier_id,
            public=one.public,
            digest=digest_of(one),
        )
        for one in fresh
    )
    weights = [weigh(one.title, one.text) for one in fresh]
    stems = _stems({stem for held in weights for stem in held})
    Posting.objects.bulk_create(
        (
            Posting(stem_id=stems[stem], document=document, weight=weight)
            for document, held in zip(documents, weights, strict=True)
            for stem, weight in held.items()
        ),
        batch_size=5_000,
    )
    if count:
        _count_again({*stems.values(), *touched})
    return len(fresh)


def _tell_planner() -> None:
    """PostgreSQL keeps a plan made for empty tables: each reference then reads a whole table.

    It looks again by itself within a minute, which is too late for a first filling.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in (Document, Stem, Posting, Piece):
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _place(area: Area) -> int:
    """The district of a neighbourhood; of anything larger itself."""
    return area.parent_id if area.kind == Area.Kind.BUURT and area.parent_id else area.id


def _stems(wanted: set[str]) -> dict[str, int]:
    known = _known(wanted)
    new = sorted(wanted - known.keys())
    if new:
        Stem.objects.bulk_create((Stem(text=text) for text in new), batch_size=5_000)
        made = _known(set(new))
        Piece.objects.bulk_create(
            (
                Piece(letters=piece, stem_id=id)
                for text, id in made.items()
                for piece in sorted(letters.grams(text, letters.SHORTEST))
            ),
            batch_size=5_000,
        )
        known |= made
    return known


def _known(wanted: set[str]) -> dict[str, int]:
    return dict(Stem.objects.filter(text__in=wanted).values_list("text", "id"))


def _forget(source: str, keys: set[str], count: bool = True) -> Any:
    """Take things out of the index; returns how many, or which words they were found by."""
    gone = Document.objects.filter(source=source, key__in=keys)
    ids = list(gone.values_list("id", flat=True))
    if not ids:
        return 0 if count else set()
    held = Posting.objects.filter(document__in=ids)
    touched = set(held.values_list("stem_id", flat=True))
    held.delete()
    gone.delete()
    if not count:
        return touched
    _count_again(touched)
    return len(ids)


def _count_again(stems: Collection[int] | None = None) -> None:
    """How many public things hold each of these words, or each word. What is closed is not counted:
    counts tell."""
    Turn.objects.update(public=Document.objects.filter(public=True).count())
    if stems is not None and not stems:
        return
    # Numbers of our own. One statement with a GROUP BY: counting word by word took PostgreSQL minutes.
    only = f"WHERE s.id IN ({', '.join(str(int(id)) for id in stems)})" if stems is not None else ""
    sql = f"""
        UPDATE search_stem SET public = counted.number FROM (
            SELECT s.id AS stem, COUNT(d.id) AS number FROM search_stem s
            LEFT JOIN search_posting p ON p.stem_id = s.id
            LEFT JOIN search_document d ON d.id = p.document_id AND d.public
            {only} GROUP BY s.id
        ) AS counted
        WHERE search_stem.id = counted.stem AND search_stem.public <> counted.number
    """
    with connection.cursor() as cursor:
        cursor.execute(sql)
