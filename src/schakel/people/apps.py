from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "schakel.people"
    label = "people"

    def ready(self) -> None:
        from schakel.base.plugs import PersonalData, personal_data
        from schakel.people import queries, services

        personal_data.register(
            self.label, PersonalData(export=queries.personal_data, erase=services.erase_person)
        )
