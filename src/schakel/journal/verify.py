"""Check an export of a Schakel journal. This one file needs Python 3.11 and nothing else:

    python verify.py EXPORT [--head HEAD]

EXPORT is the file, or `-` for standard input. HEAD is a head that was published earlier: `SIZE:ROOT`,
or a file with one (a saved list of heads, or an older export). By itself an export shows every byte
that was changed by accident or without redoing all hashes after it. Against an earlier head it also
shows every entry that was changed, left out, moved or put in between, whatever else was redone.

Prints one line for each thing that is wrong. Exit status: 0 sound, 1 broken, 2 not readable.

The file holds one line of JSON for each entry, between a first line that says what it is and a last
line with the head. The hash of an entry is SHA-256 over a zero byte and the bytes after `"entry":`, as
they stand. The root joins these hashes in the tree of RFC 6962, section 2.1.
"""

import argparse
import json
import re
import sys
from collections import deque
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import chain
from typing import Any, BinaryIO

HEADER = (
    b'{"about":"Journal of a Schakel installation. Check it with: schakel journal verify",'
    b'"format":"schakel-journal","hash":"sha-256","tree":"rfc6962","version":1}\n'
)
LONGEST_LINE = 1 << 20
SHOWN = 20
HEX = re.compile(r"[0-9a-f]{64}").fullmatch
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII).fullmatch
DOSSIER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch
FIELDS: dict[str, Callable[[Any], object]] = {
    "at": lambda value: isinstance(value, str) and TIME(value),
    "digest": lambda value: isinstance(value, str) and HEX(value),
    "dossier": lambda value: value is None or (isinstance(value, str) and DOSSIER(value)),
    "ground": lambda value: isinstance(value, str),
    "id": lambda value: type(value) is int and value > 0,
    "office": lambda value: isinstance(value, str),
    "reason": lambda value: isinstance(value, str),
    "verb": lambda value: isinstance(value, str),
}
canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

Head = tuple[int, str]


class Unreadable(Exception):
    """There is nothing here that can be checked."""


class Tree:
    """The right edge of the tree: one hash for each set bit of the number of leaves."""

    def __init__(self) -> None:
        self.size = 0
        self.peaks: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        carry = self.size
        while carry & 1:
            leaf = sha256(b"\x01" + self.peaks.pop() + leaf).digest()
            carry >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> str:
        if not self.peaks:
            return sha256(b"").hexdigest()
        result = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            result = sha256(b"\x01" + peak + result).digest()
        return result.hex()


def entry_line(entry: dict[str, Any], leaf: str, number: int) -> bytes:
    """The one way in which an entry is written."""
    return _entry_line(canonical(entry), leaf, number)


def _entry_line(data: str, leaf: str, number: int) -> bytes:
    return f'{{"entry":{data},"leaf":"{leaf}","number":{number}}}\n'.encode()


def head_line(size: int, root: str) -> bytes:
    """The last line of an export."""
    return f'{{"head":{{"root":"{root}","size":{size}}}}}\n'.encode()


def verify(lines: Iterator[bytes], heads: list[Head] | None = None) -> Iterator[str]:
    """Everything that is wrong, one sentence each; nothing when the export is sound.

    `heads` are (size, root) pairs published earlier. Unreadable when this is no export at all.
    """
    first = next(lines, b"")
    above = 1
    if first.startswith((b'{"entry"', b'{"head"')):
        above, lines = 0, chain([first], lines)
        yield "line 1: the first line, that says what this is, is missing."
    elif b"schakel" not in first.lower():
        raise Unreadable("this is not the export of a journal: the first line does not say so.")
    elif first != HEADER:
        yield "line 1: this is not the first line that every export of this version has."

    tree = Tree()
    expected = sorted(heads or [])
    last_line: bytes | None = None
    number, head_at = above, 0
    for number, line in enumerate(lines, above + 1):
        if last_line is not None:
            yield f"line {number}: nothing may follow the line with the head."
            break
        yield from _against(expected, tree)
        if line.startswith(b'{"head"'):
            last_line, head_at = line, number
            continue
        leaf, finding = _read_entry(line, tree.size)
        tree.add(leaf)
        if finding:
            yield f"line {number}: {finding}"

    if last_line is None:
        yield f"line {number + 1}: the last line, with the head, is missing."
        yield from _against(expected, tree)
    elif last_line != head_line(tree.size, tree.root()):
        yield (
            f"line {head_at}: the head does not fit the entries above it. "
            f"They give {tree.size}:{tree.root()}."
        )
    for size, _ in expected:
        yield (
            f"head {size}: when it was published there were {size} entries, "
            f"this export has {tree.size}: {size - tree.size} missing."
        )


