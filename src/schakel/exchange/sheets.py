"""Asks and offers as a table. Out: what is open, of a person without a text. In: of parties only."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.base.sheets import (
    OURS,
    REFERENCE,
    CellRefused,
    Column,
    Sheet,
    Stored,
    day,
    euro_text,
    number,
    numbered,
    text,
    words_of,
)
from schakel.dossiers.permissions import speaks_for_party
from schakel.exchange import queries
from schakel.exchange.forms import HOURS, quantity_of
from schakel.exchange.models import Line
from schakel.exchange.permissions import may_begin
from schakel.exchange.services.importing import LineEntry, bring_in
from schakel.exchange.services.lines import Terms, checked
from schakel.people.sheets import (
    AREA_COLUMN,
    PARTY_COLUMN,
    PARTY_NAME_COLUMN,
    REFERENCE_COLUMN,
    MunicipalReading,
)

STATUSES = {"vraag": Line.Status.ASKED, "aanbod": Line.Status.OFFERED}
KINDS = {
    "tijd": Line.Kind.TIME,
    "ruimte": Line.Kind.SPACE,
    "spullen": Line.Kind.GOODS,
    "kennis": Line.Kind.KNOWLEDGE,
    "contact": Line.Kind.INTRODUCTION,
    "geld": Line.Kind.MONEY,
}


class _Reading(MunicipalReading):
    kind = "line"

    def check(self, cells: Mapping[str, Any]) -> LineEntry:
        identity = self.identities.of(cells)
        terms = Terms(
            kind=cells["soort"],
            title=cells["titel"],
            text=cells["tekst"] or "",
            quantity=_quantity(cells["soort"], cells["aantal"]),
            square_metres=cells["vierkante_meter"],
            starts=cells["van"],
            ends=cells["tot"],
            due=cells["nodig_op"],
        )
        return LineEntry(
            identity,
            self.identities.ours(cells),
            cells["wat"],
            self.places.find(cells["gebied"]),
            self.senders.find(cells["partij"]),
            checked(terms),
        )

    def store(self, rows: Iterable[LineEntry]) -> Stored:
        return bring_in(self.actor, self.municipality, rows)


def _quantity(kind: str, cell: str | None) -> int | None:
    try:
        return quantity_of(kind, cell or "")
    except ValidationError as refused:
        raise CellRefused("aantal", " ".join(refused.messages)) from None


def _rows(area: Area | None) -> Iterator[Mapping[str, Any]]:
    for line in queries.open_lines(Actor.visitor(), area=area).iterator(chunk_size=500):
        party = line.giver_party or line.receiver_party
        yield {
            REFERENCE: OURS + line.short_id,
            "wat": words_of(STATUSES, line.status),
            "soort": words_of(KINDS, line.kind),
            "titel": line.title,
            # What a person writes stays where they wrote it.
            "tekst": line.text if party else "",
            "aantal": _amount(line),
            "vierkante_meter": line.square_metres,
            "van": line.starts,
            "tot": line.ends,
            "nodig_op": line.due,
            "gebied": line.area.code,
            "partij": party.short_id if party else "",
            "partij_naam": party.name if party else "",
            "sinds": line.created.date(),
        }


def _amount(line: Line) -> str:
    if line.quantity is None:
        return ""
    if line.kind == Line.Kind.MONEY:
        return euro_text(line.quantity)
    if line.kind not in HOURS:
        return str(line.quantity)
    if line.quantity % 3:  # no whole number of hundredths of an hour
        return f"{line.quantity // 60}:{line.quantity % 60:02d}"
    return numbered(Decimal(line.quantity) / 60)


SHEET = Sheet(
    gettext_lazy("Vraag en aanbod"),
    gettext_lazy("Wat er nu gevraagd en aangeboden wordt. Zonder namen van mensen."),
    (
        REFERENCE_COLUMN,
        Column("wat", gettext_lazy("Of het gevraagd of aangeboden wordt."), words=STATUSES,
               required=True),
        Column("soort", gettext_lazy("Waar het om gaat."), words=KINDS, required=True),
        Column("titel", gettext_lazy("Wat het is, in een paar woorden."), text(200), required=True),
        Column("tekst", gettext_lazy("Meer uitleg. Van een mens staat hier niets."), text(2000)),
        Column("aantal", gettext_lazy("Uren; bij spullen het aantal, bij geld het bedrag in euro."),
               text(20)),
        Column("vierkante_meter", gettext_lazy("Alleen bij ruimte."), number),
        Column("van", gettext_lazy("De eerste dag, zoals 2026-11-27 of 27-11-2026."), day),
        Column("tot", gettext_lazy("De laatste dag. Daarna staat het niet meer open."), day),
        Column("nodig_op", gettext_lazy("Wanneer het nodig is."), day),
        AREA_COLUMN,
        PARTY_COLUMN,
        PARTY_NAME_COLUMN,
        Column("sinds", gettext_lazy("Sinds wanneer het er staat."), out=True),
    ),
    _rows,
    may=lambda actor: may_begin.test(actor) and speaks_for_party.test(actor),
    open=_Reading,
    order=20,
)  # fmt: skip
