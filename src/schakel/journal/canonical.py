"""The one way in which facts become bytes, so that a digest made today can be checked in ten years.

JSON in UTF-8 with the keys sorted by code point, no white space, and nothing escaped but `"`, `\\` and
the control characters. Only what survives a trip through either database unchanged: whole numbers,
text, true, false, null, lists and objects with text keys. No floats: they have no single spelling.
"""

import json
from typing import Any

from schakel.journal.exceptions import FactsRefused

_encoder = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def encode(value: Any) -> bytes:
    """The canonical bytes of a value. FactsRefused names the place of anything that has none."""
    _check(value, "facts")
    return _encoder.encode(value).encode()


def _check(value: Any, place: str) -> None:
    match value:
        case None | bool() | int():
            return
        case str():
            check_text(value, place)
        case list():
            for number, item in enumerate(value):
                _check(item, f"{place}[{number}]")
        case dict():
            for key, item in value.items():
                if not isinstance(key, str):
                    raise FactsRefused(f"{place}: the key {key!r} must be text.")
                check_text(key, place)
                _check(item, f"{place}[{key!r}]")
        case _:
            raise FactsRefused(
                f"{place}: a {type(value).__name__} has no single spelling; "
                "use whole numbers, text, true, false, null, lists or objects."
            )


def check_text(text: str, place: str) -> None:
    """Refuse text that one of the databases cannot hold."""
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise FactsRefused(f"{place}: text cannot hold a null character or half a character.")
