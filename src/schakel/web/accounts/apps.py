from datetime import timedelta

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "schakel.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        from django.conf import settings
        from django.utils.text import format_lazy
        from django.utils.translation import gettext_lazy as _

        from schakel.base import jobs
        from schakel.base.plugs import Kept, PersonalData, personal_data, retention
        from schakel.web.accounts import assurance, services, sessions

        personal_data.register(
            self.label, PersonalData(export=services.personal_data, erase=services.erase)
        )
        jobs.register("accounts.sessions", every=timedelta(days=1), run=sessions.clean)
        assurance.connect()
        retention.register(
            self.label,
            Kept(
                what=_("Hoe u inlogt: uw adressen, uw tweede stap, uw organisatie"),
                why=_("Om zeker te weten dat u het bent. Een wachtwoord kan niemand teruglezen."),
                ground=_(
                    "U vroeg erom, of uw functie vraagt erom (AVG, artikel 6, lid 1, onder b en e)"
                ),
                seen_by=_("Niemand; een beheerder kan een tweede stap wel weghalen"),
                until=_("Tot u het weghaalt, of uw account weggaat"),
                order=12,
            ),
        )
        retention.register(
            "accounts.sessions",
            Kept(
                what=_("Dat u bent ingelogd, en in welke rol u handelt"),
                why=_("Om niet bij elke pagina te vragen wie u bent."),
                ground=_("Een taak van algemeen belang (AVG, artikel 6, lid 1, onder e)"),
                seen_by=_("Niemand"),
                until=format_lazy(
                    _("Tot u uitlogt, en anders {days} dagen"),
                    days=settings.SESSION_COOKIE_AGE // 86_400,
                ),
                order=11,
            ),
        )
