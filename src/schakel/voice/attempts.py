"""A limit on guessing codes: per box and per address, over all server processes.

Only wrong codes are counted. The address is kept as a hash under a key that changes every day, and
the row goes when its time has passed. Which people are held up is nobody's business.
"""

import ipaddress
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import TooManyAttempts
from schakel.voice.exceptions import CodeRefused
from schakel.voice.models import BallotBox, FailedAttempt, Voter
from schakel.voice.services import known_hashes


@sensitive_variables()
def check_code(actor: Actor, box: BallotBox, code: str, *, address: str) -> bool:
    """Whether this code was used before. Counts a wrong code against the address.

    Raises CodeRefused for a wrong code, and TooManyAttempts, with the moment from which one may try
    again, once there were too many: then also for a right one, which would otherwise tell.
    """
    client = _client(address)
    try:
        hashes = known_hashes(box, code)
    except CodeRefused:
        if _count(box, client) > settings.CODE_ATTEMPTS:
            raise _refusal(box, client) from None
        raise
    if _failed(box, client) >= settings.CODE_ATTEMPTS:
        raise _refusal(box, client)
    return Voter.objects.filter(box=box, code_hash__in=hashes, used=True).exists()


def clean() -> int:
    """Throw away what is over; how many rows."""
    return FailedAttempt.objects.filter(since__lte=clock.now() - _stretch()).delete()[0]


def _failed(box: BallotBox, client: str) -> int:
    row = FailedAttempt.objects.filter(
        box=box, client=client, since__gt=clock.now() - _stretch()
    ).first()
    return row.failed if row else 0


def _count(box: BallotBox, client: str) -> int:
    """Add one to the failures of now, and return how many there are."""
    now = clock.now()
    rows = FailedAttempt.objects.filter(box=box, client=client)
    with transaction.atomic():
        rows.filter(since__lte=now - _stretch()).delete()
        try:
            with transaction.atomic():
                FailedAttempt.objects.create(box=box, client=client, since=now, failed=1)
        except IntegrityError:
            rows.update(failed=F("failed") + 1)
        row = rows.first()
        return row.failed if row else 1


def _refusal(box: BallotBox, client: str) -> TooManyAttempts:
    row = FailedAttempt.objects.filter(box=box, client=client).first()
    retry_at = (row.since if row else clock.now()) + _stretch()
    at = localtime(retry_at + timedelta(seconds=59))
    return TooManyAttempts(
        _("U vulde te vaak een verkeerde code in. Probeer het opnieuw na %(hour)s.%(minute)s uur.")
        % {"hour": date_format(at, "H"), "minute": date_format(at, "i")},
        retry_at,
    )


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
    return salted_hmac(f"schakel.voice.attempts.{day}", network, algorithm="sha256").hexdigest()
