from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "schakel.areas"
    label = "areas"
