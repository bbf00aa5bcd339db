from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "schakel.funding"
    label = "funding"
