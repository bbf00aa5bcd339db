"""How norms are found: by their Dutch name and their theme."""

from collections.abc import Collection, Iterator

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from schakel.base.plugs import Findable, SearchSource
from schakel.norms import catalogue
from schakel.norms.models import Norm


def _documents(keys: Collection[str] | None) -> Iterator[Findable]:
    found = Norm.objects.order_by("key", "-valid_from")
    if keys is not None:
        found = found.filter(key__in=keys)
    last = ""
    # The index is Dutch, whatever language somebody reads in.
    with translation.override("nl"):
        for norm in list(found):
            if norm.key == last:
                continue
            last = norm.key
            theme = catalogue.THEMES.get(catalogue.theme(norm.key), "")
            yield Findable(
                key=norm.key,
                kind="norm",
                title=catalogue.name(norm.key),
                text=". ".join(filter(None, [str(theme), norm.source])),
                url=norm.get_absolute_url(),
            )


SOURCE = SearchSource(
    lambda: {"norm": _("Norm")}, _documents, ((Norm, lambda row: row.key),), order=70
)
