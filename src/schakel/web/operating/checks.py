"""What `schakel check --deploy` asks beyond Django's own questions."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def site_is_ready(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """A real site shows no invented town, and can be reached by who needs help or found a hole."""
    found: list[CheckMessage] = []
    if settings.DEMO:
        found.append(
            Error(
                "The site is the demo: anybody may sign in as an official.",
                hint="Leave SCHAKEL_DEMO out.",
                id="schakel.E001",
            )
        )
    for name, value, what in (
        (
            "SCHAKEL_CONTACT_EMAIL",
            settings.CONTACT["email"],
            "There is no security.txt, and no help",
        ),
        ("SCHAKEL_MAIL_FROM", settings.DEFAULT_FROM_EMAIL, "Mail has no sender"),
    ):
        if not value:
            found.append(Warning(f"{what}.", hint=f"Set {name}.", id="schakel.W001"))
    return found
