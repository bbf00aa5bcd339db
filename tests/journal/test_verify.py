"""The verifier against every way of touching an export. Exports here are made by the journal itself."""

import io
import json
import subprocess
import sys
import uuid
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from schakel.journal import merkle, queries, services, verify


@pytest.fixture
def exported(db, post) -> list[bytes]:
    """An export of five entries, among them the awkward ones."""
    post()
    post(dossier=None, ground="", reason="", office="systeem")
    post(reason='Regel één.\nRegel twee: "aanhaling" en een € — 🏡 \u2028 einde\\')
    post(verb="besluit.genomen", dossier=uuid.uuid4())
    post(reason="De laatste.")
    services.seal()
    return list(queries.export())


def findings(lines: list[bytes], *heads: verify.Head) -> list[str]:
    return list(verify.verify(verify.read_lines(io.BytesIO(b"".join(lines))), list(heads)))


def head_of(lines: list[bytes], size: int) -> verify.Head:
    """The head that was published when the journal held `size` entries."""
    leaves = [bytes.fromhex(json.loads(line)["leaf"]) for line in lines[1 : size + 1]]
    return size, merkle.root(leaves).hex()


def redo(lines: list[bytes]) -> list[bytes]:
    """What a forger does: number the entries again and make a head that fits."""
    tree = merkle.Frontier()
    forged = [verify.HEADER]
    for line in lines[1:-1]:
        entry = json.loads(line)["entry"]
        leaf = merkle.leaf_hash(verify.canonical(entry).encode())
        forged.append(verify.entry_line(entry, leaf.hex(), tree.size))
        tree.add(leaf)
    return [*forged, verify.head_line(tree.size, tree.root().hex())]


def test_export_is_sound_by_itself_and_against_every_earlier_head(exported):
    assert findings(exported) == []
    assert findings(exported, *(head_of(exported, size) for size in range(6))) == []


@pytest.mark.django_db
def test_empty_journal_is_sound():
    lines = list(queries.export())

    assert lines == [verify.HEADER, verify.head_line(0, sha256(b"").hexdigest())]
    assert findings(lines) == []


def test_every_byte_that_is_flipped_is_found(exported):
    whole = b"".join(exported)
    missed = []
    for place in range(len(whole)):
        for flip in (0x01, 0x20, 0x80):
            changed = whole[:place] + bytes([whole[place] ^ flip]) + whole[place + 1 :]
            if not findings([changed]):
                missed.append((place, flip))

    assert missed == []


def test_every_byte_that_is_dropped_or_added_is_found(exported):
    whole = b"".join(exported)
    missed = []
    for place in range(len(whole)):
        if not findings([whole[:place] + whole[place + 1 :]]):
            missed.append(("dropped", place))
        if not findings([whole[:place], b" ", whole[place:]]):
            missed.append(("added", place))

    assert findings([whole + b"\n"])
    assert missed == []


def test_line_that_is_dropped_swapped_or_repeated_is_found(exported):
    for number in range(len(exported)):
        assert findings([*exported[:number], *exported[number + 1 :]])
        assert findings([*exported[: number + 1], *exported[number:]])
    for number in range(len(exported) - 1):
        swapped = [
            *exported[:number],
            *exported[number : number + 2][::-1],
            *exported[number + 2 :],
        ]
        assert findings(swapped)


def _without(number: int) -> Callable[[list[bytes]], list[bytes]]:
    return lambda lines: [*lines[:number], *lines[number + 1 :]]


def _changed(lines: list[bytes]) -> list[bytes]:
    return [*lines[:3], lines[3].replace(b"twee", b"drie"), *lines[4:]]


FORGERIES = {
    "an entry is left out": _without(2),
    "the first entry is left out": _without(1),
    "two entries are swapped": lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]],
    "an entry is put in between": lambda lines: [*lines[:2], lines[4], *lines[2:]],
    "an entry is changed": _changed,
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_forgery_that_redoes_all_hashes_is_found_against_an_earlier_head(exported, forgery):
    forged = redo(forgery(exported))

    assert findings(forged) == []
    assert findings(forged, head_of(exported, 4))


def test_newest_entry_that_is_left_out_is_counted_against_the_head(exported):
    forged = redo(_without(5)(exported))

    assert findings(forged, head_of(exported, 5)) == [
        "head 5: when it was published there were 5 entries, this export has 4: 1 missing."
    ]


def test_growth_after_the_head_is_no_finding(exported):
    grown = redo([*exported[:-1], exported[2], exported[-1]])

    assert findings(grown, head_of(exported, 5)) == []


def test_heads_of_several_moments_show_between_which_it_went_wrong(exported):
    forged = redo([*exported[:4], exported[5], exported[4], exported[-1]])

    found = findings(forged, *(head_of(exported, size) for size in range(1, 6)))
    assert [finding.split(":")[0] for finding in found] == ["head 4", "head 5"]


def test_finding_names_the_line_and_what_is_wrong(exported):
    changed = [*exported[:3], exported[3].replace(b"twee", b"drie"), *exported[4:]]

    first, second = findings(changed)
    entry = json.loads(exported[3])["entry"]["id"]
    assert first == f"line 4: entry {entry} was changed: its hash does not fit what it says."
    assert second.startswith("line 7: the head does not fit the entries above it.")


