from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AreasConfig(AppConfig):
    name = "schakel.areas"
    label = "areas"

    def ready(self) -> None:
        from datetime import timedelta

        from schakel.areas import panels
        from schakel.areas.queries import typology
        from schakel.areas.services import protect_all
        from schakel.base import jobs
        from schakel.base.plugs import (
            MenuWord,
            OpenDataSet,
            Panel,
            area_panels,
            area_types,
            navigation,
            open_data,
        )

        # A norm may be raised at any time; what was shown under the old one is decided anew.
        jobs.register("areas.protect", every=timedelta(hours=1), run=protect_all)
        for key, words in typology.kinds().items():
            area_types.register(key, words)
        area_panels.register(
            self.label, Panel("areas/figures.html", panels.area_figures, 30, "institutions")
        )
        navigation.register(
            self.label, MenuWord(_("Buurten"), "areas:list", 10, prefixes=("/buurten/", "/buurt/"))
        )
        open_data.register(
            self.label,
            OpenDataSet(
                _("Wijken en buurten"),
                _("De gebieden van deze gemeente, met hun CBS-code en het jaar daarvan."),
                "areas:list-json",
                "JSON",
            ),
        )

        from schakel.areas.searching import SOURCE
        from schakel.base.plugs import search_sources

        search_sources.register(self.label, SOURCE)
