from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AreasConfig(AppConfig):
    name = "schakel.areas"
    label = "areas"

    def ready(self) -> None:
        from schakel.base.plugs import MenuWord, OpenDataSet, navigation, open_data

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
