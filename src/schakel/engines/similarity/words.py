"""Dutch words: folding of signs, words of a text, a light stem, and how a word sounds.

The stem is no linguistics: it makes plural, diminutive and inflected forms equal ("kippetjes" and
"kippen" are "kip") and is used on both sides, so that a wrong stem harms little.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 60  # a longer word is cut: nobody searches for one, and an address may be one

# A word, with what Dutch writes inside one: "'s-gravenhage", "auto's", "e-mail".
_WORD = re.compile(r"[^\W_]+(?:['\u2019\u2018`\u2010\u2011-][^\W_]+)*")
_INSIDE = re.compile(r"[^a-z0-9]+")
_VOWELS = frozenset("aeiouy")

# Words that say nothing about what is looked for.
SMALL = frozenset(
    """aan al alle allemaal als altijd andere anders beide ben bent bij daar dan dat de der deze die dit
    doe doen door een eens elk elke en er erg ergens ervan even geen gaan gaat graag haar had hadden hare
    heb hebben hebt heeft hem hen het hier hij hoe hun ie iemand iets ik in is ja je jij jou jouw jullie kan
    kun kunnen kunt maar mag me mee meer men met mij mijn moest moet moeten na naar nee niet niets nog nu of
    om omdat onder ons onze ook op over per te tegen toch toen tot u uit uw van veel voor waar waarom wat we
    wel welk welke werd wie wij wil willen word worden wordt zal ze zelf zich zij zijn zo zoals zonder zou
    iedereen ieder iedere mogen staat komt komen hoeveel wanneer ding dingen mensen krijgen krijg zoek
    zoeken vind vinden""".split()
)
_KEPT = frozenset(
    "gas kas was jas ras tas pas bas glas gras klas plas les fles mes bes adres proces succes ons bos vos "
    "mos los vers hals mals thuis".split()
)
_IRREGULAR = {
    "kinderen": "kind", "kinder": "kind", "eieren": "ei", "eier": "ei", "liederen": "lied", "steden": "stad",
    "leden": "lid", "schepen": "schip", "dagen": "dag", "wegen": "weg", "daken": "dak", "gaten": "gat",
    "glazen": "glas", "paden": "pad", "vaten": "vat", "baden": "bad", "bladeren": "blad", "goederen": "goed",
    "volkeren": "volk", "musea": "museum", "hoven": "hof", "holen": "hol", "sloten": "slot",
    "spelen": "speel", "wegje": "weg", "dagje": "dag",
    "paadje": "pad", "gaatje": "gat", "blaadje": "blad", "scheepje": "schip",
    "glaasje": "glas", "ouders": "ouder", "oudere": "ouder", "ouderen": "ouder", "jongeren": "jonger",
    "spel": "speel", "spellen": "speel", "speelt": "speel", "gespeeld": "speel", "eten": "eet", "eet": "eet",
}  # fmt: skip


@dataclass(frozen=True)
class Word:
    """A word of a text: as written, where it stands, and the stems it is found by."""

    written: str
    start: int
    stems: tuple[str, ...]

    @property
    def stem(self) -> str:
        return self.stems[0]


def fold(text: str) -> str:
    """Small letters without accents; the ligature ij is two letters."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def words(text: str) -> list[Word]:
    """The words of a text in order, small words too. Signs between them are no words."""
    found = []
    for match in _WORD.finditer(text):
        pieces = [piece for piece in _INSIDE.split(fold(match[0])[:LONGEST]) if piece]
        if not pieces:
            continue
        stems = [stem("".join(pieces))]
        if len(pieces) > 1:
            stems += [stem(piece) for piece in pieces if len(piece) > 2]
        found.append(Word(match[0], match.start(), tuple(dict.fromkeys(stems))))
    return found


def content(text: str) -> list[Word]:
    """The words that say something: no small words, no single letters."""
    return [word for word in words(text) if _says_something(word)]


def _says_something(word: Word) -> bool:
    plain = fold(word.written)
    return len(plain) > 1 and plain not in SMALL


def joined(text: str) -> str:
    """All letters and digits of a text against each other, to compare names: `sgravenhage`."""
    return _INSIDE.sub("", fold(text))[:LONGEST]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The form that plural, diminutive and inflection share. `word` is folded."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4 or not word.isalpha():
        return word
    word = _without_diminutive(word)
    if _is_plural_with_s(word):
        word = word[:-1]
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(("eeen", "ieen")):
        return word[:-2]
    if word.endswith("heden"):
        return word[:-5] + "heid"
    if word.endswith("en") and len(word) > 4 and word[-3] not in _VOWELS:
        return _closed(word[:-2])
    if word.endswith("e") and len(word) > 4 and word[-2] not in _VOWELS:
        return _closed(word[:-1])
    return word


def _is_plural_with_s(word: str) -> bool:
    """ "winkels", "autos", "clubs"; not "huis", "prijs", "kaas" or "fiets"."""
    if not word.endswith("s") or word in _KEPT or word[-2:-1] == word[-3:-2]:
        return False
    before = word[-2]
    return before in "aeoylrmbgfw" or (before == "n" and len(word) > 6)


def _without_diminutive(word: str) -> str:
    word = word[:-1] if word.endswith("jes") else word
    if not word.endswith("je") or len(word) < 5:
        return word
    if word.endswith("etje") and len(word) > 6 and word[-5] == word[-6]:
        return word[:-5]  # kippetje, weggetje
    if word.endswith("pje") and word[-4] == "m":
        return word[:-3]
    if word.endswith("inkje") and len(word) > 7:
        return word[:-3] + "g"  # koninkje
    if word.endswith("tje"):
        base = word[:-3]
        if len(base) > 2 and base[-1] in "aou" and base[-1] == base[-2]:
            return base[:-1]  # autootje
        short = len(base) > 2 and base[-2] in _VOWELS and base[-3] not in _VOWELS
        if base[-1] == "n" and short:
            return base + "t"  # plantje, monumentje
        if base[-1] in "nlrwaeiouy":
            return base
    return word[:-2]


def _closed(base: str) -> str:
    """An open syllable closed again: "kipp" is kip, "schol" school, "huiz" huis, "briev" brief."""
    if len(base) < 3 or not _VOWELS & set(base):
        return base
    last, before = base[-1], base[-2]
    if last == before and last not in _VOWELS:
        return base[:-1]
    if before in "aeou" and base[-3] not in _VOWELS and last not in _VOWELS:
        unstressed = before == "e" and last in "lnrmg" and bool(_VOWELS & set(base[:-3]))
        if not unstressed:
            base = base[:-1] + before + last
    return base[:-1] + {"v": "f", "z": "s"}.get(last, last)


_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("sch", "sg"), ("ch", "g"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("qu", "kw"), ("x", "ks"),
        ("tie", "si"), ("c(?=[eiy])", "s"), ("c", "k"), ("ij|ei|eij", "y"), ("ouw|auw|ou|au", "o"),
        ("v", "f"), ("z", "s"), ("ie", "i"), ("dt$", "t"), ("d$", "t"), ("b$", "p"), (r"(.)\1+", r"\1"),
    )
]  # fmt: skip


@lru_cache(maxsize=50_000)
def sound(stemmed: str) -> str:
    """How a stem is heard: spellings that sound the same are equal ("mantelzorch")."""
    for pattern, to in _SOUNDS:
        stemmed = pattern.sub(to, stemmed)
    return stemmed
