from datetime import timedelta

from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "schakel.funding"
    label = "funding"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from schakel.base import jobs, plugs
        from schakel.funding import agenda, kinds, panels, tasks  # noqa: F401

        plugs.dossier_kinds.register(
            "round", plugs.DossierKind("funding:round", _("Ronde"), "ballot")
        )
        plugs.navigation.register(
            self.label,
            plugs.MenuWord(_("Geld"), "funding:list", 40, prefixes=("/geld/", "/ronde/")),
        )
        plugs.area_panels.register(
            self.label, plugs.Panel("funding/panel.html", panels.rounds_here, order=20)
        )
        plugs.area_counts.register(self.label, plugs.AreaCounts(panels.counts, order=20))
        plugs.map_layers.register(self.label, plugs.MapLayer(panels.places, order=20))
        plugs.open_data.register(
            self.label,
            plugs.OpenDataSet(
                _("Rondes en uitslagen"),
                _(
                    "Elke ronde met de plannen, regels en uitslag. Bij elke ronde vindt u het stembestand."
                ),
                "funding:list_json",
                "JSON",
            ),
        )
        plugs.agenda_sources.register(self.label, plugs.AgendaSource(agenda.moments))
        for verb, words in {
            "round.start": _("Er is een ronde: bewoners verdelen geld."),
            "round.plans.add": _("Er kwamen plannen bij."),
            "round.open": _("Het stemmen is begonnen."),
            "round.close": _("Het stemmen is voorbij."),
            "round.decision": _("Er is een advies of besluit."),
            "round.withdraw": _("De ronde gaat niet door."),
        }.items():
            plugs.notices.register(verb, words)
        plugs.mandate_subjects.register(
            "funding.round", _("Een stemronde over geld houden en het besluit vastleggen")
        )
        jobs.register("funding.advance", every=timedelta(seconds=30), run=tasks.advance)
