"""The component that shows a norm with where it comes from, on any screen."""

from datetime import date
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from schakel.base import clock
from schakel.norms import catalogue, queries, wording
from schakel.norms.models import Norm, NormMissing
from schakel.norms.places import Place

register = template.Library()


@register.simple_tag
def norm(key: str, place: Place | None = None, on: date | None = None) -> SafeString:
    """`{% norm "awb.objection_weeks" %}`, or with `place=place`: the value, its source, whether it
    was verified, and the deviation that counts there with its reason and last day.
    """
    context: dict[str, Any] = {"key": key}
    try:
        context["found"] = queries.norm(key, on or clock.today(), place)
    except NormMissing as error:
        context["missing"] = str(error)
    return SafeString(render_to_string("norms/_norm.html", context))


@register.filter
def written(row: Norm) -> str:
    """`{{ deviation|written }}`: the value of a norm or deviation with its unit."""
    return wording.written(row.value, row.unit)


@register.filter
def theme_of(key: str) -> str:
    return catalogue.theme(key)
