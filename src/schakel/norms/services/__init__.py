"""Verbs on norms."""

from schakel.norms.services.deviations import deviate, end_deviation
from schakel.norms.services.loading import load_shipped
from schakel.norms.services.values import change, verify

__all__ = ["change", "deviate", "end_deviation", "load_shipped", "verify"]
