"""Guessing, and asking for mail, is limited: by network address and by account, over all processes.

The limits of allauth itself are off: they live in a cache, and a cache that all processes share is
one more server to run. These are rows, as the limit on voter codes is.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from schakel.base.attempts import Limit
from schakel.base.exceptions import TooManyAttempts

_GUESSED = _("U probeerde te vaak in te loggen. Probeer het opnieuw na %(time)s uur.")
_ACCOUNT = _(
    "Er is te vaak geprobeerd in te loggen met dit e-mailadres. Probeer het opnieuw na %(time)s uur."
)
_CODE = _("U vulde te vaak een verkeerde code in. Probeer het opnieuw na %(time)s uur.")
_MAILED = _("U vroeg te vaak om een e-mail. Probeer het opnieuw na %(time)s uur.")


@dataclass(frozen=True)
class Pair:
    """A limit for where somebody is, and one for the account that is tried."""

    place: Limit
    account: Limit

    def check(self, request: HttpRequest, account: str) -> None:
        """Raise TooManyAttempts when either is full."""
        self.place.check(request.client_address)
        self.account.check(account.lower())

    def count(self, request: HttpRequest, account: str) -> None:
        """Count on both, also when the first is full."""
        full: TooManyAttempts | None = None
        for limit, key in ((self.place, request.client_address), (self.account, account.lower())):
            try:
                limit.count(key)
            except TooManyAttempts as refusal:
                full = full or refusal
        if full is not None:
            raise full


# More for an account than for a place: one stranger with wrong guesses does not lock its owner out.
GUESSES = Pair(Limit("web.login", _GUESSED), Limit("web.account", _ACCOUNT, times=5))
# A library is one place with many people; a mailbox belongs to one.
MAILS = Pair(Limit("web.mail", _MAILED, times=5), Limit("web.mailbox", _MAILED))
# Behind a first step that was right: only the account counts.
SECOND = Limit("web.second", _CODE)
