"""A letter as PDF/UA-1, set by typst. Every word goes in as data, and typst sees this folder only."""

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from schakel.dossiers.letters.content import Letter, Paragraph

_HERE = Path(__file__).parent
# Signs for which no font has a drawing would make a PDF that a screen reader cannot read.
_NOT_DRAWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ufffe\uffff]|[\ud800-\udfff]")
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")
_INSTEAD = "?"
_TRIES = 20


def as_pdf(letter: Letter) -> bytes:
    """The letter as a tagged PDF, the same bytes for the same letter."""
    data = json.dumps(_clean(_data(letter)), ensure_ascii=False)
    for _try in range(_TRIES):
        try:
            return typst.compile(
                _HERE / "letter.typ",
                root=_HERE,
                font_paths=[_HERE / "fonts"],
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=["ua-1"],
                sys_inputs={"letter": data},
            )
        except typst.TypstError as error:
            missing = {
                sign
                for text in _NOT_DRAWN.findall(error.diagnostic)
                for sign in _CODE.sub(lambda found: chr(int(found[1], 16)), text)
            }
            missing -= set(map(chr, range(128)))
            if not missing:
                raise
            data = re.sub(f"[{re.escape(''.join(sorted(missing)))}]", _INSTEAD, data)
    raise RuntimeError("a letter kept signs that no font draws")


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _CONTROL.sub(" ", value)
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list | tuple) else value


def _data(letter: Letter) -> dict[str, Any]:
    with translation.override(letter.language):
        return {
            "title": letter.title,
            "sender": letter.sender,
            "language": letter.language,
            "date": [letter.day.year, letter.day.month, letter.day.day],
            "day": date_format(letter.day, "j F Y"),
            "reference": letter.reference,
            "address": list(letter.address),
            "signed": list(letter.signed),
            "parts": [
                asdict(part)
                | (
                    {"language": part.language or letter.language}
                    if isinstance(part, Paragraph)
                    else {}
                )
                for part in letter.parts
            ],
            "words": {"page": _("bladzijde"), "date": _("Datum"), "reference": _("Kenmerk")},
        }
