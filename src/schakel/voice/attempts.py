"""Guessing codes is limited, per ballot box and per address."""

from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from schakel.base.actor import Actor
from schakel.base.attempts import Limit
from schakel.voice.exceptions import CodeRefused
from schakel.voice.models import BallotBox, Voter
from schakel.voice.services import known_hashes


@sensitive_variables()
def check_code(actor: Actor, box: BallotBox, code: str, *, address: str) -> bool:
    """Whether this code was used before. Counts a wrong code against the address.

    Raises CodeRefused for a wrong code, and TooManyAttempts, with the moment from which one may try
    again, once there were too many: then also for a right one, which would otherwise tell.
    """
    limit = Limit(
        f"voice.code.{box.pk}",
        _("U vulde te vaak een verkeerde code in. Probeer het opnieuw na %(time)s uur."),
    )
    try:
        hashes = known_hashes(box, code)
    except CodeRefused:
        limit.count(address)
        raise
    limit.check(address)
    return Voter.objects.filter(box=box, code_hash__in=hashes, used=True).exists()
