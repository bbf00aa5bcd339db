from datetime import timedelta

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "schakel.journal"
    label = "journal"

    def ready(self) -> None:
        from schakel.base import jobs
        from schakel.journal import checks, services  # noqa: F401  (checks register themselves)

        jobs.register("journal.seal", every=timedelta(seconds=1), run=services.seal_recent)
        jobs.register("journal.sweep", every=timedelta(hours=1), run=services.seal)
