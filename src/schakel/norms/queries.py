"""Reads on norms."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from schakel.norms import catalogue, wording
from schakel.norms.models import Act, Deviation, Norm, NormMissing, NormNotVerified
from schakel.norms.places import Place


@dataclass(frozen=True)
class InForce:
    """What holds on a day in a place: the norm, and the deviation that counts there, if any."""

    norm: Norm
    deviation: Deviation | None = None

    @property
    def key(self) -> str:
        return self.norm.key

    @property
    def value(self) -> Decimal:
        return self.deviation.value if self.deviation else self.norm.value

    @property
    def unit(self) -> str:
        return self.norm.unit

    @property
    def source(self) -> str:
        if self.deviation is None:
            return self.norm.source
        told = {"approver": self.deviation.approver, "source": self.norm.source}
        return _("%(approver)s, in plaats van: %(source)s") % told

    @property
    def usable(self) -> bool:
        """Whether a decision, payment or term may rest on it.

        A deviation may: the body that approved it is named. A value that nobody compared with its
        source may not, nor the rule of another municipality.
        """
        return self.deviation is not None or (self.norm.verified and not self.norm.example_of)

    @property
    def written(self) -> str:
        return wording.written(self.value, self.unit)

    @property
    def name(self) -> str:
        return catalogue.name(self.key)


def norm(key: str, on: date, place: Place | None = None) -> InForce:
    """What this norm says on that day, in that place. Raises NormMissing, naming key and day."""
    found = _on(Norm.objects.filter(key=key), on).order_by("-valid_from").first()
    if found is None:
        raise NormMissing(
            _("De norm %(key)s bestaat niet op %(day)s. Voeg de norm toe.")
            % {"key": key, "day": f"{on:%d-%m-%Y}"}
        )
    return InForce(found, _deviation(key, on, place) if place else None)


def verified(key: str, on: date, place: Place | None = None) -> InForce:
    """Like `norm`, for what a decision, payment or term rests on: an unchecked norm is refused."""
    found = norm(key, on, place)
    if found.usable:
        return found
    if found.norm.example_of:
        raise NormNotVerified(
            _(
                "De norm %(key)s is een voorbeeld (%(whose)s). Leg eerst vast wat in uw gemeente geldt."
            )
            % {"key": key, "whose": found.norm.example_of}
        )
    raise NormNotVerified(
        _("De norm %(key)s is nog niet nagekeken. Vergelijk de norm eerst met de bron: %(source)s.")
        % {"key": key, "source": found.norm.source}
    )


def _on(norms: QuerySet[Norm], day: date) -> QuerySet[Norm]:
    return norms.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


def _deviation(key: str, on: date, place: Place) -> Deviation | None:
    scopes = place.scopes()
    found = {
        (deviation.area, deviation.area_type): deviation
        for deviation in Deviation.objects.filter(
            key=key, area__in=place.codes, starts__lte=on, ends__gte=on, withdrawn=False
        )
    }
    return next((found[scope] for scope in scopes if scope in found), None)


def keys(theme: str = "") -> list[str]:
    """The keys of all norms, or of one theme."""
    found = Norm.objects.order_by("key").values_list("key", flat=True).distinct()
    return [key for key in found if not theme or catalogue.theme(key) == theme]


def listed(on: date, theme: str = "", unverified_only: bool = False) -> list[InForce]:
    """Each norm as it is on that day, or else its newest value: unverified first, examples last."""
    newest: dict[str, Norm] = {}
    for found in Norm.objects.order_by("key", "valid_from"):
        known = newest.get(found.key)
        if known is None or found.valid_from <= on:
            newest[found.key] = found
    rows = [
        InForce(found)
        for key, found in newest.items()
        if (not theme or catalogue.theme(key) == theme) and not (unverified_only and found.verified)
    ]
    rows.sort(
        key=lambda row: (bool(row.norm.example_of), row.norm.verified, row.name.casefold(), row.key)
    )
    return rows


def history(key: str) -> QuerySet[Norm]:
    """Every value that a norm had, has and will have, the newest first."""
    return Norm.objects.filter(key=key).order_by("-valid_from")


def deviations(key: str, on: date) -> QuerySet[Deviation]:
    """Those that hold on that day or begin later."""
    return Deviation.objects.filter(key=key, ends__gte=on, withdrawn=False)


def acts(key: str) -> QuerySet[Act]:
    """What was done with a norm, the newest first."""
    return Act.objects.filter(key=key).select_related("entry")
