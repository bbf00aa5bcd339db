"""How the agenda shows itself to the lower apps."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from schakel.agenda import digest, panels, queries, services
from schakel.agenda.sheets import SHEET
from schakel.base import jobs, plugs
from schakel.base.sheets import sheets

_NAME = "agenda"


def register() -> None:
    plugs.dossier_kinds.register(
        "activity", plugs.DossierKind("agenda:detail", _("Activiteit"), "clock")
    )
    plugs.area_panels.register(
        _NAME, plugs.Panel("agenda/area_panel.html", panels.this_week, order=12)
    )
    plugs.dossier_panels.register(
        _NAME,
        plugs.DossierPanel(
            "agenda/dossier_panel.html", panels.of_dossier, kinds=("initiative",), order=15
        ),
    )
    plugs.week_sources.register(_NAME, plugs.WeekSource(digest.week))
    plugs.agenda_sources.register(_NAME, plugs.AgendaSource(panels.moments))
    for verb, words in {
        "activity.add": _("Er is een activiteit in de agenda gezet"),
        "activity.change": _("Een activiteit is gewijzigd"),
        "activity.move_day": _("Een dag van een activiteit is verplaatst"),
        "activity.call_off": _("Een activiteit gaat niet door"),
        "activity.call_off_day": _("Een dag van een activiteit gaat niet door"),
        "activity.read_in": _("Een agenda is ingelezen"),
    }.items():
        plugs.acts.register(verb, words)
    for kind, words in {
        "activity.add": _("Er staat een nieuwe activiteit in de agenda."),
        "activity.change": _("Een activiteit is gewijzigd. Kijk wanneer het is."),
        "activity.move_day": _("Een activiteit is op een andere dag of plek."),
        "activity.call_off": _("Een activiteit gaat niet door. De reden staat erbij."),
        "activity.call_off_day": _("Een activiteit gaat een keer niet door."),
    }.items():
        plugs.notices.register(kind, words)
    plugs.open_data.register(
        _NAME,
        plugs.OpenDataSet(
            _("Agenda van de buurten"),
            _("Wat er te doen is, waar en wanneer. Zonder wie er komt."),
            "agenda:list-json",
            "JSON",
        ),
    )
    plugs.personal_data.register(
        _NAME, plugs.PersonalData(export=queries.personal_data, erase=services.erase_person)
    )
    plugs.retention.register(
        _NAME,
        plugs.Kept(
            what=_("Voor welke activiteit u zich aanmeldt"),
            why=_("Om een plek voor u vrij te houden, en om u te mailen als er iets verandert."),
            ground=_("Uw toestemming (AVG, artikel 6, lid 1, onder a)"),
            seen_by=_("Wie de activiteit organiseert ziet uw naam."),
            until=_("Tot %(term)s na de activiteit, of tot u zich afmeldt."),
            norm="agenda.registration_kept_days",
            clean=services.clean,
            order=29,
        ),
    )
    sheets.register(_NAME, SHEET)
    jobs.register("agenda.draw_on", every=timedelta(days=1), run=services.draw_on)
