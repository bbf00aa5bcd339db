from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VoiceConfig(AppConfig):
    name = "schakel.voice"
    label = "voice"

    def ready(self) -> None:
        from schakel.base import jobs
        from schakel.base.plugs import Kept, MenuWord, acts, navigation, retention
        from schakel.voice import services

        navigation.register(
            "voice", MenuWord(_("Stemmen"), "voice:list", order=30, prefixes=("/stemmen/",))
        )
        acts.register("voice.open", _("De stembus is neergezet"))
        acts.register("voice.codes", _("Er zijn codes uitgegeven"))
        acts.register("voice.reissue", _("Een code is vervangen"))
        acts.register("voice.add", _("Er zijn stembiljetten toegevoegd"))
        acts.register("voice.close", _("De stembus is gesloten"))
        jobs.register("voice.mix", every=timedelta(minutes=5), run=services.mix_open_boxes)
        retention.register(
            self.label,
            Kept(
                what=_("Dat een stemcode gebruikt is: niet wanneer, niet door wie, niet waarvoor"),
                why=_("Om elke code één keer te laten tellen."),
                ground=_("Een taak van algemeen belang (AVG, artikel 6, lid 1, onder e)"),
                seen_by=_("Niemand; alleen het aantal is openbaar"),
                until=_(
                    "Zo lang als de uitslag te controleren moet zijn. "
                    "Er staat niets in dat naar u wijst."
                ),
                order=30,
            ),
        )
