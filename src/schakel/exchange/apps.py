from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "schakel.exchange"
    label = "exchange"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from schakel.base import plugs
        from schakel.base.sheets import sheets as tables
        from schakel.exchange import panels, queries, searching, services, sheets, worklist

        for verb, words in {
            "line.promise": _("Er is iets beloofd"),
            "line.deliver": _("Een belofte is geleverd"),
            "line.confirm": _("Een belofte is ontvangen"),
            "line.miss": _("Een belofte is nog niet ontvangen"),
            "line.withdraw": _("Een belofte is ingetrokken"),
            "line.remove": _("Een vraag of aanbod is weggehaald"),
        }.items():
            plugs.acts.register(verb, words)
        plugs.personal_data.register(
            self.label,
            plugs.PersonalData(export=queries.personal_data, erase=services.erase_person),
        )
        plugs.retention.register(
            self.label,
            plugs.Kept(
                what=_("Wat u vraagt, aanbiedt en belooft, en wie u blokkeert"),
                why=_("Om mensen die iets zoeken en iets kunnen geven bij elkaar te brengen."),
                ground=_("Uw toestemming (AVG, artikel 6, lid 1, onder a)"),
                seen_by=_("Wat open staat ziet iedereen, zonder uw naam als u dat wilt."),
                until=_("Tot u het intrekt. Een belofte blijft staan, zonder uw naam."),
                order=27,
            ),
        )
        plugs.area_panels.register(
            self.label, plugs.Panel("exchange/area_panel.html", panels.open_here, order=30)
        )
        plugs.navigation.register(
            self.label,
            plugs.MenuWord(
                _("Meedoen"),
                "exchange:list",
                20,
                prefixes=("/vraag-en-aanbod/", "/mijn-beloften/"),
            ),
        )
        plugs.worklist_sources.register("exchange.reports", worklist.REPORTS)
        plugs.search_sources.register(self.label, searching.SOURCE)
        tables.register("vraag-en-aanbod", sheets.SHEET)
