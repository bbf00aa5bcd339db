"""What the browser suite found: a file that the suite writes, never a claim that somebody typed."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

FILE = Path(__file__).with_name("accessibility.json")


@dataclass(frozen=True)
class Report:
    day: date
    tools: list[str]
    pages: int
    total: int
    widths: list[int]
    faults: int
    keyboard: bool
    without_javascript: bool
    untested: list[str]


@cache
def read() -> Report | None:
    """The last report, beside the addresses that the site has now; None when there is none."""
    if not FILE.is_file():
        return None
    told = json.loads(FILE.read_text())
    known = _names() - set(told["without_page"])
    tested = {page["name"] for page in told["pages"]} & known
    return Report(
        day=date.fromisoformat(told["day"]),
        tools=told["tools"],
        pages=len(tested),
        total=len(known),
        widths=sorted({page["width"] for page in told["pages"]}),
        faults=sum(page["faults"] for page in told["pages"]),
        keyboard=told["keyboard"],
        without_javascript=told["without_javascript"],
        untested=sorted(known - tested),
    )


def _names(resolver: URLResolver | None = None, space: str = "") -> set[str]:
    """The names of all addresses of this site."""
    found = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            found |= _names(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.add(f"{space}{pattern.name}")
    return found
