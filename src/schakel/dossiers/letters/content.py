"""What a letter says, apart from how it looks."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from schakel.base.exceptions import InputRefused


@dataclass(frozen=True)
class Heading:
    text: str
    kind: str = field(default="heading", init=False)


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. `language` is set where it differs from the letter: a decision stays Dutch.

    `quoted` is for words taken over as they were decided, such as a legal text.
    """

    text: str
    language: str = ""
    quoted: bool = False
    kind: str = field(default="paragraph", init=False)


@dataclass(frozen=True)
class Items:
    items: tuple[str, ...]
    kind: str = field(default="list", init=False)


@dataclass(frozen=True)
class Table:
    """`numeric` holds the places (from 0) of the columns with numbers."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
    kind: str = field(default="table", init=False)

    @property
    def places(self) -> tuple[int, ...]:
        """The columns with numbers, counted from 1 as tables on a page do."""
        return tuple(place + 1 for place in self.numeric)


Part = Heading | Paragraph | Items | Table


@dataclass(frozen=True)
class Letter:
    title: str
    sender: str
    day: date
    language: str
    parts: tuple[Part, ...]
    reference: str = ""
    address: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()


def compose(
    *,
    title: str,
    sender: str,
    day: date,
    parts: list[Part],
    reference: str = "",
    address: tuple[str, ...] = (),
    signed: tuple[str, ...] = (),
    language: str = "",
) -> Letter:
    """Put a letter together. `address` only where it is sent by post. Empty parts fall away.

    Raises InputRefused for a letter without title, sender or text, or with a table that has holes.
    """
    kept = tuple(part for part in parts if _says_something(part))
    if not title.strip() or not sender.strip() or not kept:
        raise InputRefused(_("Een brief heeft een titel, een afzender en een tekst."))
    for part in kept:
        if isinstance(part, Table) and any(len(row) != len(part.columns) for row in part.rows):
            raise InputRefused(
                _("In de tabel ‘%(caption)s’ mist een cel. Vul elke rij aan.")
                % {"caption": part.caption}
            )
    return Letter(
        title=title.strip(),
        sender=sender.strip(),
        day=day,
        language=language or get_language() or "nl",
        parts=kept,
        reference=reference,
        address=address,
        signed=signed,
    )


def _says_something(part: Part) -> bool:
    if isinstance(part, Heading | Paragraph):
        return bool(part.text.strip())
    return bool(part.items if isinstance(part, Items) else part.rows)
