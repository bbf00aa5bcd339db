from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "schakel.people"
    label = "people"

    def ready(self) -> None:
        from schakel.base.plugs import PersonalData, Territory, personal_data, territories
        from schakel.people import queries, services, territory

        personal_data.register(
            self.label, PersonalData(export=queries.personal_data, erase=services.erase_person)
        )
        territories.register(self.label, Territory(territory.places, territory.names))
