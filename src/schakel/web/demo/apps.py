from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class DemoConfig(AppConfig):
    name = "schakel.web.demo"
    label = "demo"

    def ready(self) -> None:
        # Signing in without a password must not exist on a real site, whatever else is set there.
        if not settings.DEMO:
            raise ImproperlyConfigured(
                "schakel.web.demo lets anybody sign in: it loads only with SCHAKEL_DEMO=true. "
                "Take it out of INSTALLED_APPS."
            )
