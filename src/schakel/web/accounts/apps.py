from datetime import timedelta

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "schakel.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        from schakel.base import jobs
        from schakel.base.plugs import PersonalData, personal_data
        from schakel.web.accounts import assurance, services, sessions

        personal_data.register(
            self.label, PersonalData(export=services.personal_data, erase=services.erase)
        )
        jobs.register("accounts.sessions", every=timedelta(days=1), run=sessions.clean)
        assurance.connect()
