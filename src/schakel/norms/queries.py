"""Reads on norms."""

from datetime import date

from django.db.models import Q

from schakel.norms.models import Norm, NormMissing, NormNotVerified


def norm(key: str, on: date) -> Norm:
    """The norm with this key on that day. Raises NormMissing, naming key and day."""
    found = (
        Norm.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), key=key, valid_from__lte=on)
        .order_by("-valid_from")
        .first()
    )
    if found is None:
        raise NormMissing(f"De norm {key} bestaat niet op {on:%d-%m-%Y}. Voeg haar toe bij de normen.")
    return found


def verified(key: str, on: date) -> Norm:
    """Like `norm`, for what a decision, payment or term rests on: an unchecked norm is refused."""
    found = norm(key, on)
    if not found.verified:
        raise NormNotVerified(
            f"De norm {key} is nog niet nagekeken. Laat haar eerst vergelijken met de bron: {found.source}."
        )
    return found
