from typing import Any

from django.apps import AppConfig
from django.apps import apps as registry
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def _load(apps: Any = registry, **kwargs: Any) -> None:
    from schakel.norms.models import Norm
    from schakel.norms.services import load_shipped

    # After a migration backwards the table may be older than the code, or gone.
    models = {model._meta.label: model for model in apps.get_models()}
    table = models.get(Norm._meta.label)
    names = {field.name for field in Norm._meta.get_fields()}
    if table is not None and {field.name for field in table._meta.get_fields()} == names:
        load_shipped()


class NormsConfig(AppConfig):
    name = "schakel.norms"
    label = "norms"

    def ready(self) -> None:
        from schakel.base.plugs import OpenDataSet, acts, open_data

        post_migrate.connect(_load, sender=self, dispatch_uid="norms.load_shipped")
        acts.register("norm.verify", _("Een norm is nagekeken"))
        acts.register("norm.change", _("Een norm is gewijzigd"))
        acts.register("norm.deviate", _("Er is van een norm afgeweken"))
        acts.register("norm.end", _("Een afwijking van een norm is gestopt"))
        open_data.register(
            self.label,
            OpenDataSet(
                _("Normen"),
                _("Elk bedrag, elke termijn en elke grens, met de bron en of die is nagekeken."),
                "norms:list-json",
                "JSON",
            ),
        )

        from schakel.base.plugs import search_sources
        from schakel.norms.searching import SOURCE

        search_sources.register(self.label, SOURCE)
