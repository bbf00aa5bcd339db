"""A lower app cannot import a higher one, and engines compute and do nothing else."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.files import ROOT


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    # The working folder comes first on the path, so the copy is what gets read.
    program = "import sys; sys.path.insert(0, 'src'); from importlinter.cli import lint_imports"
    return subprocess.run(
        [sys.executable, "-c", f"{program}; sys.exit(lint_imports(no_cache=True))"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    kept = shutil.ignore_patterns("static", "__pycache__", "locale")
    shutil.copytree(ROOT / "src/schakel", tmp_path / "src/schakel", ignore=kept)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_code_keeps_to_the_map() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line", "told"),
    [
        ("journal/services.py", "import schakel.funding.services", "schakel.journal.services"),
        ("voice/queries.py", "from schakel.funding import queries", "schakel.voice.queries"),
        ("base/paging.py", "import schakel.journal.models", "schakel.base.paging"),
        ("funding/queries.py", "import schakel.web.views", "schakel.funding.queries"),
        ("engines/explanation.py", "import django.conf", "schakel.engines.explanation"),
        ("engines/allocation/outcome.py", "import socket", "schakel.engines.allocation.outcome"),
    ],
)
def test_an_import_against_the_map_is_refused(
    copy: Path, module: str, line: str, told: str
) -> None:
    path = copy / "src/schakel" / module
    path.write_text(f"{path.read_text()}\n{line}\n")
    done = lint(copy)
    assert done.returncode == 1
    assert told in done.stdout


def test_an_app_that_is_not_on_the_map_is_refused(copy: Path) -> None:
    stray = copy / "src/schakel/stray"
    stray.mkdir()
    (stray / "__init__.py").write_text("")
    done = lint(copy)
    assert done.returncode == 1
    assert "stray" in done.stdout