def test_entry_that_is_not_of_this_shape_is_found_though_its_hash_fits(exported):
    entry = json.loads(exported[1])["entry"]
    for change in ({"id": "1"}, {"extra": 1}, {"at": "yesterday"}, {"digest": "ff"}, {"id": True}):
        lines = redo([exported[0], json.dumps({"entry": entry | change}).encode(), exported[-1]])
        assert findings(lines) == [
            f"line 2: entry {(entry | change)['id']!r} has a field that is not as it should be."
        ]


def test_line_without_an_end_does_not_fill_the_memory(tmp_path):
    path = tmp_path / "endless.jsonl"
    path.write_bytes(verify.HEADER + b"x" * (3 * verify.LONGEST_LINE))
    with path.open("rb") as file:
        assert max(map(len, verify.read_lines(file))) == verify.LONGEST_LINE
        file.seek(0)
        assert "cut off or longer" in next(verify.verify(verify.read_lines(file)))


@pytest.mark.django_db
def test_database_that_was_tampered_with_gives_an_export_that_is_broken(post):
    from django.db import connection

    from schakel.base import triggers

    entry = post().entry
    services.seal()
    name = (
        "journal_entry_no_update" if connection.vendor == "sqlite" else "journal_entry_only_grows"
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else " ON journal_entry")
        )
        cursor.execute("UPDATE journal_entry SET reason = 'Anders.'")
    triggers.install(connection)

    assert findings(list(queries.export()))[0] == (
        f"line 2: entry {entry.pk} was changed: its hash does not fit what it says."
    )


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def export_file(exported, tmp_path: Path) -> Path:
    path = tmp_path / "logboek.jsonl"
    path.write_bytes(b"".join(exported))
    return path


def test_command_says_that_an_export_is_sound(schakel, export_file):
    result = schakel("journal", "verify", export_file)

    assert (result.code, result.out, result.err) == (
        0,
        "Sound: 5 entries, all as they were sealed.\n",
        "",
    )


@pytest.mark.parametrize("shape", ["text", "text file", "head file", "heads file", "older export"])
def test_command_takes_a_head_in_every_shape_it_is_published_in(
    schakel, exported, export_file, shape
):
    size, root = head_of(exported, 3)
    older = redo([*exported[:4], exported[-1]])
    one = {"size": size, "root": root}
    contents = {
        "text": "",
        "text file": f"{size}:{root}\n",
        "head file": json.dumps(one),
        "heads file": json.dumps({"heads": [one, {"size": 0, "root": sha256(b"").hexdigest()}]}),
        "older export": b"".join(older).decode(),
    }
    head: object = f"{size}:{root}"
    if contents[shape]:
        head = export_file.with_name("head")
        export_file.with_name("head").write_text(contents[shape], encoding="utf-8")

    good = schakel("journal", "verify", export_file, "--head", head)
    assert good.code == 0
    assert "begin with the 3 of the head" in good.out

    export_file.write_bytes(b"".join(redo(_changed(exported))))
    bad = schakel("journal", "verify", export_file, "--head", head)
    assert bad.code == 1
    assert bad.out.startswith("head 3: the first 3 entries are not those")


def test_command_shows_the_first_findings_and_counts_the_rest(schakel, exported, export_file):
    export_file.write_bytes(b"".join([*exported[:1], *[exported[5]] * 30, exported[-1]]))
    result = schakel("journal", "verify", export_file)

    assert result.code == 1
    assert len(result.out.splitlines()) == verify.SHOWN + 1
    assert result.out.splitlines()[-1] == "And 10 more."


@pytest.mark.parametrize(
    ("export", "head", "says"),
    [
        (b"", None, "is not the export of a journal"),
        (b'{"name": "something else"}\n', None, "is not the export of a journal"),
        (None, None, "No such file"),
        (verify.HEADER, "7:short", "7:short"),
        (verify.HEADER, "7:" + "g" * 64, "Give SIZE:ROOT"),
    ],
)
def test_command_refuses_what_it_cannot_read(schakel, tmp_path, export, head, says):
    path = tmp_path / "export.jsonl"
    if export is not None:
        path.write_bytes(export)
    result = schakel("journal", "verify", path, *(["--head", head] if head else []))

    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("schakel: ")
    assert says in result.err
    assert result.err.count("\n") == 1


def test_file_of_nonsense_is_no_head(schakel, export_file, tmp_path):
    for content in ("", "nonsense", "[]", '{"heads": []}', '{"size": 1}', "[1]", '"text"'):
        (tmp_path / "head").write_text(content)
        result = schakel("journal", "verify", export_file, "--head", tmp_path / "head")
        assert result.code == 2, content
        assert "no head in it" in result.err


def test_verifier_runs_as_one_copied_file_without_any_package(exported, export_file, tmp_path):
    copy = tmp_path / "elsewhere" / "verify.py"
    copy.parent.mkdir()
    copy.write_bytes(Path(verify.__file__).read_bytes())

    def run(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        # -I and -S: no installed package, no environment, no working directory on the path.
        command = [sys.executable, "-I", "-S", copy, *arguments]
        return subprocess.run(
            list(map(str, command)), input=stdin, capture_output=True, check=False
        )

    assert run(export_file).returncode == 0
    assert run("-", stdin=export_file.read_bytes()).returncode == 0
    export_file.write_bytes(b"".join(_changed(exported)))
    broken = run(export_file)
    assert broken.returncode == 1
    assert broken.stdout.startswith(b"line 4: entry ")
    assert run(tmp_path / "nothing.jsonl").returncode == 2
