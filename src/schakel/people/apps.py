from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "schakel.people"
    label = "people"

    def ready(self) -> None:
        from schakel.base.plugs import (
            Panel,
            PersonalData,
            Territory,
            area_panels,
            personal_data,
            territories,
        )
        from schakel.people import panels, queries, services, territory

        area_panels.register(
            self.label,
            Panel("people/responsible.html", panels.who_answers, 50, "institutions", aside=True),
        )
        personal_data.register(
            self.label, PersonalData(export=queries.personal_data, erase=services.erase_person)
        )
        territories.register(self.label, Territory(territory.places, territory.names))
