from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "schakel.initiatives"
    label = "initiatives"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from schakel.base import plugs
        from schakel.initiatives import kinds  # noqa: F401

        plugs.dossier_kinds.register(
            "initiative", plugs.DossierKind("initiatives:detail", _("Initiatief"), "people")
        )
