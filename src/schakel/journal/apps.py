from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "schakel.journal"
    label = "journal"

    def ready(self) -> None:
        from schakel.base import jobs, plugs
        from schakel.journal import checks, services  # noqa: F401  (checks register themselves)

        jobs.register("journal.seal", every=timedelta(seconds=1), run=services.seal_recent)
        jobs.register("journal.sweep", every=timedelta(hours=1), run=services.seal)
        plugs.open_data.register(
            "journal",
            plugs.OpenDataSet(
                title=_("Het logboek"),
                description=_(
                    "Elk besluit met het moment, de functie en de reden, om na te rekenen."
                ),
                url_name="journal:export",
                format="JSON Lines",
            ),
        )
