"""Names of parties: a short id for the address, and the key by which duplicates are found."""

import re
import unicodedata
import uuid
from collections.abc import Callable, Collection, Iterable

from django.utils.translation import gettext as _

from schakel.base.exceptions import InputRefused

# No 0, 1, i, l, o: a short id is read aloud and copied from paper.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTHS = range(4, 9)
# Words that people add or leave out as it comes.
_LEGAL_WORDS = frozenset(
    "bv bewonersgroep bewonersvereniging cooperatie cv de een en gemeente het nv oa stichting st stg "
    "t the ua van ver vereniging vof wa".split()
)


def short_id(number: uuid.UUID, taken: Callable[[str], bool]) -> str:
    """The first letters of the id that nothing else has: four, and more only when taken."""
    for length in _LENGTHS:
        if not taken(_letters(number)[:length]):
            return _letters(number)[:length]
    raise InputRefused(_("Er is geen vrij kort nummer meer. Probeer het opnieuw."))


def _letters(number: uuid.UUID) -> str:
    rest, letters = number.int, ""
    while rest:
        rest, place = divmod(rest, len(_ALPHABET))
        letters += _ALPHABET[place]
    return letters


def short_ids(
    numbers: Iterable[uuid.UUID], taken: Callable[[Collection[str]], Collection[str]]
) -> dict[uuid.UUID, str]:
    """`short_id` of many at once: `taken` says in one question which of these are."""
    wanted = {number: [_letters(number)[:length] for length in _LENGTHS] for number in numbers}
    used = set(taken({each for those in wanted.values() for each in those}))
    found = {}
    for number, those in wanted.items():
        free = next((each for each in those if each not in used), None)
        if free is None:
            raise InputRefused(_("Er is geen vrij kort nummer meer. Probeer het opnieuw."))
        used.add(free)
        found[number] = free
    return found


def name_key(name: str) -> str:
    """What is left of a name without case, accents, signs, legal form and small words.

    `Stichting Buurthuis De Lindenboom` and `St. buurthuis Lindenboom` have the same key.
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", plain)  # b.v. -> bv
    words = re.findall(r"\w+", plain)
    kept = [word for word in words if word not in _LEGAL_WORDS]
    return "".join(kept or words)[:200]
