"""How areas are found: by name, and by the names of what they lie in."""

from collections.abc import Collection, Iterator
from typing import Any

from schakel.areas.models import Area
from schakel.areas.queries.places import current
from schakel.base.plugs import Findable, SearchSource


def _documents(keys: Collection[str] | None) -> Iterator[Findable]:
    found = current().select_related("parent__parent").order_by("id")
    if keys is not None:
        # An area is found by its code: of one place only the newest row is current.
        found = found.filter(code__in=keys)
    for area in found.iterator(chunk_size=500):
        above = area.parent
        names = []
        while above is not None:
            names.append(above.name)
            above = above.parent
        yield Findable(
            key=area.code,
            kind=area.kind,
            title=area.name,
            text=", ".join(names),
            url=area.get_absolute_url(),
            area_id=area.id,
            code=area.code,
        )


def _labels() -> dict[str, Any]:
    return dict(Area.Kind.choices)


SOURCE = SearchSource(_labels, _documents, ((Area, lambda row: row.code),), order=10)
