"""Parties as a table, and what every table of a municipality shares: its areas, and for whom a row is."""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schakel.areas.models import Area
from schakel.areas.queries import places
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused
from schakel.base.sheets import (
    OURS,
    REFERENCE,
    CellRefused,
    Column,
    Sheet,
    Stored,
    text,
    words_of,
)
from schakel.people import queries
from schakel.people.models import Party
from schakel.people.naming import name_key
from schakel.people.permissions import (
    has_nobody,
    is_at_home,
    is_official,
    is_system,
    municipality_id,
)
from schakel.people.services.importing import bring_in, new_party

REFERENCE_COLUMN = Column(
    REFERENCE,
    gettext_lazy("Uw eigen nummer, of ons nummer met # ervoor. Zo komt niets er twee keer in."),
    text(100),
)
AREA_COLUMN = Column(
    "gebied",
    gettext_lazy("De code van het CBS (BU…, WK… of GM…), of de naam van de buurt."),
    text(200),
    required=True,
)
PARTY_COLUMN = Column(
    "partij",
    gettext_lazy("Het nummer van de partij. Laat leeg als het van uzelf is."),
    text(8),
)
PARTY_NAME_COLUMN = Column("partij_naam", gettext_lazy("Hoe die partij heet."), out=True)

KINDS = {
    "stichting": Party.Kind.FOUNDATION,
    "vereniging": Party.Kind.ASSOCIATION,
    "coöperatie": Party.Kind.COOPERATIVE,
    "fonds": Party.Kind.FUND,
    "bedrijf": Party.Kind.COMPANY,
    "organisatie": Party.Kind.ORGANISATION,
    "bewonersgroep": Party.Kind.RESIDENTS,
}
CORNERS = {
    "gemeenschap": Party.Corner.COMMUNITY,
    "overheid": Party.Corner.GOVERNMENT,
    "markt": Party.Corner.MARKET,
}


class Identities:
    """The same row of the same file is the same thing, however often it is read in: by its reference,
    or without one by all that it says. The second row that says the same is another thing."""

    def __init__(self, municipality: Party, kind: str) -> None:
        self._municipality, self._kind = municipality, kind
        self._seen: Counter[str] = Counter()

    @staticmethod
    def ours(cells: Mapping[str, Any]) -> str:
        """The short id that a reference to a thing of ours says; of somebody's own reference nothing."""
        reference = cells[REFERENCE] or ""
        return reference.removeprefix(OURS).lower() if reference.startswith(OURS) else ""

    def of(self, cells: Mapping[str, Any]) -> uuid.UUID:
        """Raises CellRefused for a reference that stands in the file twice."""
        reference = cells[REFERENCE]
        words = reference or sha256(repr(sorted(cells.items())).encode()).hexdigest()
        if reference and self._seen[words]:
            raise CellRefused(REFERENCE, _("dit kenmerk staat al op een regel hierboven."))
        number = self._seen[words]
        self._seen[words] += 1
        key = f"{self._kind}:{words}" + (f"#{number}" if number else "")
        return uuid.uuid5(self._municipality.pk, key)


def is_official_of(actor: Actor, municipality: Party) -> bool:
    return (
        is_official.test(actor)
        and actor.party is not None
        and municipality_id(actor.party) == municipality.pk
    )


class Places:
    """The areas of a municipality by code and, where only one has it, by name; within the actor's own."""

    def __init__(self, actor: Actor, municipality: Party) -> None:
        found = [*queries.areas_of(municipality)]
        tops = municipality.codes.select_related("area").order_by("-area__year")[:1]
        found += [code.area for code in tops]
        if actor.area is not None:
            inside = set(Area.objects.filter(pk__in=places.within(actor.area)).values_list("pk"))
            found = [area for area in found if (area.pk,) in inside]
        self._by_code = {area.code: area for area in found}
        self._by_name: dict[str, list[Area]] = {}
        for area in found:
            self._by_name.setdefault(area.name.casefold(), []).append(area)

    def find(self, cell: str) -> Area:
        """Raises CellRefused."""
        if area := self._by_code.get(cell.upper()):
            return area
        named = self._by_name.get(cell.casefold(), [])
        # A district that is one neighbourhood shares its name: the smaller one is meant.
        smallest = [area for area in named if area.kind == Area.Kind.BUURT] or named
        if len(smallest) == 1:
            return smallest[0]
        raise CellRefused(
            "gebied",
            _("“%(name)s” is geen buurt van u. Gebruik een code als %(code)s.")
            % {"name": cell[:40], "code": next(iter(self._by_code), "BU…")}
            if not named
            else _("“%(name)s” komt vaker voor. Gebruik de code: %(codes)s.")
            % {"name": cell[:40], "codes": ", ".join(area.code for area in named[:4])},
        )


class Senders:
    """For which party a row is: the actor's own, or one that nobody runs yet, for its municipality."""

    def __init__(self, actor: Actor, municipality: Party) -> None:
        self._actor, self._municipality = actor, municipality
        self._known: dict[str, Party | str] = {}

    def find(self, cell: str | None) -> Party:
        """Raises CellRefused."""
        own = self._municipality if self._actor.party is None else self._actor.party
        if not cell or cell == own.short_id:
            return own
        if cell not in self._known:
            self._known[cell] = self._look(cell.removeprefix(OURS).lower())
        found = self._known[cell]
        if isinstance(found, str):
            raise CellRefused("partij", found)
        return found

    def _look(self, letters: str) -> Party | str:
        party = Party.objects.filter(short_id=letters, ended=None).first()
        if party is None:
            return _("Een partij met nummer “%(number)s” is er niet. Zoek het op bij Partijen.") % {
                "number": letters[:12]
            }
        if is_system.test(self._actor):
            here = self._municipality.pk in (party.pk, party.municipality_id)
            return party if here else _("%(party)s hoort bij een andere gemeente.") % {
                "party": party.name
            }  # fmt: skip
        if not (is_official.test(self._actor) and is_at_home.test(self._actor, party)):
            return _("U handelt niet voor %(party)s. Laat “partij” leeg.") % {"party": party.name}
        if not has_nobody.test(self._actor, party):
            return _("%(party)s doet dit zelf. Laat de regel weg.") % {"party": party.name}
        return party


