"""Verbs on areas, their figures and boundaries."""

from schakel.areas.services.areas import add
from schakel.areas.services.imports import Report, import_file, import_files
from schakel.areas.services.reports import describe, unmatched

__all__ = ["Report", "add", "describe", "import_file", "import_files", "unmatched"]
