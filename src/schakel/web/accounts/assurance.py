"""How sure the site is of who signed in, and which roles ask for more than one proof.

Every session carries the steps it was made with. A step `mfa` (a code from an app, a passkey, a
recovery code, or an organisation that vouches for it) makes it strong.
"""

from collections.abc import Iterable
from typing import Any

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.conf import settings
from django.http import HttpRequest

from schakel.people.models import Membership
from schakel.web.accounts import sessions

_SECOND = "mfa"
# Recovery codes are made by the site: having them is no proof yet.
_PROVEN = {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}


def needs_second_step(role: str) -> bool:
    return role in settings.SECOND_FACTOR_ROLES


def is_strong(request: HttpRequest) -> bool:
    """Whether this session was made with a second step."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == _SECOND for record in records)


def usable(request: HttpRequest, held: Iterable[Membership]) -> list[Membership]:
    """The roles somebody may act in now: those that need a second step only in a strong session."""
    held = list(held)
    if not any(needs_second_step(membership.role) for membership in held) or is_strong(request):
        return held
    return [membership for membership in held if not needs_second_step(membership.role)]


def is_vouched(sociallogin: Any) -> bool:
    """Whether the organisation said that it asked for two steps itself."""
    return bool(sociallogin and sociallogin.account.extra_data.get("strong"))


def connect() -> None:
    """Keep the session's steps equal to what the person proved."""
    user_logged_in.connect(_vouched, dispatch_uid="accounts.vouched")
    authenticator_added.connect(_added, dispatch_uid="accounts.added")
    authenticator_removed.connect(_removed, dispatch_uid="accounts.removed")


def _vouched(request: HttpRequest, user: Any, sociallogin: Any = None, **_: Any) -> None:
    if is_vouched(sociallogin):
        record_authentication(request, user, _SECOND, type="organisation")


def _added(request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type in _PROVEN:
        record_authentication(request, user, _SECOND, type=authenticator.type, id=authenticator.pk)


def _removed(request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    """What rested on it ends: the step in this session, and the other sessions."""
    records = get_authentication_records(request, user)
    # The row is gone, and its number with it: what is left counts again at the next sign-in.
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record
        for record in records
        if not (record.get("method") == _SECOND and record.get("type") == authenticator.type)
    ]
    sessions.end(user, keep=request.session.session_key)
