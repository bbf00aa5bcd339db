from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _install(**kwargs: Any) -> None:
    from schakel.base.triggers import forwards
    from schakel.processes.services import install_allowed

    if forwards(**kwargs):
        install_allowed()


class ProcessesConfig(AppConfig):
    name = "schakel.processes"
    label = "processes"

    def ready(self) -> None:
        from schakel.base.plugs import acts

        acts.register("clock.start", _("Er loopt een termijn"))
        acts.register("clock.suspend", _("De klok is stilgezet"))
        acts.register("clock.resume", _("De klok loopt weer"))
        post_migrate.connect(_install, sender=self, dispatch_uid="processes.install_allowed")
