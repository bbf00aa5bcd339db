from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _load(**kwargs: Any) -> None:
    from schakel.base.triggers import forwards
    from schakel.norms.services import load_shipped

    if forwards(**kwargs):
        load_shipped()


class NormsConfig(AppConfig):
    name = "schakel.norms"
    label = "norms"

    def ready(self) -> None:
        post_migrate.connect(_load, sender=self, dispatch_uid="norms.load_shipped")
