from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AreasConfig(AppConfig):
    name = "schakel.areas"
    label = "areas"

    def ready(self) -> None:
        from schakel.base.plugs import MenuWord, navigation

        navigation.register(
            self.label, MenuWord(_("Buurten"), "areas:list", 10, prefixes=("/buurten/", "/buurt/"))
        )
