from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VoiceConfig(AppConfig):
    name = "schakel.voice"
    label = "voice"

    def ready(self) -> None:
        from schakel.base import jobs
        from schakel.base.plugs import MenuWord, navigation
        from schakel.voice import attempts, services

        navigation.register(
            "voice", MenuWord(_("Stemmen"), "voice:list", order=30, prefixes=("/stemmen/",))
        )
        jobs.register("voice.mix", every=timedelta(minutes=5), run=services.mix_open_boxes)
        jobs.register("voice.attempts", every=timedelta(minutes=5), run=attempts.clean)
