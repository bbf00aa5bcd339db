"""A session as two steps of signing in make it: what tests that are about something else start from."""

import time
from typing import Any

from allauth.account.internal.flows import login


def two_steps(person: Any) -> dict[str, Any]:
    """What the session of this person holds after a password and a second step."""
    now = time.time()
    return {
        login.AUTHENTICATION_METHODS_SESSION_KEY: [
            {"method": "password", "at": now},
            {"method": "mfa", "type": "totp", "at": now},
        ],
        login._AUTHENTICATION_METHODS_USER_SESSION_KEY: str(person.pk),
    }
