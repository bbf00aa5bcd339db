"""Reads on areas, their figures and boundaries."""

from schakel.areas.queries.pages import found, parts_with_boundary, with_boundary
from schakel.areas.queries.places import (
    by_code,
    country,
    current,
    deliveries,
    lies_in,
    names,
    neighbourhoods,
    parts,
    place,
    within,
)

__all__ = [
    "by_code",
    "country",
    "current",
    "deliveries",
    "found",
    "lies_in",
    "names",
    "neighbourhoods",
    "parts",
    "parts_with_boundary",
    "place",
    "with_boundary",
    "within",
]
