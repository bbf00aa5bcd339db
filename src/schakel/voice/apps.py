from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "schakel.voice"
    label = "voice"
