from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "schakel.web"
    label = "web"

    def ready(self) -> None:
        from datetime import timedelta

        from django.conf import settings
        from django.utils.text import format_lazy

        from schakel.base import jobs
        from schakel.base.plugs import (
            Kept,
            OpenDataSet,
            PersonalData,
            acts,
            open_data,
            personal_data,
            retention,
        )
        from schakel.web.operating import accounts, checks, cleaning, sessions  # noqa: F401

        open_data.register(
            self.label,
            OpenDataSet(
                _("Alle besluiten"),
                _("Wie besliste wat, wanneer en waarom: in gewone taal en juridisch."),
                "web:decisions-json",
                "JSON",
            ),
        )
        personal_data.register(
            self.label, PersonalData(export=sessions.personal_data, erase=sessions.erase_person)
        )
        acts.register("people.erase", _("Een account is weggehaald"))
        jobs.register("web.retention", every=timedelta(days=1), run=cleaning.clean)
        jobs.register("web.accounts", every=timedelta(days=1), run=accounts.keep_up)
        # Said once, here, for what is no app of ours.
        task = _("Een taak van algemeen belang (AVG, artikel 6, lid 1, onder e)")
        days = settings.SESSION_COOKIE_AGE // 86_400
        retention.register(
            "web.sessions",
            Kept(
                what=_("Dat u bent ingelogd, en in welke rol u handelt"),
                why=_("Om niet bij elke pagina te vragen wie u bent."),
                ground=task,
                seen_by=_("Niemand"),
                until=format_lazy(_("Tot u uitlogt, en anders {days} dagen"), days=days),
                clean=sessions.clean,
                order=11,
            ),
        )
        retention.register(
            "web.tasks",
            Kept(
                what=_("Werk dat de computer op de achtergrond doet, zoals tellen"),
                why=_("Om te kunnen nagaan wat er misging."),
                ground=task,
                seen_by=_("De beheerder van deze site"),
                until=_("%(term)s nadat het klaar is"),
                norm="privacy.retention.task_days",
                clean=cleaning.clean_tasks,
                order=61,
            ),
        )
        retention.register(
            "web.log",
            Kept(
                what=_("Welke pagina's gevraagd zijn, hoe lang dat duurde en wat er misging"),
                why=_(
                    "Om de site aan de praat te houden. Uw naam, adres, zoekwoord en apparaat "
                    "staan er niet in."
                ),
                ground=task,
                seen_by=_("De beheerder van deze site"),
                until=_("Zo lang als de beheerder dat instelt. Het zijn geen gegevens over u."),
                order=50,
            ),
        )
