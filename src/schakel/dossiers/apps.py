from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "schakel.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        from schakel.base.plugs import PersonalData, personal_data, recorder
        from schakel.dossiers import queries, services

        personal_data.register(
            self.label, PersonalData(export=queries.personal_data, erase=services.erase_person)
        )
        recorder.register(self.label, services.record)
