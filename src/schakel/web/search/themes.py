"""The theme list that this site searches with: the shipped one and the municipality's own."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error

from schakel.engines.similarity.themes import Themes, ThemesRefused, join, parse, shipped


@cache
def themes() -> Themes:
    """Read once in each process. A file that cannot be read is reported by `schakel check`."""
    try:
        return _read()
    except (OSError, UnicodeDecodeError, ThemesRefused):
        return shipped()


def _read() -> Themes:
    path = settings.SEARCH_THEMES
    if not path:
        return shipped()
    return join(shipped(), parse(Path(path).read_text(encoding="utf-8"), path))


def check(app_configs: object, **more: object) -> list[CheckMessage]:
    """Whether the file that SCHAKEL_THEMES names can be used."""
    try:
        _read()
    except (OSError, UnicodeDecodeError, ThemesRefused) as error:
        return [
            Error(
                str(error),
                hint="SCHAKEL_THEMES: see docs/reference/similarity.md.",
                id="search.E001",
            )
        ]
    return []
