from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "schakel.web"
    label = "web"

    def ready(self) -> None:
        from schakel.base.plugs import OpenDataSet, open_data

        open_data.register(
            self.label,
            OpenDataSet(
                _("Alle besluiten"),
                _("Wie besliste wat, wanneer en waarom: in gewone taal en juridisch."),
                "web:decisions-json",
                "JSON",
            ),
        )
