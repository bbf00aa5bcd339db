"""Verbs on areas."""

from django.utils.text import slugify

from schakel.areas.models import Area
from schakel.base.actor import Actor


def add(
    actor: Actor, *, code: str, year: int, kind: str, name: str, parent: Area | None = None
) -> Area:
    """Add an area, or give back the one that has this code in this year, with its name brought up to date."""
    area, _ = Area.objects.update_or_create(
        code=code,
        year=year,
        defaults={"kind": kind, "name": name, "slug": slugify(name), "parent": parent},
    )
    return area
