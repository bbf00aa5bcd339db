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
        from schakel.base.plugs import (
            AreaCounts,
            Panel,
            acts,
            area_counts,
            area_panels,
            worklist_sources,
        )
        from schakel.processes import panels, worklist

        area_counts.register(self.label, AreaCounts(panels.counts, order=40))
        area_panels.register(
            self.label,
            Panel("processes/panel.html", panels.newest_decisions, 60, "institutions", aside=True),
        )
        acts.register("clock.start", _("Er loopt een termijn"))
        acts.register("clock.suspend", _("De klok is stilgezet"))
        acts.register("clock.resume", _("De klok loopt weer"))
        worklist_sources.register("processes.clocks", worklist.CLOCKS)
        worklist_sources.register("processes.acts", worklist.ACTS)
        post_migrate.connect(_install, sender=self, dispatch_uid="processes.install_allowed")
