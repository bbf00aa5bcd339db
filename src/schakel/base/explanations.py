"""Texts for explanations: keys and values from an engine become sentences in Dutch or English.

Texts are in `texts/<name>.toml`, one table a key with `nl` and `en`. A value is written as
`{name:format}`: `count` (1.248), `money` (€ 19.800), `date` (18 november 2026), `text`, `plain` (a
number in full, a date, words in the language asked, another statement), or two words with a bar, of
which the first is for exactly one (`{voters:stemmer|stemmers}`).
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from schakel.engines.explanation import Explanation, Value, Words

LANGUAGES = ("nl", "en")
NO_BREAK_SPACE = "\u00a0"

_PLACE = re.compile(r"\{(\w+):([^{}]+)\}")
_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}


class MissingText(KeyError):
    """A key without a text, or a text that asks a value the explanation lacks."""

    def __str__(self) -> str:
        return str(self.args[0])


def render(explanation: Explanation, language: str = "nl", currency: str = "EUR") -> str:
    """The sentence for one explanation, without its reasons. Raises MissingText."""
    text = _text(explanation.key, language)

    def fill(match: re.Match[str]) -> str:
        name, form = match.groups()
        if name not in explanation.values:
            raise MissingText(
                f"{explanation.key}: the {language} text asks {name}, which is not given"
            )
        return _written(explanation.values[name], form, language, currency, explanation.key)

    return _PLACE.sub(fill, text)


def render_all(explanation: Explanation, language: str = "nl", currency: str = "EUR") -> list[str]:
    """The sentence, then those of its reasons, then those of what would have changed it."""
    lines = [render(explanation, language, currency)]
    for child in (*explanation.because, *explanation.would_change):
        lines += render_all(child, language, currency)
    return lines


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Every key with its texts per language, from all files in `texts`."""
    texts: dict[str, Mapping[str, str]] = {}
    for file in sorted(files("schakel.base").joinpath("texts").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".toml"):
            continue
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
        for key, entry in _flat("", tables):
            if key in texts:
                raise ValueError(f"texts/{file.name}: {key} also has a text in another file")
            texts[key] = entry
    return texts


def _flat(prefix: str, table: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, str]]]:
    if any(isinstance(value, str) for value in table.values()):
        yield prefix, table
        return
    for name, value in table.items():
        yield from _flat(f"{prefix}.{name}" if prefix else name, value)


def _text(key: str, language: str) -> str:
    entry = catalogue().get(key)
    if entry is None:
        raise MissingText(f"{key}: no such text in base/texts")
    if language not in entry:
        raise MissingText(f"{key}: no text in language {language!r}")
    return entry[language]


def _written(value: Value, form: str, language: str, currency: str, key: str) -> str:
    if "|" in form:
        one, many = form.split("|", 1)
        return one if value == 1 else many
    if form == "text":
        return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    if form == "plain":
        return _plain(value, language, currency)
    if form == "date":
        return _day(date.fromisoformat(str(value)), language)
    if isinstance(value, int | Fraction) and form == "count":
        return number(value, language)
    if isinstance(value, int | Fraction) and form == "money":
        return money(value, language, currency)
    raise MissingText(f"{key}: {value!r} cannot be written as {form!r}")


def _plain(value: Value, language: str, currency: str) -> str:
    if isinstance(value, tuple):
        return ", ".join(_plain(each, language, currency) for each in value)
    if isinstance(value, Words):
        return value.nl if language == "nl" else value.en
    if isinstance(value, Explanation):
        return render(value, language, currency)
    if isinstance(value, date):
        return _day(value, language)
    if isinstance(value, int | Fraction):
        return exact(value, language)
    return str(value)


def _day(day: date, language: str) -> str:
    return f"{day.day} {_MONTHS[language].split()[day.month - 1]} {day.year}"


def exact(value: int | Fraction, language: str = "nl") -> str:
    """A number without rounding: all its decimals, or a fraction where those never end."""
    part = Fraction(value)
    for places in range(7):
        scaled = part * 10**places
        if scaled.denominator == 1:
            text = f"{Decimal(scaled.numerator).scaleb(-places):,f}"
            return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text
    return f"{part.numerator}/{part.denominator}"


def money(amount: int | Fraction, language: str = "nl", currency: str = "EUR") -> str:
    """€ 19.800 or €19,800; another currency by its code; hundredths only when not whole."""
    written = number(-amount if amount < 0 else amount, language)
    sign = "-" if amount < 0 else ""
    if currency == "EUR":
        return f"€{NO_BREAK_SPACE}{sign}{written}" if language == "nl" else f"{sign}€{written}"
    return f"{currency}{NO_BREAK_SPACE}{sign}{written}"


def number(value: int | Fraction, language: str) -> str:
    """Thousands apart; two decimals when not whole, a half rounded away from zero."""
    hundredths = (abs(Fraction(value)) * 100 + Fraction(1, 2)) // 1
    whole, rest = divmod(hundredths, 100)
    text = f"{whole:,}" + (f".{rest:02}" if rest else "")
    if language == "nl":
        text = text.translate(str.maketrans(",.", ".,"))
    return f"-{text}" if value < 0 and hundredths else text
