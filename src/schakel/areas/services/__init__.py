"""Verbs on areas, their figures and boundaries."""

from schakel.areas.services.areas import add
from schakel.areas.services.imports import Report, import_file, import_files

__all__ = ["Report", "add", "import_file", "import_files"]
