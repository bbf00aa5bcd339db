"""Bringing the norms that ship with the package into the table."""

from schakel.norms import catalogue
from schakel.norms.models import Norm


def load_shipped() -> int:
    """Bring the norms that ship with the package into the table; returns how many were new.

    A row that an office checked or changed stays as it is. One that nobody touched follows the
    package, so that an upgrade brings what was found out since.
    """
    known = {(norm.key, norm.valid_from): norm for norm in Norm.objects.all()}
    new, changed = [], []
    for shipped in catalogue.shipped().values():
        for value in shipped.values:
            fields = {
                "value": value.value,
                "unit": shipped.unit,
                "valid_to": value.valid_to,
                "source": value.source,
                "url": value.url,
                "verified": value.verified,
                "example_of": shipped.example_of,
            }
            norm = known.get((shipped.key, value.valid_from))
            if norm is None:
                new.append(Norm(key=shipped.key, valid_from=value.valid_from, **fields))
            elif not norm.touched and any(getattr(norm, name) != fields[name] for name in fields):
                for name, field in fields.items():
                    setattr(norm, name, field)
                changed.append(norm)
    Norm.objects.bulk_create(new)
    if changed:
        Norm.objects.bulk_update(
            changed, ["value", "unit", "valid_to", "source", "url", "verified", "example_of"]
        )
    return len(new)
