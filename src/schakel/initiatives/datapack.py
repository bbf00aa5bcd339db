"""All that is public of an area in one file, for who begins something there: tables, and a page to read."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from schakel.areas.models import Area
from schakel.areas.queries import figures, places
from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.sheets import harmless
from schakel.exchange import queries as exchange
from schakel.initiatives.queries import places as here
from schakel.initiatives.queries.initiatives import initiatives
from schakel.people.models import Party

# A whole municipality fits; what is more is in the open data sets.
_MOST = 5_000


def pack(actor: Actor, area: Area) -> bytes:
    """A zip of tables as anybody sees them: nothing of it is about a person."""
    tables = {
        "cijfers": _figures(area),
        "initiatieven": _initiatives(area),
        "partijen": _parties(area),
        "informatiepunten": _points(area),
        "verbanden": _ties(area),
        "vraag-en-aanbod": _lines(area),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        told = [
            (name, len(rows), description) for name, (description, _head, rows) in tables.items()
        ]
        page = render_to_string(
            "initiatives/datapack.txt", {"area": area, "tables": told, "day": clock.today()}
        )
        file.writestr("LEESMIJ.txt", page)
        for name, (_description, head, rows) in tables.items():
            file.writestr(f"{name}.csv", _csv(head, rows))
    return out.getvalue()


Table = tuple[str, Sequence[str], list[Sequence[Any]]]


def _csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return "\ufeff" + out.getvalue()


def _figures(area: Area) -> Table:
    shown = figures.about([area])[area.pk]
    return (
        _("Cijfers over dit gebied, elk met jaar en bron."),
        ("cijfer", "waarde", "eenheid", "jaar", "bron"),
        [
            (key, *(each[name] for name in ("waarde", "eenheid", "jaar", "bron")))
            for key, each in shown.items()
        ],
    )


def _initiatives(area: Area) -> Table:
    visitor = Actor.visitor()
    return (
        _("Wat bewoners doen en dromen."),
        ("nummer", "naam", "waarvoor", "stand", "soort", "onderwerpen", "gebied", "sinds"),
        [
            (
                each.dossier.short_id,
                each.dossier.title,
                each.dossier.purpose,
                each.dossier.process.state_label,
                each.get_type_display(),
                ", ".join(each.domains),
                each.dossier.area.code,
                each.dossier.created.date(),
            )
            for each in initiatives(visitor, area=area)[:_MOST]
        ],
    )


def _parties(area: Area) -> Table:
    found = Party.objects.filter(area__in=places.within(area), ended=None).select_related("area")
    return (
        _("Groepen en organisaties die hier thuis zijn."),
        ("nummer", "naam", "soort", "hoek", "doet", "gebied", "website"),
        [
            (
                each.short_id,
                each.name,
                each.get_kind_display(),
                each.get_corner_display(),
                each.description,
                each.area.code if each.area else "",
                each.website,
            )
            for each in found.order_by("name")[:_MOST]
        ],
    )


def _points(area: Area) -> Table:
    return (
        _("Plekken waar iemand zit die de weg weet, met tijden."),
        ("naam", "adres", "gebied", "tijden", "zonder drempel", "toilet"),
        [
            (
                each.name,
                each.address,
                each.area.code,
                "; ".join(f"{day} {opens}-{closes}" for day, opens, closes in each.hours),
                "ja" if each.step_free else "nee",
                "ja" if each.toilet else "nee",
            )
            for each in here.points(area)[:_MOST]
        ],
    )


def _ties(area: Area) -> Table:
    return (
        _("Wie al met wie samenwerkt, en wie dat zegt."),
        ("een", "ander", "soort", "wat", "bron", "gezegd door", "bevestigd op"),
        [
            (
                each.one.name,
                each.other.name,
                each.get_kind_display(),
                each.text,
                each.source,
                each.said_by,
                each.confirmed.date() if each.confirmed else "",
            )
            for each in here.ties(area)[:_MOST]
        ],
    )


def _lines(area: Area) -> Table:
    found = exchange.open_lines(Actor.visitor(), area=area)
    return (
        _("Wat nu gevraagd en aangeboden wordt. Zonder namen van mensen."),
        ("nummer", "wat", "soort", "titel", "gebied", "partij", "sinds"),
        [
            (
                each.short_id,
                each.get_status_display(),
                each.get_kind_display(),
                each.title,
                each.area.code,
                (each.giver_party or each.receiver_party or ""),
                each.created.date(),
            )
            for each in found[:_MOST]
        ],
    )
