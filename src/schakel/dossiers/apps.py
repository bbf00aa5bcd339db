from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "schakel.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from schakel.base.plugs import Kept, PersonalData, personal_data, recorder, retention
        from schakel.dossiers import queries, services

        personal_data.register(
            self.label, PersonalData(export=queries.personal_data, erase=services.erase_person)
        )
        retention.register(
            self.label,
            Kept(
                what=_("Wat u in uw rol deed, zoals een ronde openen of een besluit opschrijven"),
                why=_(
                    "Om te kunnen nagaan hoe een besluit tot stand kwam. "
                    "Het openbare logboek noemt uw functie, nooit uw naam."
                ),
                ground=_("Een taak van algemeen belang (AVG, artikel 6, lid 1, onder e)"),
                seen_by=_("U, en de beheerder van deze site"),
                until=_("Uw naam staat erbij tot u uw account weghaalt. De handeling zelf blijft."),
                order=20,
            ),
        )
        recorder.register(self.label, services.record)
