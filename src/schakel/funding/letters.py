"""The decision of a round as a letter."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from schakel.base import formats
from schakel.dossiers.letters import Heading, Letter, Paragraph, Table, compose
from schakel.dossiers.letters.content import Part
from schakel.funding import queries
from schakel.funding.models import Round
from schakel.processes.models import Decision

# More plans than people read on paper; the rest is on the page.
_MOST = 60


def of_decision(round: Round, decision: Decision) -> Letter:
    """What was decided or advised on a round, plan by plan, and what one can do about it."""
    advice = decision.standing == Decision.Standing.ADVICE
    title = {"title": round.dossier.title}
    english = decision.english_summary if get_language() == "en" else ""
    address = f"{settings.SITE_URL}{round.get_absolute_url()}"
    parts: list[Part] = [
        Paragraph(round.dossier.purpose, language="nl"),
        Heading(_("Het advies") if advice else _("Het besluit")),
        Paragraph(english),
        Paragraph(decision.plain_text, language="nl"),
        *_plans(round),
        Heading(_("De juridische tekst")),
        *(
            Paragraph(text, language="nl", quoted=True)
            for text in decision.legal_text.split("\n\n")
        ),
    ]
    if decision.legal_ground:
        parts.append(Paragraph(_("Grond: %(ground)s") % {"ground": decision.legal_ground}))
    if decision.objection_until:
        until = formats.day(decision.objection_until)
        parts += [
            Heading(_("Bent u het niet eens?")),
            Paragraph(_("Maak bezwaar. Dat kan tot en met %(until)s.") % {"until": until}),
        ]
    parts += [
        Heading(_("Reken zelf na")),
        Paragraph(
            _("Elk plan met uitleg, en hoe u de uitslag narekent, vindt u op %(address)s")
            % {"address": address}
        ),
    ]
    return compose(
        title=(_("Advies over %(title)s") if advice else _("Besluit over %(title)s")) % title,
        sender=decision.by.name,
        day=timezone.localdate(decision.decided),
        reference=f"{round.dossier.short_id}-{decision.pk}",
        parts=parts,
        signed=(decision.body, round.dossier.area.name),
    )


def _plans(round: Round) -> list[Part]:
    lines = list(queries.results(round)[: _MOST + 1])
    advice = round.standing == Round.Standing.ADVICE
    yes = _("Gekozen") if advice else _("Krijgt geld")
    no = _("Niet gekozen") if advice else _("Krijgt nu geen geld")
    table = Table(
        caption=_("Alle plannen, in de volgorde van de uitslag"),
        columns=(_("Plan"), _("Kosten"), _("Stemmen"), _("Uitslag")),
        rows=tuple(
            (
                line.project.title,
                formats.money(line.project.cost_cents),
                formats.count(line.votes),
                yes if line.won else no,
            )
            for line in lines[:_MOST]
        ),
        numeric=(1, 2),
    )
    parts: list[Part] = [Heading(_("De plannen")), table]
    if len(lines) > _MOST:
        parts.append(Paragraph(_("De andere plannen staan op de site.")))
    return parts
