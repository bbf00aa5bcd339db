from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _install(**kwargs: Any) -> None:
    from schakel.processes.services import install_allowed

    install_allowed()


class ProcessesConfig(AppConfig):
    name = "schakel.processes"
    label = "processes"

    def ready(self) -> None:
        post_migrate.connect(_install, sender=self, dispatch_uid="processes.install_allowed")
