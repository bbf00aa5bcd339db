"""The verb that reads a table in: everything is looked at first, and all of it is kept or nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from schakel.areas.importing.files import File
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.base.formats import count as count_words
from schakel.base.sheets import CellRefused, Reading, Sheet, Stored, read_cells
from schakel.people.models import Party
from schakel.people.permissions import is_official, is_system
from schakel.sheets.files import Table

# More than this is a wrong file, not a list that somebody works through.
_MOST_TOLD = 100
_EVERY = 500
_MOST_ROWS = 100_000
# An office answers for what it reads in; anybody can begin a party.
_MOST_OF_A_PARTY = 1_000


class SheetRefused(InputRefused):
    """What is wrong in a table. `lines` are sentences, each with its line and column."""

    def __init__(self, lines: list[str], count: int) -> None:
        self.lines, self.count = lines, count
        super().__init__(
            ngettext(
                "In %(number)s regel klopt iets niet. Er is niets bewaard.",
                "In %(number)s regels klopt iets niet. Er is niets bewaard.",
                count,
            )
            % {"number": count}
        )


def read_in(
    actor: Actor,
    municipality: Party,
    sheet: Sheet,
    path: Path,
    told: Callable[[int], None] = lambda line: None,
    ended: Callable[[Stored], None] = lambda stored: None,
) -> Stored:
    """Read a file into a municipality. `told` hears on which line the first look is.

    Nothing is written while it looks; then everything is, in one transaction, and `ended` in it.
    Raises NotAllowed, InputRefused for a file that is no such table, SheetRefused with what is
    wrong on which line.
    """
    if not (is_system.test(actor) or sheet.may(actor)):
        raise NotAllowed(_("Dit mag u niet inlezen in de rol die u nu hebt. Wissel van rol."))
    with path.open("rb") as packed:
        if packed.read(2) == b"\x1f\x8b":
            # A small packed file may hold more than any disk.
            raise InputRefused(_("Dit bestand is ingepakt. Pak het uit, en lees het dan in."))
    table = Table(sheet, File(path))
    most = _MOST_ROWS if is_system.test(actor) or is_official.test(actor) else _MOST_OF_A_PARTY
    _look(table, sheet, sheet.open(actor, municipality), told, most)
    try:
        with transaction.atomic():
            reading = sheet.open(actor, municipality)
            stored = reading.store(_kept(table, sheet, reading))
            ended(stored)
            return stored
    except IntegrityError as error:
        raise InputRefused(
            _(
                "Iemand anders las op hetzelfde moment iets in. Er is niets bewaard. Probeer opnieuw."
            )
        ) from error


def _look(
    table: Table, sheet: Sheet, reading: Reading, told: Callable[[int], None], most: int
) -> None:
    wrong: list[str] = []
    count = rows = 0
    for line, row in table.rows():
        rows += 1
        if rows > most:
            raise InputRefused(
                _("Dit bestand heeft meer dan %(most)s regels. Verdeel het over meer bestanden.")
                % {"most": count_words(most)}
            )
        if rows % _EVERY == 0:
            told(line)
        try:
            if isinstance(row, InputRefused):
                raise row
            reading.check(read_cells(sheet, row))
        except InputRefused as refused:
            count += 1
            if count <= _MOST_TOLD:
                wrong.append(_placed(line, refused))
    if wrong:
        raise SheetRefused(wrong, count)
    if not rows:
        raise InputRefused(_("In dit bestand staan geen regels. Vul er een in onder de kop."))


def _kept(table: Table, sheet: Sheet, reading: Reading) -> Iterator[Any]:
    for line, row in table.rows():
        try:
            if isinstance(row, InputRefused):
                raise row
            yield reading.check(read_cells(sheet, row))
        except InputRefused as refused:  # it was right a moment ago
            raise SheetRefused([_placed(line, refused)], 1) from None


def _placed(line: int, refused: InputRefused) -> str:
    sentence = str(refused)
    if isinstance(refused, CellRefused):
        return _("Regel %(line)s, “%(column)s”: %(sentence)s") % {
            "line": line,
            "column": refused.column,
            "sentence": sentence,
        }
    return _("Regel %(line)s: %(sentence)s") % {"line": line, "sentence": sentence}
