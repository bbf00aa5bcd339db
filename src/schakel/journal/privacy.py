"""What does not belong in a public text: forms warn of it, and the journal refuses the certain kinds."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_IBAN = re.compile(r"(?<![^\W_])[A-Z]{2}\d\d(?:[ -]?[A-Z0-9]){11,30}(?![^\W_])", re.IGNORECASE)
_DUTCH_IBAN = re.compile(r"NL\d\d[A-Z]{4}\d{10}")
_PHONE = re.compile(
    r"(?<![\w€.,/-])(?:(?:\+|00)[1-9](?:[ .()/-]{0,2}\d){8,13}|\(?0(?:[ .()/-]{0,2}[0-9]){9})(?![\w])"
)

_PARTICLES = r"(?:(?:van|de|der|den|des|ten|ter|te|'t|’t|la|le|el|al|ben|bin|von)\s+)"
_NAME = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’]+(?:-[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+)?"
_TITLED = re.compile(
    rf"\b(?:[Dd]e heer|[Mm]eneer|[Mm]evrouw|[Dd]hr|[Mm]evr|[Mm]w|[Mm]r|[Dd]rs|[Dd]r|[Ii]r)\.?\s+"
    rf"(?:[A-Z]\.\s?)*{_PARTICLES}*{_NAME}"
)
_INITIALS = re.compile(rf"(?<![\w.])(?:[A-Z]\.\s?)+{_PARTICLES}*{_NAME}")
_PARTICLED = re.compile(rf"\b({_NAME})\s+{_PARTICLES}+{_NAME}")
# Two words with a capital are as often a place or an organisation; these begin one.
_NOT_A_PERSON = frozenset(
    """bewonersgroep bewonersvereniging bibliotheek bureau buurt buurthuis buurtcentrum buurttuin
    college commissie fonds gebied gemeente huis initiatief kinderboerderij kunstwerk park plein
    provincie raad school speeltuin stichting straat team vereniging werkgroep wijk wijkcentrum
    wijkraad zwembad""".split()
)


def warnings(text: str) -> list[str]:
    """What in a public text may point to a person, one sentence each, for the writer to judge."""
    found = [*_refusals(text)]
    if name := _name_in(text):
        found.append(
            _("“%(name)s” lijkt op een naam. Noem een functie, geen persoon.") % {"name": name}
        )
    return found


def refusal(text: str) -> str:
    """The first thing that may never be in a public text, or an empty string."""
    return next(_refusals(text), "")


def scrub(text: str) -> str:
    """The text with a word in the place of every e-mail address, account and telephone number."""
    text = _EMAIL.sub("[e-mail]", text)
    text = _IBAN.sub(lambda found: "[account]" if _iban(found[0]) else found[0], text)
    return _PHONE.sub("[telephone]", text)


def _refusals(text: str) -> Iterator[str]:
    if found := _EMAIL.search(text):
        yield _("In deze openbare tekst staat een e-mailadres (%(found)s). Haal het weg.") % {
            "found": found[0]
        }
    # A telephone number is not looked for inside an account number.
    rest = text
    for found in _IBAN.finditer(text):
        if iban := _iban(found[0]):
            yield _(
                "In deze openbare tekst staat een rekeningnummer (%(found)s). Haal het weg."
            ) % {"found": iban}
            rest = rest.replace(found[0], " ")
    if found := _PHONE.search(rest):
        yield _("In deze openbare tekst staat een telefoonnummer (%(found)s). Haal het weg.") % {
            "found": found[0].strip()
        }


def _iban(found: str) -> str:
    """The account number at the start of what was found: of the Dutch shape, or with a right check."""
    compact = re.sub(r"[ -]", "", found).upper()
    if dutch := _DUTCH_IBAN.match(compact):
        return dutch[0]
    for length in range(len(compact), 14, -1):
        turned = compact[4:length] + compact[:4]
        if int("".join(str(int(character, 36)) for character in turned)) % 97 == 1:
            return compact[:length]
    return ""


def _name_in(text: str) -> str:
    for pattern in (_TITLED, _INITIALS):
        if found := pattern.search(text):
            return found[0]
    for found in _PARTICLED.finditer(text):
        if found[1].lower() not in _NOT_A_PERSON:
            return found[0]
    return ""
