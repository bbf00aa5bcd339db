"""The story of an initiative to give away: for residents, for who can help it on, and for the paper.

It says only what its page says. The words of the group stay theirs; who helps is thanked, and nothing
is added up.
"""

import io
import zipfile
from datetime import timedelta

import qrcode
import qrcode.image.svg
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from schakel.agenda import queries as agenda
from schakel.base import clock, formats
from schakel.base.actor import Actor
from schakel.dossiers.letters import Heading, Items, Letter, Paragraph, as_pdf, compose
from schakel.dossiers.letters.content import Part
from schakel.dossiers.models import File
from schakel.dossiers.queries.files import files_of
from schakel.exchange import queries as exchange
from schakel.exchange.models import OPEN, PROMISES, Line
from schakel.exchange.templatetags.exchange import amount
from schakel.initiatives.models import Initiative
from schakel.people.models import Party

AUDIENCES = ("bewoners", "partners")
_MOST = 8
# More pictures than a paper asks for; the rest is on the page.
_PICTURES = 12


def letter(initiative: Initiative, audience: str) -> Letter:
    """One sheet for this audience."""
    dossier = initiative.dossier
    owned = dossier.owner_id != dossier.municipality_id
    lines = list(exchange.at_dossier(Actor.visitor(), dossier)[:100])
    parts: list[Part] = [Paragraph(dossier.purpose, language="nl")]
    parts += (
        _for_residents(initiative, lines)
        if audience == "bewoners"
        else _for_partners(initiative, lines)
    )
    return compose(
        title=dossier.title,
        sender=dossier.owner.name
        if owned
        else _("Een droom uit %(place)s") % {"place": dossier.area.name},
        day=clock.today(),
        parts=[
            *parts,
            Heading(_("Waar u ons vindt")),
            Paragraph(
                _("Alles staat op %(address)s") % {"address": address_of(initiative)},
            ),
        ],
    )


def address_of(initiative: Initiative) -> str:
    return f"{settings.SITE_URL}{initiative.get_absolute_url()}"


def _for_residents(initiative: Initiative, lines: list[Line]) -> list[Part]:
    days = agenda.of_dossier(Actor.visitor(), initiative.dossier)[:_MOST]
    coming = tuple(
        f"{formats.day(day.starts.date())}: {day.title}{f', {day.place}' if day.place else ''}"
        for day in days
        if not day.reason
    )
    return [
        Heading(_("Hier zijn wij trots op")) if initiative.pride else Paragraph(""),
        Paragraph(initiative.pride, language="nl", quoted=True),
        Heading(_("Wat het oplevert")) if initiative.gives else Paragraph(""),
        Paragraph(initiative.gives, language="nl"),
        Heading(_("Kom langs")) if coming else Paragraph(""),
        Items(coming),
        *_asks(lines, _("Zo kunt u helpen")),
        Heading(_("Zo gaan wij met elkaar om")) if initiative.code else Paragraph(""),
        Paragraph(initiative.code, language="nl"),
    ]


def _for_partners(initiative: Initiative, lines: list[Line]) -> list[Part]:
    steps = tuple(
        f"{step.title}, {formats.day(step.due)}" if step.due else step.title
        for step in initiative.milestones.filter(done=None)[:_MOST]
    )
    helped = thanks(lines)
    return [
        Heading(_("Waarom zo?")) if initiative.why else Paragraph(""),
        Paragraph(initiative.why, language="nl"),
        Heading(_("Wat het oplevert")) if initiative.gives else Paragraph(""),
        Paragraph(initiative.gives, language="nl"),
        *_asks(lines, _("Wat er nodig is")),
        Heading(_("Wie al helpt")) if helped else Paragraph(""),
        Items(helped),
        Heading(_("De weg ernaartoe")) if initiative.end_state or steps else Paragraph(""),
        Paragraph(initiative.end_state, language="nl"),
        Items(steps),
        Heading(_("Wat het kost")) if initiative.costs else Paragraph(""),
        Paragraph(initiative.costs, language="nl"),
    ]


def _asks(lines: list[Line], heading: str) -> list[Part]:
    asks = tuple(
        _said(line) for line in lines if line.status in OPEN and line.is_open and line.receiver
    )[:_MOST]
    return [Heading(heading), Items(asks)] if asks else []


def _said(line: Line) -> str:
    how_much = amount(line)
    return f"{line.title} ({how_much})" if how_much else line.title


def thanks(lines: list[Line], *, government: bool | None = None) -> tuple[str, ...]:
    """Which parties promised or gave what; of persons nothing. Never added up."""
    return tuple(
        f"{line.giver_party.name}: {_said(line)}"
        for line in lines
        if line.status in PROMISES
        and line.giver_party is not None
        and government in (None, line.giver_party.corner == Party.Corner.GOVERNMENT)
    )[:_MOST]


def kit(initiative: Initiative) -> bytes:
    """A zip for who wants to be in the paper: a text, a short message, both sheets, pictures, a code."""
    dossier = initiative.dossier
    lines = list(exchange.at_dossier(Actor.visitor(), dossier)[:100])
    pictures = list(files_of(dossier).filter(kind=File.Kind.PICTURE)[:_PICTURES])
    soon = agenda.of_dossier(Actor.visitor(), dossier, days=28).filter(reason="").first()
    shown = [(f"foto-{number}.webp", one) for number, one in enumerate(pictures, 1)]
    context = {
        "initiative": initiative,
        "dossier": dossier,
        "owned": dossier.owner_id != dossier.municipality_id,
        "address": address_of(initiative),
        "soon": soon,
        "day": clock.today(),
        "until": clock.today() + timedelta(days=28),
        "government": thanks(lines, government=True),
        "others": thanks(lines, government=False),
        "pictures": shown,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("LEESMIJ.txt", render_to_string("initiatives/kit_read_me.txt", context))
        file.writestr("persbericht.txt", render_to_string("initiatives/kit_press.txt", context))
        file.writestr("kort-bericht.txt", render_to_string("initiatives/kit_short.txt", context))
        for audience in AUDIENCES:
            file.writestr(f"voor-{audience}.pdf", as_pdf(letter(initiative, audience)))
        file.writestr("code.svg", code(address_of(initiative)))
        for name, one in shown:
            if one.path.exists():
                file.write(one.path, name)
    return out.getvalue()


def code(link: str) -> str:
    """A link as a code to scan: an SVG without a style of its own."""
    made = qrcode.make(link, image_factory=qrcode.image.svg.SvgPathImage, box_size=12)
    return str(made.to_string(encoding="unicode"))
