from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "schakel.agenda"
    label = "agenda"

    def ready(self) -> None:
        from schakel.agenda import plugs

        plugs.register()
