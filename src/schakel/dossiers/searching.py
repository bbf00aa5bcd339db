"""How dossiers are found: by title and purpose."""

from collections.abc import Collection, Iterator
from typing import Any

from schakel.base.plugs import Findable, SearchSource, dossier_kinds
from schakel.dossiers.models import Dossier


def _documents(keys: Collection[str] | None) -> Iterator[Findable]:
    found = Dossier.objects.order_by("id")
    if keys is not None:
        found = found.filter(id__in=keys)
    for dossier in found.iterator(chunk_size=500):
        if dossier.kind in dossier_kinds:
            yield Findable(
                key=str(dossier.id),
                kind=dossier.kind,
                title=dossier.title,
                text=dossier.purpose,
                url=dossier.get_absolute_url(),
                area_id=dossier.area_id,
                code=dossier.short_id,
                dossier_id=dossier.id,
                public=dossier.visibility == Dossier.Visibility.PUBLIC,
            )


def _labels() -> dict[str, Any]:
    return {key: kind.label for key, kind in dossier_kinds.items()}


SOURCE = SearchSource(_labels, _documents, ((Dossier, lambda row: str(row.id)),), order=20)
