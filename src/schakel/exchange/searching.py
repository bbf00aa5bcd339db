"""How asks and offers are found: those that are public and open."""

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from schakel.base.actor import Actor
from schakel.base.plugs import Findable, SearchSource
from schakel.dossiers.permissions import speaker
from schakel.exchange.models import OPEN, Line
from schakel.exchange.queries import by_a_blocker


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


def _hidden(actor: Actor) -> list[str]:
    """The lines of who blocked this person."""
    if speaker(actor) is None:
        return []
    found = Line.objects.filter(by_a_blocker(actor), public=True, status__in=OPEN, answers=None)
    return [str(key) for key in found.values_list("pk", flat=True)]


SOURCE = SearchSource(
    _labels, _documents, ((Line, lambda row: str(row.id)),), order=30, hidden=_hidden
)
