"""The agenda as a table: a line is an activity, a series with its rule. Days that are held otherwise
than the rule says stand in the calendar file only."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schakel.agenda import queries
from schakel.agenda.models import Access, Activity, Difference
from schakel.agenda.permissions import may_add
from schakel.agenda.series import WHOLE_DAY, Other, Plan
from schakel.agenda.services.checking import checked
from schakel.agenda.services.importing import ActivityEntry, bring_in
from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.base.sheets import (
    OURS,
    REFERENCE,
    YES_NO,
    CellRefused,
    Column,
    Sheet,
    Stored,
    clock_time,
    day,
    euro,
    euro_text,
    number,
    text,
    words_of,
)
from schakel.people.sheets import (
    AREA_COLUMN,
    PARTY_COLUMN,
    PARTY_NAME_COLUMN,
    REFERENCE_COLUMN,
    MunicipalReading,
)

ACCESS = {"ja": Access.YES, "nee": Access.NO}


class _Reading(MunicipalReading):
    kind = "activity"

    def check(self, cells: Mapping[str, Any]) -> ActivityEntry:
        identity = self.identities.of(cells)
        plan = Plan(
            title=cells["titel"],
            text=cells["tekst"] or "",
            first_day=cells["dag"],
            at=cells["begin"],
            minutes=_minutes(cells),
            rule=cells["herhaling"] or "",
            place=cells["plek"] or "",
            step_free=cells["drempelvrij"] or "",
            toilet=cells["toilet"] or "",
            hearing_loop=cells["ringleiding"] or "",
            price=cells["prijs"],
            price_note=cells["bij_prijs"] or "",
            sign_up=bool(cells["aanmelden"]),
            capacity=cells["plekken"],
            others=tuple(
                Other(each, Difference.Kind.SKIPPED) for each in sorted(set(cells["niet_op"] or ()))
            ),
        )
        return ActivityEntry(
            identity,
            self.identities.ours(cells),
            self.places.find(cells["gebied"]),
            self.senders.find(cells["partij"]),
            checked(plan),
        )

    def store(self, rows: Iterable[ActivityEntry]) -> Stored:
        return bring_in(self.actor, self.municipality, rows)


def _minutes(cells: Mapping[str, Any]) -> int:
    """From begin to end. Without a begin it is whole days; an end before the begin is past midnight."""
    first, at, last, ends = cells["dag"], cells["begin"], cells["laatste_dag"], cells["eind"]
    if last is not None and last < first:
        raise CellRefused("laatste_dag", _("de laatste dag is voor de eerste."))
    if at is None:
        if ends is not None:
            raise CellRefused("begin", _("vul in hoe laat het begint, of laat het eind leeg."))
        whole: timedelta = (last or first) - first + timedelta(days=1)
        return whole.days * WHOLE_DAY
    if ends is None:
        return 60
    length = datetime.combine(last or first, ends) - datetime.combine(first, at)
    if last is None:
        length %= timedelta(days=1)
    return int(length / timedelta(minutes=1))


def _days(cell: str) -> list[date]:
    return [day(each.strip()) for each in cell.split(",") if each.strip()]


def _rows(area: Area | None) -> Iterator[Mapping[str, Any]]:
    found = queries.whole(Actor.visitor(), area=area).filter(called_off=None)
    for each in found.select_related("dossier__owner").iterator(chunk_size=500):
        yield {
            REFERENCE: OURS + each.dossier.short_id,
            "titel": each.dossier.title,
            "tekst": "" if each.dossier.purpose == each.dossier.title else each.dossier.purpose,
            **_when(each),
            "herhaling": each.rule,
            "niet_op": ", ".join(
                str(one.day) for one in each.differences.all() if one.kind == "skipped"
            ),
            "gebied": each.dossier.area.code,
            "plek": each.place,
            "drempelvrij": words_of(ACCESS, each.step_free),
            "toilet": words_of(ACCESS, each.toilet),
            "ringleiding": words_of(ACCESS, each.hearing_loop),
            "prijs": euro_text(each.price),
            "bij_prijs": each.price_note,
            "aanmelden": words_of(YES_NO, each.sign_up),
            "plekken": each.capacity,
            "partij": each.dossier.owner.short_id,
            "partij_naam": each.dossier.owner.name,
        }


def _when(activity: Activity) -> dict[str, Any]:
    """Day and time as the reader takes them; the last day only where it is another one."""
    first, at = activity.first_day, activity.at
    if at is None:
        last = first + timedelta(days=max(activity.minutes - 1, 0) // WHOLE_DAY)
        ends: time | None = None
    else:
        over = datetime.combine(first, at) + timedelta(minutes=activity.minutes)
        last, ends = over.date(), over.time()
        if activity.minutes < WHOLE_DAY and activity.minutes > 0:
            last = first  # past midnight says itself
    return {
        "dag": first,
        "begin": f"{at:%H:%M}" if at else "",
        "eind": f"{ends:%H:%M}" if ends else "",
        "laatste_dag": last if last != first else "",
    }


SHEET = Sheet(
    gettext_lazy("Agenda"),
    gettext_lazy("Wat er te doen is, waar en wanneer. Zonder wie er komt."),
    (
        REFERENCE_COLUMN,
        Column("titel", gettext_lazy("Hoe de activiteit heet."), text(200), required=True),
        Column("tekst", gettext_lazy("Meer uitleg."), text(2000)),
        Column("dag", gettext_lazy("De dag, zoals 2026-11-27 of 27-11-2026."), day, required=True),
        Column("begin", gettext_lazy("Hoe laat het begint. Leeg is de hele dag."), clock_time),
        Column("eind", gettext_lazy("Hoe laat het klaar is. Leeg is een uur later."), clock_time),
        Column("laatste_dag", gettext_lazy("Alleen als het langer duurt dan één dag."), day),
        Column("herhaling", gettext_lazy("De regel van een reeks, zoals FREQ=WEEKLY (iCalendar)."),
               text(300)),
        Column("niet_op", gettext_lazy("Dagen waarop de reeks overslaat, met komma’s ertussen."),
               _days),
        AREA_COLUMN,
        Column("plek", gettext_lazy("Waar het is, zoals mensen het zeggen."), text(200)),
        Column("drempelvrij", gettext_lazy("Of iemand er in kan zonder drempel."), words=ACCESS),
        Column("toilet", gettext_lazy("Of er een rolstoeltoilet is."), words=ACCESS),
        Column("ringleiding", gettext_lazy("Of er een ringleiding is."), words=ACCESS),
        Column("prijs", gettext_lazy("In euro. 0 is gratis, leeg is onbekend."), euro),
        Column("bij_prijs", gettext_lazy("Wat bij de prijs hoort."), text(200)),
        Column("aanmelden", gettext_lazy("Of mensen zich hier aanmelden."), words=YES_NO),
        Column("plekken", gettext_lazy("Hoeveel er bij kunnen. Alleen met aanmelden."), number),
        PARTY_COLUMN,
        PARTY_NAME_COLUMN,
    ),
    _rows,
    may=may_add.test,
    open=_Reading,
    order=40,
)  # fmt: skip
