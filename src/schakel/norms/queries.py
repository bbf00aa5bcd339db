"""Reads on norms."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from schakel.norms.models import Norm, NormMissing, NormNotVerified


def norm(key: str, on: date) -> Norm:
    """The norm with this key on that day. Raises NormMissing, naming key and day."""
    found = (
        Norm.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=on), key=key, valid_from__lte=on
        )
        .order_by("-valid_from")
        .first()
    )
    if found is None:
        raise NormMissing(
            _("De norm %(key)s bestaat niet op %(day)s. Voeg de norm toe.")
            % {"key": key, "day": f"{on:%d-%m-%Y}"}
        )
    return found


def verified(key: str, on: date) -> Norm:
    """Like `norm`, for what a decision, payment or term rests on: an unchecked norm is refused."""
    found = norm(key, on)
    if not found.verified:
        raise NormNotVerified(
            _(
                "De norm %(key)s is nog niet nagekeken. Vergelijk de norm eerst met de bron: %(source)s."
            )
            % {"key": key, "source": found.source}
        )
    return found
