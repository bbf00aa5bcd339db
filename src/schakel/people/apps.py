from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "schakel.people"
    label = "people"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from schakel.base.plugs import Kept, PersonalData, personal_data, retention
        from schakel.people import queries, services

        personal_data.register(
            self.label, PersonalData(export=queries.personal_data, erase=services.erase_person)
        )
        retention.register(
            self.label,
            Kept(
                what=_("Uw naam, e-mailadres, taal en rollen"),
                why=_("Om u te laten inloggen en te laten doen wat bij uw rol hoort."),
                ground=_(
                    "U vroeg erom, of uw functie vraagt erom (AVG, artikel 6, lid 1, onder b en e)"
                ),
                seen_by=_("U, en de beheerder van deze site"),
                until=_(
                    "Tot u uw account weghaalt, of %(term)s na uw laatste bezoek. "
                    "U krijgt eerst bericht. Wie een rol heeft, houdt zijn account."
                ),
                norm="privacy.retention.account_months",
                order=10,
            ),
        )
