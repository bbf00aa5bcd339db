"""A limit on guessing: per place (a ballot box, the sign-in page) and per address, over all processes.

Only failures are counted. The address is kept as a hash under a key that changes every day, and the
row goes when its time has passed: which people are held up is nobody's business.
"""

import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from schakel.base import clock, formats
from schakel.base.exceptions import TooManyAttempts
from schakel.base.models import FailedAttempt


@dataclass(frozen=True)
class Limit:
    """`scope` names the place; `sentence` says what was tried too often, with `%(time)s`.

    `times` makes it wider: that many times the number of the settings.
    """

    scope: str
    sentence: Any
    times: int = 1

    def check(self, address: str) -> None:
        """Raise TooManyAttempts, with the moment from which to try again, once there were too many."""
        row = self._rows(address).filter(since__gt=clock.now() - _stretch()).first()
        if row is not None and row.failed >= settings.CODE_ATTEMPTS * self.times:
            raise self._refusal(row)

    def count(self, address: str) -> None:
        """Count one failure; the first one too many is refused by itself."""
        now, rows = clock.now(), self._rows(address)
        with transaction.atomic():
            rows.filter(since__lte=now - _stretch()).delete()
            try:
                with transaction.atomic():
                    FailedAttempt.objects.create(
                        scope=self.scope, client=_client(address), since=now, failed=1
                    )
            except IntegrityError:
                rows.update(failed=F("failed") + 1)
            row = rows.first()
        if row is not None and row.failed > settings.CODE_ATTEMPTS * self.times:
            raise self._refusal(row)

    def _rows(self, address: str) -> Any:
        return FailedAttempt.objects.filter(scope=self.scope, client=_client(address))

    def _refusal(self, row: FailedAttempt) -> TooManyAttempts:
        retry_at = row.since + _stretch()
        # A minute may be under way: said rounded up, so that who comes back then is let in.
        at = formats.time_of_day(retry_at + timedelta(seconds=59))
        return TooManyAttempts(str(self.sentence) % {"time": at}, retry_at)


def once(scope: str, secret: str) -> bool:
    """Whether this is the first time, in the time that guesses are kept: a code counts once, over
    all processes."""
    FailedAttempt.objects.filter(scope=scope, since__lte=clock.now() - _stretch()).delete()
    try:
        with transaction.atomic():
            FailedAttempt.objects.create(
                scope=scope, client=_client(secret), since=clock.now(), failed=1
            )
    except IntegrityError:
        return False
    return True


def clean() -> int:
    """Throw away what is over; how many rows."""
    return FailedAttempt.objects.filter(since__lte=clock.now() - _stretch()).delete()[0]


def _stretch() -> timedelta:
    return timedelta(minutes=settings.CODE_ATTEMPTS_MINUTES)


def _client(address: str) -> str:
    """Of an IPv6 address the network: one household has more addresses than there are codes."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        network = address
    else:
        width = 64 if parsed.version == 6 else 32
        network = str(ipaddress.ip_network((parsed, width), strict=False))
    day = clock.today().isoformat()
    return salted_hmac(f"schakel.base.attempts.{day}", network, algorithm="sha256").hexdigest()
