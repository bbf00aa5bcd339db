"""Voter codes: how they are made, read, hashed in two unlike ways, and printed.

A code has 60 random bits: twelve characters of an alphabet without pairs such as 0 and o. The
electorate keeps a quick hash under the key of the installation, to recognise a code. The box keeps
a slow hash under its own salt, to find the ballot again. Neither can be made from the other.
"""

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac

from schakel.voice import randomness
from schakel.voice.models import BallotBox

# Crockford's base 32: no i, l, o and u; who types them meant 1, 1, 0 and v.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 12
_GROUP = 4
_MEANT = str.maketrans("ilou", "110v")
_IGNORED = str.maketrans("", "", " -‐‑–—_.\t\r\n\u00a0")

# scrypt with these takes about 50 ms and 16 MB. They are no setting: a box whose ballots were put
# in with one cost cannot find them with another, and nobody can make them cheap by accident.
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 2**14, 8, 1


@dataclass(frozen=True)
class IssuedCode:
    """A code in the clear: this is the only time that it is. `number` counts from 1 in each box."""

    number: int
    code: str

    def __repr__(self) -> str:
        return f"IssuedCode(number={self.number})"


def draw() -> str:
    """A new code in groups, such as `k7wf-3m9q-xr4t`."""
    letters = "".join(randomness.source().choices(ALPHABET, k=_LENGTH))
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def read(text: str) -> str | None:
    """A code as somebody typed it, without case, spaces and dashes; None when it cannot be one."""
    code = text.translate(_IGNORED).lower().translate(_MEANT)
    return code if len(code) == _LENGTH and set(code) <= set(ALPHABET) else None


def electorate_hashes(code: str, box: BallotBox) -> list[str]:
    """What the electorate may keep of a code that was read: under the key of now, then older ones."""
    return [
        salted_hmac(
            f"schakel.voice.code.{box.pk}", code, secret=key, algorithm="sha256"
        ).hexdigest()
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def locator(code: str, salt: str) -> str:
    """Where the ballot of a code that was read lies. Slow on purpose: not inside a transaction."""
    return hashlib.scrypt(
        code.encode(),
        salt=bytes.fromhex(salt),
        n=_SCRYPT_N,
        r=_SCRYPT_R,
        p=_SCRYPT_P,
        dklen=32,
    ).hex()


def ballot_id(locator: str) -> int:
    """The 63-bit key of the ballot at a locator, never zero."""
    return int(locator[:16], 16) >> 1 or 1


def codes_csv(issued: Iterable[IssuedCode]) -> str:
    """The codes as CSV with a header, for whoever prints the letters."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["nummer", "code"])
    writer.writerows((one.number, one.code) for one in issued)
    return out.getvalue()


def sheet(box: BallotBox, issued: Iterable[IssuedCode], *, address: str) -> str:
    """The codes as an HTML page to print and cut: a strip for each code, with how to vote.

    `address` is that of the voting page, in full. The page stands alone: it fetches nothing.
    """
    return render_to_string(
        "voice/sheet.html", {"box": box, "issued": list(issued), "address": address}
    )
