"""The norms that ship with the package: their names, units and values, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

DATA = Path(__file__).parent / "data"

# The file of a norm is its theme.
THEMES = {
    "agenda": _("Agenda"),
    "privacy": _("Privacy"),
    "awb": _("Termijnen en bezwaar"),
    "subsidy": _("Subsidie"),
    "aid": _("Staatssteun en inkoop"),
    "participation": _("Meedoen"),
    "volunteers": _("Vrijwilligers"),
    "work": _("Werk en inkomen"),
    "property": _("Ruimte en huur"),
    "value": _("Waarde"),
    "people": _("Rollen en balie"),
    "exchange": _("Vraag en aanbod"),
    "initiatives": _("Initiatieven van bewoners"),
    "retention": _("Hoelang wij bewaren"),
}


@dataclass(frozen=True)
class Value:
    value: Decimal
    valid_from: date
    valid_to: date | None
    source: str
    url: str
    verified: bool


@dataclass(frozen=True)
class Shipped:
    """`law`: an act of parliament or Europe says it, so that deviating needs a ground in that act."""

    key: str
    theme: str
    nl: str
    en: str
    unit: str
    law: bool
    example_of: str
    values: tuple[Value, ...]

    @property
    def name(self) -> str:
        return self.en if (get_language() or "nl").startswith("en") else self.nl


@cache
def shipped() -> Mapping[str, Shipped]:
    """Every norm that ships, by key.

    Raises ValueError for a key that stands in two files, or a file whose theme has no words.
    """
    found: dict[str, Shipped] = {}
    for path in sorted(DATA.glob("*.toml")):
        theme = path.stem
        if theme not in THEMES:
            raise ValueError(f"norms/data/{path.name}: say in THEMES what {theme} is called")
        for key, given in tomllib.loads(path.read_text("utf-8")).items():
            if key in found:
                raise ValueError(f"norms/data/{path.name}: {key} also stands in another file")
            found[key] = _read(key, theme, given)
    return found


def _read(key: str, theme: str, given: dict[str, Any]) -> Shipped:
    return Shipped(
        key=key,
        theme=theme,
        nl=given["nl"],
        en=given["en"],
        unit=given["unit"],
        law=given.get("law", False),
        example_of=given.get("example_of", ""),
        values=tuple(
            Value(
                value=Decimal(row["value"]),
                valid_from=row["valid_from"],
                valid_to=row.get("valid_to"),
                source=row["source"],
                url=row.get("url", ""),
                verified=row["verified"],
            )
            for row in given["values"]
        ),
    )


def name(key: str) -> str:
    """The name of a norm in the language of the page; its key when it did not ship."""
    known = shipped().get(key)
    return known.name if known else key


def theme(key: str) -> str:
    known = shipped().get(key)
    return known.theme if known else ""
