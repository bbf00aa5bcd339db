from datetime import timedelta

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "schakel.sheets"
    label = "sheets"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from schakel.base import jobs
        from schakel.base.plugs import OpenDataSet, open_data
        from schakel.sheets import tasks

        jobs.register("sheets.sweep", every=timedelta(minutes=30), run=tasks.sweep)

        open_data.register(
            self.label,
            OpenDataSet(
                _("Tabellen voor een rekenblad"),
                _(
                    "Partijen, vraag en aanbod, initiatieven en de agenda. Zo kunt u ze ook inlezen."
                ),
                "sheets:list",
                "CSV",
            ),
        )
