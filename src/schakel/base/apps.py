from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "schakel.base"
    label = "base"

    def ready(self) -> None:
        from schakel.base import triggers

        triggers.connect()
