"""What no file of the repository may hold, and how large a module may grow."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.files import ROOT, tracked

MOST_LINES = 400
# Written apart, so that this file does not hold what it looks for.
MACHINE = re.compile(
    r"(?<![\w.:/-])/(?:work|root|opt|home/\w+)/|"
    + "|".join(("registry" + r"\.npmjs", "files" + r"\.pythonhosted", "deb" + r"\.debian\.org"))
)
SLEEP = re.compile(r"\bsleep" + r"\(")


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = []
    for path in tracked():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in MACHINE.finditer(text)]
    assert not found


def test_no_module_is_too_long() -> None:
    sizes = {path: len(path.read_text().splitlines()) for path in tracked(".py")}
    assert not {
        str(path.relative_to(ROOT)): size for path, size in sizes.items() if size > MOST_LINES
    }


def test_no_test_waits_a_fixed_time() -> None:
    """A wait is either too short on a slow machine or too long on every other."""
    found = [
        str(path.relative_to(ROOT))
        for path in tracked(".py")
        if path.is_relative_to(ROOT / "tests") and SLEEP.search(path.read_text())
    ]
    assert not found


def test_every_file_has_a_licence() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reuse", "lint", "--lines"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


APPS = sorted(path.parent for path in (ROOT / "src/schakel").glob("*/apps.py"))
# An app that has the left file needs the right ones.
NEEDS = {
    "apps.py": ["__init__.py"],
    "models.py": ["services.py", "queries.py", "migrations/__init__.py"],
    "views.py": ["urls.py", "queries.py"],
    "urls.py": ["views.py"],
    "forms.py": ["views.py"],
}


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_every_app_has_the_same_inside(app: Path) -> None:
    if app.name in ("base", "web"):
        pytest.skip("holds what apps share, and is no app of the map's floors")

    def has(name: str) -> bool:
        folder = app / name.removesuffix(".py")
        return (app / name).exists() or (folder / "__init__.py").exists()

    missing = [n for given, wanted in NEEDS.items() if has(given) for n in wanted if not has(n)]
    assert not missing


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_migrations_have_a_name(app: Path) -> None:
    names = [path.stem for path in app.glob("migrations/0*.py")]
    assert not [name for name in names if "_auto_" in name]
