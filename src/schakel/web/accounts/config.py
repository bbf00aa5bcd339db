"""The organisation whose accounts sign in here, from the environment; nothing when none is set."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environ import Env

# The name of the one organisation in allauth's tables.
PROVIDER = "organisatie"


def oidc(env: Env) -> dict[str, Any]:
    """Empty without an issuer. Raises ImproperlyConfigured when what belongs together is not there."""
    issuer = env.str("SCHAKEL_OIDC_ISSUER", default="")
    found = {
        "issuer": issuer,
        "client": env.str("SCHAKEL_OIDC_CLIENT", default=""),
        "secret": env.str("SCHAKEL_OIDC_SECRET", default=""),
        "label": env.str("SCHAKEL_OIDC_LABEL", default=""),
        "trust_email": env.bool("SCHAKEL_OIDC_TRUST_EMAIL", default=False),
        "strong": env.list("SCHAKEL_OIDC_STRONG", default=[]),
        "subject_claim": env.str("SCHAKEL_OIDC_SUBJECT_CLAIM", default="sub"),
        "subject_key": env.str("SCHAKEL_OIDC_SUBJECT_KEY", default=""),
    }
    if not issuer:
        return {}
    for name in ("client", "label"):
        if not found[name]:
            raise ImproperlyConfigured(
                f"SCHAKEL_OIDC_ISSUER is set: set SCHAKEL_OIDC_{name.upper()} too."
            )
    if found["subject_claim"] != "sub" and len(str(found["subject_key"])) < 32:
        raise ImproperlyConfigured(
            "SCHAKEL_OIDC_SUBJECT_CLAIM names a number of a person: only its keyed hash is kept. "
            "Set SCHAKEL_OIDC_SUBJECT_KEY to 32 random characters or more, and never change it."
        )
    return found


def oidc_apps(found: dict[str, Any]) -> dict[str, Any]:
    """The same, in the shape that allauth reads."""
    if not found:
        return {}
    app = {
        "provider_id": PROVIDER,
        "name": found["label"],
        "client_id": found["client"],
        "secret": found["secret"],
        "settings": {
            "server_url": found["issuer"].rstrip("/"),
            "issuer": found["issuer"],
            "email_authentication": found["trust_email"],
        },
    }
    return {"openid_connect": {"APPS": [app]}}
