"""Initiatives and dreams as a table: what residents do, where, and where it stands. No names."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
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
    several,
    text,
    words_of,
)
from schakel.dossiers.permissions import speaks_for_party
from schakel.initiatives.models import Initiative
from schakel.initiatives.models.initiatives import DOMAINS
from schakel.initiatives.queries.initiatives import initiatives
from schakel.initiatives.services.importing import InitiativeEntry, bring_in
from schakel.initiatives.services.telling import Dream, check
from schakel.people.models import Party
from schakel.people.sheets import (
    AREA_COLUMN,
    PARTY_COLUMN,
    PARTY_NAME_COLUMN,
    REFERENCE_COLUMN,
    MunicipalReading,
)

TYPES = {
    "zorgcoöperatie": Initiative.Type.CARE,
    "klein": Initiative.Type.SMALL,
    "verbinder": Initiative.Type.NETWORKER,
    "ontmoetingsplek": Initiative.Type.MEETING,
    "ondernemer": Initiative.Type.ENTREPRENEUR,
}
STATES = {
    "droom": "dream",
    "idee": "idea",
    "begint": "start",
    "groeit": "growth",
    "loopt": "steady",
    "rust": "rest",
    "klaar": "ended",
}
TOLD = {
    "site": Initiative.Told.WEB,
    "verteld": Initiative.Told.SPOKEN,
    "papier": Initiative.Told.PAPER,
    "ontmoeting": Initiative.Told.MEETING,
}
# Steps that have no word of their own go in again as what they are for now.
_AS = {"handing": "steady", "anchored": "steady"}
_DOMAINS = {key: key for key in DOMAINS}


class _Reading(MunicipalReading):
    kind = "initiative"

    def check(self, cells: Mapping[str, Any]) -> InitiativeEntry:
        identity = self.identities.of(cells)
        dream = Dream(
            title=cells["titel"],
            want=cells["wat"],
            can=cells["kunnen"] or "",
            need=cells["nodig"] or "",
            told=cells["verteld"] or Initiative.Told.PAPER,
        )
        check(dream)
        owner: Party | None = self.senders.find(cells["partij"])
        if owner is not None and owner.corner == Party.Corner.GOVERNMENT:
            if cells["partij"]:
                raise CellRefused(
                    "partij", _("een initiatief is van bewoners, niet van de overheid.")
                )
            owner = None
        state = cells["stand"] or ("idea" if owner else "dream")
        if (state == "dream") is not (owner is None):
            raise CellRefused(
                "stand",
                _("een droom is van niemand. Laat “partij” leeg, of kies een andere stand.")
                if owner
                else _("zonder partij is het een droom. Vul “partij” in, of laat de stand leeg."),
            )
        return InitiativeEntry(
            identity,
            self.identities.ours(cells),
            dream,
            self.places.find(cells["gebied"]),
            owner,
            state,
            cells["soort"] or "",
            cells["plek"] or "",
            cells["onderwerpen"] or [],
        )

    def store(self, rows: Iterable[InitiativeEntry]) -> Stored:
        return bring_in(self.actor, self.municipality, rows)


def _rows(area: Area | None) -> Iterator[Mapping[str, Any]]:
    for each in initiatives(Actor.visitor(), area=area).iterator(chunk_size=500):
        dossier = each.dossier
        state = dossier.process.state
        owned = dossier.owner_id != dossier.municipality_id
        yield {
            REFERENCE: OURS + dossier.short_id,
            "titel": dossier.title,
            "wat": each.want,
            "kunnen": each.can if owned else "",
            "nodig": each.need if owned else "",
            "soort": words_of(TYPES, each.type),
            "onderwerpen": ", ".join(each.domains),
            "gebied": dossier.area.code,
            "plek": each.place if owned else "",
            "stand": words_of(STATES, _AS.get(state, state)),
            "verteld": words_of(TOLD, each.told),
            "partij": dossier.owner.short_id if owned else "",
            "partij_naam": dossier.owner.name if owned else "",
            "sinds": dossier.created.date(),
        }


SHEET = Sheet(
    gettext_lazy("Initiatieven"),
    gettext_lazy("Wat bewoners doen en dromen, waar, en hoe het ervoor staat. Zonder namen."),
    (
        REFERENCE_COLUMN,
        Column("titel", gettext_lazy("Hoe het heet."), text(200), required=True),
        Column("wat", gettext_lazy("Wat de bewoners willen, in hun woorden."), text(2000),
               required=True),
        Column("kunnen", gettext_lazy("Wat zij zelf kunnen."), text(2000)),
        Column("nodig", gettext_lazy("Wat zij nodig hebben."), text(2000)),
        Column("soort", gettext_lazy("Wat voor initiatief het is."), words=TYPES),
        Column("onderwerpen", gettext_lazy("Een of meer, met komma’s ertussen: ontmoeten, zorg, "
                                           "wonen, werk, leren, jeugd, groen, eten, sport, cultuur, "
                                           "zingeving, veilig."), several(_DOMAINS)),
        AREA_COLUMN,
        Column("plek", gettext_lazy("Waar het is, zoals mensen het zeggen."), text(200)),
        Column("stand", gettext_lazy("Hoe het ervoor staat."), words=STATES),
        Column("verteld", gettext_lazy("Hoe het hier kwam."), words=TOLD),
        PARTY_COLUMN,
        PARTY_NAME_COLUMN,
        Column("sinds", gettext_lazy("Sinds wanneer het er staat."), out=True),
    ),
    _rows,
    may=lambda actor: actor.on_behalf_of is None and speaks_for_party.test(actor),
    open=_Reading,
    order=30,
)  # fmt: skip
