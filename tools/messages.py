"""The words of the screen: gather them from the code, keep the English catalogue complete.

`python tools/messages.py` writes `locale/en/LC_MESSAGES/django.po` and `.mo` anew, keeping the
translations that are there. `--check` changes nothing and fails when a word is missing, left over,
untranslated, or when the compiled file is older than its source.
"""

import io
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schakel.web.settings")

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent / "src" / "schakel"
PO = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def gathered() -> Catalog:
    """Every word that goes through gettext, in Python and in templates, with where it stands."""
    # One fixed date: the same words give the same bytes, so that `--check` can compare them.
    dated = datetime(2026, 1, 1, tzinfo=UTC)
    catalog = Catalog(
        locale="en",
        project="Schakel",
        version="",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        header_comment="# English for the screens. The msgid is Dutch; `make messages` gathers them.",
        creation_date=dated,
        revision_date=dated,
        charset="utf-8",
        fuzzy=False,
    )
    templates = [*SOURCE.rglob("*.html"), *SOURCE.rglob("templates/**/*.txt")]
    for path in sorted([*SOURCE.rglob("*.py"), *templates]):
        text = path.read_text()
        if path.suffix != ".py":
            # Without indentation the rest, all crosses, is something a Python tokenizer accepts.
            text = "\n".join(map(str.strip, templatize(text, origin=str(path)).splitlines()))
        stream = io.BytesIO(text.encode())
        place = path.relative_to(SOURCE).as_posix()
        for _line, message, _comments, context in extract("python", stream, KEYWORDS):
            catalog.add(message, locations=[(place, 0)], context=context)
    return catalog


def merged() -> tuple[Catalog, list[str]]:
    """The catalogue as it should be, and what a person still has to do."""
    catalog = gathered()
    with PO.open("rb") if PO.exists() else io.BytesIO() as file:
        present = read_po(file, locale="en")
    wrong = []
    for message in catalog:
        if not message.id:
            continue
        known = present.get(message.id, message.context)
        if known is not None and known.string:
            message.string = known.string
        given = message.string if isinstance(message.string, tuple) else (message.string,)
        if not all(given) or (message.pluralizable and len(given) != 2):
            wrong.append(f"no English for: {message.id}")
        if known is None:
            wrong.append(f"not in the catalogue: {message.id}")
    wrong += [
        f"no longer used: {m.id}" for m in present if m.id and catalog.get(m.id, m.context) is None
    ]
    return catalog, wrong


def main() -> int:
    catalog, wrong = merged()
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    mo = PO.with_suffix(".mo")
    if "--check" in sys.argv:
        if not mo.exists() or mo.read_bytes() != compiled.getvalue():
            wrong.append("django.mo is older than django.po: run make messages")
        print("\n".join(wrong) or f"{len(catalog)} messages, all in English")
        return 1 if wrong else 0
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, width=100, sort_output=True, omit_header=False)
    mo.write_bytes(compiled.getvalue())
    print("\n".join(wrong) or f"{len(catalog)} messages, all in English")
    return 0


if __name__ == "__main__":
    sys.exit(main())
