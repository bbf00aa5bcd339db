from datetime import timedelta

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "schakel.base"
    label = "base"

    def ready(self) -> None:
        from schakel.base import attempts, jobs, triggers

        triggers.connect()
        jobs.register("base.attempts", every=timedelta(minutes=5), run=attempts.clean)
