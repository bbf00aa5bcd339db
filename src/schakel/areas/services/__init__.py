"""Verbs on areas, their figures and boundaries."""

from schakel.areas.services.areas import add
from schakel.areas.services.imports import Report, fetch, import_file, import_files, open_file
from schakel.areas.services.protection import protect_all
from schakel.areas.services.reports import describe, unmatched

__all__ = [
    "Report",
    "add",
    "describe",
    "fetch",
    "import_file",
    "import_files",
    "open_file",
    "protect_all",
    "unmatched",
]
