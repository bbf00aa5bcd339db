"""Plugs: how a lower app reaches a higher one. A room registers here in its AppConfig.ready()."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Plug(Generic[T]):
    """A named, ordered set of things that rooms add."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._items: dict[str, T] = {}

    def register(self, key: str, item: T) -> T:
        if key in self._items and self._items[key] is not item:
            raise ValueError(f"Plug {self.name}: {key} is registered twice")
        self._items[key] = item
        return item

    def get(self, key: str) -> T | None:
        return self._items.get(key)

    def items(self) -> list[tuple[str, T]]:
        return list(self._items.items())

    def __iter__(self) -> Iterator[T]:
        return iter(list(self._items.values()))

    def __contains__(self, key: object) -> bool:
        return key in self._items


@dataclass(frozen=True)
class Panel:
    """A block on the neighbourhood page. `load(actor, area)` gives the template's context or None."""

    template: str
    load: Callable[[Any, Any], dict[str, Any] | None]
    order: int = 100
    voice: str = "residents"


@dataclass(frozen=True)
class MenuWord:
    """One of the four words of the green bar."""

    label: Any
    url_name: str
    order: int
    prefixes: tuple[str, ...] = ()


@dataclass(frozen=True)
class DossierKind:
    """A kind of dossier: the URL name of its page and its name on the screen."""

    url_name: str
    label: Any
    icon: str = "file"


@dataclass(frozen=True)
class PersonalData:
    """How an app with personal data hands it over and erases it."""

    export: Callable[[Any], dict[str, Any]]
    erase: Callable[[Any, Any], int]


@dataclass(frozen=True)
class Kept:
    """One kind of personal data as the privacy page says it: what, why, on what ground, for whom.

    `until` says how long, in words; with `norm` it holds `%(term)s`, and `clean(before)` throws away
    what is older and returns how many rows that were. A job calls it once a day.
    """

    what: Any
    why: Any
    ground: Any
    seen_by: Any
    until: Any
    norm: str = ""
    clean: Callable[[datetime], int] | None = None
    order: int = 100


@dataclass(frozen=True)
class OpenDataSet:
    """A set anyone may download: its name, what is in it, the URL name, the licence."""

    title: Any
    description: Any
    url_name: str
    format: str


@dataclass(frozen=True)
class Job:
    """Work that returns: `run` is called when `every` has passed since the last time."""

    every: timedelta
    run: Callable[[], object]


area_panels: Plug[Panel] = Plug("area_panels")
search_sources: Plug[Any] = Plug("search_sources")
agenda_sources: Plug[Any] = Plug("agenda_sources")
map_layers: Plug[Any] = Plug("map_layers")
worklist_sources: Plug[Any] = Plug("worklist_sources")
personal_data: Plug[PersonalData] = Plug("personal_data")
retention: Plug[Kept] = Plug("retention")
open_data: Plug[OpenDataSet] = Plug("open_data")
dossier_kinds: Plug[DossierKind] = Plug("dossier_kinds")
navigation: Plug[MenuWord] = Plug("navigation")
jobs: Plug[Job] = Plug("jobs")
# What was done, in words: the verb of a journal entry -> a sentence such as "Een plan is gewijzigd".
acts: Plug[Any] = Plug("acts")
