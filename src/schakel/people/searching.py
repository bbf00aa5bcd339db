"""How parties are found: by name and by what they say of themselves. Persons are not found."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from schakel.base.plugs import Findable, SearchSource
from schakel.people.models import Party


def _documents(keys: Collection[str] | None) -> Iterator[Findable]:
    found = Party.objects.filter(ended=None).order_by("id")
    if keys is not None:
        found = found.filter(id__in=keys)
    for party in found.iterator(chunk_size=500):
        yield Findable(
            key=str(party.id),
            kind="party",
            title=party.name,
            text=party.description,
            url=party.get_absolute_url(),
            area_id=party.area_id,
            code=party.short_id,
        )


SOURCE = SearchSource(
    lambda: {"party": _("Partij")}, _documents, ((Party, lambda row: str(row.id)),), order=30
)
