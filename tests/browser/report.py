"""What the suite tested, written for the accessibility page when `make accessibility` asks for it."""

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils import timezone

_pages: dict[tuple[str, int, str], int] = {}
_without_page: set[str] = set()
_tools: set[str] = set()
_journeys: dict[str, bool] = {}


def tested(page: Any, engine: dict[str, str], found: int) -> None:
    """Axe looked at this page, as it is now."""
    try:
        name = resolve(urlsplit(page.url).path).view_name
    except Resolver404:
        return
    language = page.locator("html").get_attribute("lang")
    key = (name, page.viewport_size["width"], language)
    _pages[key] = max(_pages.get(key, 0), found)
    _tools.add(f"axe-core {engine['version']}")
    _tools.add(f"Chromium {page.context.browser.version}")


def has_no_page(name: str) -> None:
    _without_page.add(name)


def journey(test: str, passed: bool) -> None:
    """By keyboard alone, or without JavaScript: as the name of the test says."""
    for kind in ("keyboard", "without_javascript"):
        if kind in test:
            _journeys[kind] = _journeys.get(kind, True) and passed


def write() -> None:
    target = os.environ.get("SCHAKEL_ACCESSIBILITY_REPORT")
    if not target or not _pages:
        return
    told = {
        "day": timezone.localdate().isoformat(),
        "tools": sorted(_tools),
        "pages": [
            {"name": name, "width": width, "language": language, "faults": found}
            for (name, width, language), found in sorted(_pages.items())
        ],
        "without_page": sorted(_without_page - {name for name, _, _ in _pages}),
        "keyboard": _journeys.get("keyboard", False),
        "without_javascript": _journeys.get("without_javascript", False),
    }
    Path(target).write_text(json.dumps(told, indent=1) + "\n")
