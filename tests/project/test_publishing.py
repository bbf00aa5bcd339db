"""What is published about the product is true, and what is shipped with it may be shipped."""

import datetime
import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import schakel
from tests.project.files import ROOT

sys.path.append(str(ROOT / "tools"))
import licences
import publiccode
import vendored

CHANGELOG = (ROOT / "CHANGELOG.md").read_text()
DOCUMENT: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text())


def test_package_publiccode_and_changelog_name_one_version_and_date() -> None:
    package = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert package == schakel.__version__
    assert publiccode.problems(DOCUMENT, package, CHANGELOG) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"softwareVersion": "9.9.9"}, "softwareVersion is not"),
        ({"releaseDate": datetime.date(2001, 1, 1)}, "releaseDate is not"),
        ({"name": ""}, "name is missing"),
        ({"legal": {"license": "MIT"}}, "legal.license is not EUPL-1.2"),
        ({"developmentStatus": "nearly"}, "developmentStatus is none of"),
        ({"description": {"en": DOCUMENT["description"]["en"]}}, "description.nl"),
    ],
)
def test_a_publiccode_that_tells_otherwise_is_refused(change: dict[str, Any], told: str) -> None:
    found = publiccode.problems({**DOCUMENT, **change}, DOCUMENT["softwareVersion"], CHANGELOG)
    assert any(line.startswith(told) for line in found)


@pytest.mark.parametrize(
    "expression", ["MIT", "(MIT)", "BSD-3-Clause", "MIT OR GPL-3.0-only", "Apache-2.0 AND MIT"]
)
def test_what_may_be_shipped(expression: str) -> None:
    assert licences.refusal("something", expression) == ""


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "GPL-3.0-or-later",
        "AGPL-3.0-only",
        "MIT AND GPL-2.0-only",
        "LGPL-3.0-only",
        "Apache-2.0 WITH LLVM-exception",
        "Proprietary",
        "Ask me",
    ],
)
def test_what_may_not_be_shipped(expression: str) -> None:
    assert licences.refusal("something", expression).startswith("something: ")


def test_a_reason_counts_for_the_package_it_was_given_to() -> None:
    assert licences.refusal("psycopg", "LGPL-3.0-only") == ""


def test_test_tools_are_not_among_what_is_installed() -> None:
    names = {package.name.lower() for package in licences.requirements("schakel")}
    assert "django" in names
    assert not names & {"pabutools", "pytest", "gurobipy"}


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    source = vendored.STATIC
    for row in json.loads((source / "VENDORED.json").read_text()):
        (tmp_path / row["file"]).parent.mkdir(exist_ok=True)
        (tmp_path / row["file"]).write_bytes((source / row["file"]).read_bytes())
    (tmp_path / "VENDORED.json").write_bytes((source / "VENDORED.json").read_bytes())
    return tmp_path


def test_vendored_files_are_as_they_came(shelf: Path) -> None:
    assert vendored.problems(shelf) == []


def test_an_edited_a_missing_and_an_unlisted_vendored_file_are_found(shelf: Path) -> None:
    with (shelf / "nlds.css").open("a") as file:
        file.write(" ")
    (shelf / "fonts/source-sans-3.woff2").unlink()
    (shelf / "fonts/other.woff2").write_bytes(b"")
    assert [line.split()[0] for line in vendored.problems(shelf)] == [
        "fonts/source-sans-3.woff2",
        "nlds.css",
        "fonts/other.woff2",
    ]


def test_locks_hold_hashes_and_no_registry() -> None:
    for name in ("install.txt", "dev.txt"):
        lock = (ROOT / "requirements" / name).read_text()
        assert "://" not in lock
        assert lock.count("==") <= lock.count("--hash=sha256:")
