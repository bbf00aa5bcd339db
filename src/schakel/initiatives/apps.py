from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "schakel.initiatives"
    label = "initiatives"

    def ready(self) -> None:
        from schakel.initiatives import plugs

        plugs.register()