class MunicipalReading:
    """What the reading of every table of a municipality shares; a room adds `check` and `store`."""

    kind: ClassVar[str]

    def __init__(self, actor: Actor, municipality: Party) -> None:
        self.actor, self.municipality = actor, municipality
        self.places, self.senders = Places(actor, municipality), Senders(actor, municipality)
        self.identities = Identities(municipality, self.kind)


class _Reading(MunicipalReading):
    kind = "party"

    def __init__(self, actor: Actor, municipality: Party) -> None:
        super().__init__(actor, municipality)
        here = Party.objects.filter(municipality=municipality)
        self._known = {str(pk) for pk in here.values_list("pk", flat=True).iterator()}
        rows = here.filter(ended=None).values_list("short_id", "name_key").iterator()
        self._names = {key: short for short, key in rows}
        self._known |= set(here.values_list("short_id", flat=True).iterator())
        registered = Party.objects.filter(ended=None).exclude(kvk="")
        self._numbers = set(registered.values_list("kvk", flat=True).iterator())

    def check(self, cells: Mapping[str, Any]) -> Party | None:
        number = self.identities.of(cells)
        if {str(number), self.identities.ours(cells)} & self._known:
            return None
        kind = cells["soort"]
        party = new_party(
            id=number,
            name=cells["naam"],
            kind=kind,
            corner=cells["hoek"] or _corner(kind),
            municipality=self.municipality,
            area=self.places.find(cells["gebied"]) if cells["gebied"] else None,
            description=cells["omschrijving"] or "",
            website=cells["website"] or "",
            kvk=cells["kvk"] or "",
        )
        self._once(party)
        return party

    def _once(self, party: Party) -> None:
        key = name_key(party.name)
        if key in self._names:
            raise CellRefused(
                "naam",
                _("“%(name)s” is er al. Zet bij kenmerk het nummer %(number)s, of laat dit weg.")
                % {"name": party.name, "number": OURS + self._names[key]}
                if self._names[key]
                else _("“%(name)s” staat al op een regel hierboven.") % {"name": party.name},
            )
        if party.kvk and party.kvk in self._numbers:
            raise CellRefused(
                "kvk",
                _("een partij met KvK-nummer %(kvk)s staat er al.") % {"kvk": party.kvk},
            )
        self._names[key] = ""
        self._numbers.add(party.kvk)

    def store(self, rows: Iterable[Party | None]) -> Stored:
        return bring_in(self.actor, self.municipality, rows)


def _corner(kind: str) -> str:
    return {"company": Party.Corner.MARKET}.get(kind, Party.Corner.COMMUNITY)


def _kvk(cell: str) -> str:
    digits = cell.replace(" ", "").zfill(8)
    if not digits.isdecimal() or len(digits) != 8:
        raise InputRefused(_("een KvK-nummer heeft acht cijfers."))
    return digits


def _website(cell: str) -> str:
    address = cell if "://" in cell else f"https://{cell}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        raise InputRefused(_("vul een adres in, bijvoorbeeld www.voorbeeld.nl.")) from None
    return text(200)(address)


def _rows(area: Area | None) -> Iterator[Mapping[str, Any]]:
    found = queries.listed().exclude(kind__in=[Party.Kind.MUNICIPALITY, Party.Kind.DEPARTMENT])
    if area is not None:
        found = found.filter(area__in=places.within(area))
    for party in found.select_related("area").iterator(chunk_size=500):
        yield {
            REFERENCE: OURS + party.short_id,
            "naam": party.name,
            "soort": words_of(KINDS, party.kind),
            "hoek": words_of(CORNERS, party.corner),
            "gebied": party.area.code if party.area else "",
            "omschrijving": party.description,
            "website": party.website,
            "kvk": party.kvk,
        }


SHEET = Sheet(
    gettext_lazy("Partijen"),
    gettext_lazy("Groepen en organisaties die meedoen. Zonder namen van mensen."),
    (
        REFERENCE_COLUMN,
        Column("naam", gettext_lazy("Hoe de partij heet."), text(200), required=True),
        Column("soort", gettext_lazy("Wat voor partij het is."), words=KINDS, required=True),
        Column("hoek", gettext_lazy("In welke hoek de partij staat."), words=CORNERS),
        Column(
            "gebied",
            gettext_lazy("Waar de partij thuis is: een code van het CBS, of een naam."),
            text(200),
        ),
        Column("omschrijving", gettext_lazy("Wat de partij doet."), text(2000)),
        Column("website", gettext_lazy("Het adres van de website."), _website),
        Column("kvk", gettext_lazy("Het nummer bij de Kamer van Koophandel."), _kvk),
    ),
    _rows,
    may=lambda actor: is_official.test(actor) and actor.party is not None,
    open=_Reading,
    order=10,
)
