"""How asks and offers are found: those that are public and open."""

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from schakel.base.plugs import Findable, SearchSource
from schakel.exchange.models import OPEN, Line


def _documents(keys: Collection[str] | None) -> Iterator[Findable]:
    found = Line.objects.filter(public=True, status__in=OPEN, answers=None).order_by("id")
    if keys is not None:
        found = found.filter(id__in=keys)
    for line in found.iterator(chunk_size=500):
        yield Findable(
            key=str(line.id),
            kind="ask" if line.status == Line.Status.ASKED else "offer",
            title=line.title,
            text=line.text,
            url=line.get_absolute_url(),
            area_id=line.area_id,
            code=line.short_id,
            dossier_id=line.dossier_id,
        )


def _labels() -> dict[str, Any]:
    return {"ask": _("Vraag"), "offer": _("Aanbod")}


SOURCE = SearchSource(_labels, _documents, ((Line, lambda row: str(row.id)),), order=30)
