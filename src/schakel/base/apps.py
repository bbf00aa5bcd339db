from datetime import timedelta

from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "schakel.base"
    label = "base"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from schakel.base import attempts, jobs, progress, triggers
        from schakel.base.plugs import Kept, retention

        triggers.connect()
        jobs.register("base.attempts", every=timedelta(minutes=5), run=attempts.clean)
        retention.register(
            "base.attempts",
            Kept(
                what=_("Dat iemand te vaak een foute code of een fout wachtwoord gaf"),
                why=_(
                    "Om raden te stoppen. Wij bewaren geen adres van het apparaat, wel een kenmerk "
                    "dat elke dag verandert."
                ),
                ground=_("Een taak van algemeen belang (AVG, artikel 6, lid 1, onder e)"),
                seen_by=_("Niemand"),
                until=_("Een kwartier, tenzij de beheerder een andere tijd koos"),
                order=40,
            ),
        )
        retention.register(
            "base.progress",
            Kept(
                what=_("Hoe ver lang werk is, zoals het lezen van een bestand"),
                why=_("Om te laten zien of het klaar is."),
                ground=_("Een taak van algemeen belang (AVG, artikel 6, lid 1, onder e)"),
                seen_by=_("De organisatie die het werk begon"),
                until=_("%(term)s na het begin"),
                norm="privacy.retention.progress_days",
                clean=progress.clean,
                order=60,
            ),
        )