def _against(expected: list[Head], tree: Tree) -> Iterator[str]:
    while expected and expected[0][0] == tree.size:
        size, root = expected.pop(0)
        if root != tree.root():
            yield (
                f"head {size}: the first {size} entries are not those of the head published "
                "earlier. One of them was changed, left out, moved or put in between."
            )


def _read_entry(line: bytes, number: int) -> tuple[bytes, str]:
    """The leaf hash of what the line really says, and what is wrong with it."""
    if not line.endswith(b"\n"):
        return sha256(line).digest(), "the line is cut off or longer than a line can be."
    try:
        parts = json.loads(line.decode())
        entry, written, place = parts["entry"], parts["leaf"], parts["number"]
        wrong = [name for name, sound in FIELDS.items() if not sound(entry[name])]
        data = canonical(entry)
        spelled = _entry_line(data, written, place)
        leaf = sha256(b"\x00" + data.encode())
    except (ValueError, KeyError, TypeError, RecursionError):
        return sha256(line).digest(), "this is not an entry as the journal writes it."
    if leaf.hexdigest() != written:
        return (
            leaf.digest(),
            f"entry {entry['id']!r} was changed: its hash does not fit what it says.",
        )
    if place != number or type(place) is not int:
        return leaf.digest(), f"this is entry number {place!r}, where number {number} belongs."
    if wrong or len(entry) != len(FIELDS):
        return leaf.digest(), f"entry {entry['id']!r} has a field that is not as it should be."
    if line != spelled:
        return leaf.digest(), "the line is not spelled as the journal spells it."
    return leaf.digest(), ""


def read_lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines of the file; one that has no end in sight is cut, so that memory stays constant."""
    return iter(lambda: file.readline(LONGEST_LINE), b"")


def read_heads(text: str) -> list[Head]:
    """The heads in `SIZE:ROOT`, or in the file of that name. Unreadable when there are none."""
    if match := re.fullmatch(r"(\d{1,18}):([0-9a-f]{64})", text.strip(), re.ASCII):
        return [(int(match[1]), match[2])]
    try:
        with open(text, "rb") as file:
            start = file.readline(LONGEST_LINE)
            if start == HEADER:
                last = deque(read_lines(file), maxlen=1).pop()
                found = [json.loads(last)["head"]]
            else:
                content = (start + file.read()).decode().strip()
                if re.fullmatch(r"\d{1,18}:[0-9a-f]{64}", content, re.ASCII):
                    return read_heads(content)
                parsed = json.loads(content)
                if isinstance(parsed, dict):
                    parsed = parsed.get("heads", [parsed.get("head", parsed)])
                found = parsed
        heads = [(head["size"], head["root"]) for head in found]
    except OSError as error:
        raise Unreadable(f"--head {text}: {error.strerror}. Give SIZE:ROOT or a file.") from None
    except (ValueError, LookupError, TypeError, AttributeError):
        heads = []
    if not heads or not all(
        type(size) is int and size >= 0 and isinstance(root, str) and HEX(root)
        for size, root in heads
    ):
        raise Unreadable(f"--head {text}: no head in it. Give SIZE:ROOT or a file with heads.")
    return heads


def run(export: str, head: str | None) -> int:
    """Check and print; the exit status."""
    try:
        heads = read_heads(head) if head else []
        with sys.stdin.buffer if export == "-" else open(export, "rb") as file:
            count = 0

            def counted() -> Iterator[bytes]:
                nonlocal count
                for line in read_lines(file):
                    count += 1
                    yield line

            findings = 0
            for finding in verify(counted(), heads):
                findings += 1
                if findings <= SHOWN:
                    print(finding)
    except (OSError, Unreadable) as error:
        reason = getattr(error, "strerror", None) or error
        print(f"schakel: {export}: {reason}", file=sys.stderr)
        return 2
    if findings > SHOWN:
        print(f"And {findings - SHOWN} more.")
    if findings:
        return 1
    against = (
        f" They begin with the {max(heads)[0]} of the head published earlier." if heads else ""
    )
    print(f"Sound: {count - 2} entries, all as they were sealed.{against}")
    return 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check an export of a Schakel journal.")
    parser.add_argument("export", metavar="EXPORT", help="the export, or - for standard input")
    parser.add_argument(
        "--head", metavar="HEAD", help="a head published earlier: SIZE:ROOT or a file"
    )
    options = parser.parse_args(arguments)
    return run(options.export, options.head)


if __name__ == "__main__":
    sys.exit(main())
