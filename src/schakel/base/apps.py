from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "schakel.base"
    label = "base"
