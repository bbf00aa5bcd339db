"""Plugs: how a lower app reaches a higher one. A room registers here in its AppConfig.ready()."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID

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
    """A block on the neighbourhood page. `load(actor, area)` gives the template's context or None.

    Residents' panels come first, whatever their order. `aside`: in the narrow column of its voice.
    """

    template: str
    load: Callable[[Any, Any], dict[str, Any] | None]
    order: int = 100
    voice: str = "residents"
    aside: bool = False


@dataclass(frozen=True)
class DossierPanel:
    """A block on the page of a dossier of these kinds. `load(actor, dossier)` gives its context or None.

    One query at most: a page of a dossier has twelve for everything. `aside`: in the narrow column.
    """

    template: str
    load: Callable[[Any, Any], dict[str, Any] | None]
    kinds: Collection[str]
    order: int = 100
    aside: bool = False


@dataclass(frozen=True)
class PartyLink:
    """A page about a party that a room has: `url_name` takes its short id."""

    label: Any
    url_name: str


@dataclass(frozen=True)
class AreaCounts:
    """Big numbers at the head of a neighbourhood page: `load(actor, area)` gives (number, words)."""

    load: Callable[[Any, Any], Sequence[tuple[int, str]]]
    order: int = 100


@dataclass(frozen=True)
class MapPlace:
    """Something at a place: a circle when residents do it, a square when an organisation does.

    Without a point of its own it stands at the middle of `area_id`, the area that it belongs to.
    """

    label: str
    url: str
    kind: str  # "residents" or "organisations"
    note: str = ""
    point: tuple[float, float] | None = None  # longitude, latitude
    area_id: int | None = None


@dataclass(frozen=True)
class MapLayer:
    """Places on the map of an area and in the list beside it; `load(actor, area)` gives some 12 at most."""

    load: Callable[[Any, Any], Sequence[MapPlace]]
    order: int = 100


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
class Moment:
    """One entry of a calendar. The key is stable within its dossier: a moved date keeps its place.

    A date fills the whole day; a moment with a time has no length, so that it blocks nobody's day.
    """

    dossier: Any
    key: str
    title: str
    starts: date | datetime


@dataclass(frozen=True)
class Coming:
    """One line of what is coming, in the mail of who follows its place or dossier."""

    when: str
    title: str
    where: str
    url: str


@dataclass(frozen=True)
class WeekSource:
    """What is to come in a week: `load(people, now)` gives lines for each person, in bounded queries."""

    load: Callable[[Collection[UUID], datetime], dict[UUID, list[Coming]]]


@dataclass(frozen=True)
class AgendaSource:
    """`load(actor, dossiers)` gives the moments of these dossiers (a queryset), in bounded queries."""

    load: Callable[[Any, Any], list[Moment]]


@dataclass(frozen=True)
class Territory:
    """Where somebody may decide, for apps that stand below areas and people.

    `places(actor)` gives the (code, name) of each area, the municipality first; `names(codes)` the
    names of areas by code.
    """

    places: Callable[[Any], list[tuple[str, str]]]
    names: Callable[[Collection[str]], dict[str, str]]


@dataclass(frozen=True)
class Job:
    """Work that returns: `run` is called when `every` has passed since the last time."""

    every: timedelta
    run: Callable[[], object]


@dataclass(frozen=True)
class Work:
    """One thing somebody must do: what it is about, what they do, and until when.

    `started` is the day on which the term began, `paused` that on which its clock was stood still.
    `rests_on` is the norm of the term, for who asks where it comes from.
    """

    title: str
    url: str
    kind: Any
    act: Any
    started: date
    due: date
    paused: date | None = None
    because: str = ""
    rests_on: str = ""


@dataclass(frozen=True)
class Counts:
    """How much work there is: all of it, late, due in the next seven days, and standing still."""

    all: int = 0
    late: int = 0
    week: int = 0
    paused: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.all + other.all,
            self.late + other.late,
            self.week + other.week,
            self.paused + other.paused,
        )


@dataclass(frozen=True)
class WorkRow:
    """What the database tells of one piece of work. `key` and `about` mean what their source put there."""

    due: date
    title: str
    key: str
    about: str
    started: date
    paused: date | None
    because: str
    rests_on: str


@dataclass(frozen=True)
class WorkSource:
    """Work of one room: `rows(actor)` are `base.worklist.rows`, `work(row)` says one in words."""

    rows: Callable[[Any], Any]
    work: Callable[[WorkRow], Work]


@dataclass(frozen=True)
class Findable:
    """One public thing as the search finds it. `key` is its own within the source; no persons.

    What belongs to a dossier names it: who may see the dossier now may find the thing. `code` is what
    somebody types to go straight there: a short id or an area code.
    """

    key: str
    kind: str
    title: str
    text: str
    url: str
    area_id: int | None = None
    code: str = ""
    dossier_id: UUID | None = None
    public: bool = True


@dataclass(frozen=True)
class SearchSource:
    """Things of one app that can be found.

    `labels()` names each kind on the screen. `documents(keys)` gives the things with these keys, or
    all of them for None; what it does not give is not found. A row of `models` that is saved or
    deleted is looked at again, by the key that the function gives. Of things with the same name those
    of the lowest `order` come first. `hidden(actor)` are the keys of what is public, but not for them.
    """

    labels: Callable[[], dict[str, Any]]
    documents: Callable[[Collection[str] | None], Iterable[Findable]]
    models: tuple[tuple[Any, Callable[[Any], str]], ...] = ()
    order: int = 100
    hidden: Callable[[Any], Collection[str]] | None = None


area_panels: Plug[Panel] = Plug("area_panels")
dossier_panels: Plug[DossierPanel] = Plug("dossier_panels")
party_links: Plug[PartyLink] = Plug("party_links")
area_counts: Plug[AreaCounts] = Plug("area_counts")
search_sources: Plug[SearchSource] = Plug("search_sources")
agenda_sources: Plug[AgendaSource] = Plug("agenda_sources")
week_sources: Plug[WeekSource] = Plug("week_sources")
map_layers: Plug[MapLayer] = Plug("map_layers")
worklist_sources: Plug[WorkSource] = Plug("worklist_sources")
personal_data: Plug[PersonalData] = Plug("personal_data")
retention: Plug[Kept] = Plug("retention")
open_data: Plug[OpenDataSet] = Plug("open_data")
dossier_kinds: Plug[DossierKind] = Plug("dossier_kinds")
navigation: Plug[MenuWord] = Plug("navigation")
jobs: Plug[Job] = Plug("jobs")
# What was done, in words: the verb of a journal entry -> a sentence such as "Een plan is gewijzigd".
acts: Plug[Any] = Plug("acts")
# What followers hear: the verb of an act -> a sentence for their mail, such as "Het stemmen is begonnen."
notices: Plug[Any] = Plug("notices")
# How an app below the dossiers records an act: the one function that writes act and facts together.
recorder: Plug[Callable[..., Any]] = Plug("recorder")
# What an office can be given the mandate for: a key that a room asks for -> its words.
mandate_subjects: Plug[Any] = Plug("mandate_subjects")
territories: Plug[Territory] = Plug("territories")
# The types of area for which a norm may differ: key -> words, such as "Naoorlogse wijk".
area_types: Plug[Any] = Plug("area_types")
