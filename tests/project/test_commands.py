"""Every command is documented; those of engines run without Django."""

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from schakel.commands.main import COMMANDS
from tests.project.files import ROOT

INSTALLED = sorted(name for name, path in COMMANDS.items() if importlib.util.find_spec(path))


@pytest.mark.parametrize("name", INSTALLED)
def test_every_command_is_documented_and_explains_itself(
    name: str, schakel: Callable[..., Any]
) -> None:
    reference = (ROOT / "docs/reference/commands.md").read_text()
    assert f"`schakel {name}" in reference
    done = schakel(name, "--help")
    assert done.code == 0
    assert f"usage: schakel {name}" in done.out


@pytest.mark.parametrize("name", INSTALLED)
def test_a_command_that_needs_no_django_does_not_load_it(name: str) -> None:
    module = COMMANDS[name]
    program = (
        f"import argparse, sys, {module} as m; m.configure(argparse.ArgumentParser());"
        "print(m.NEEDS_DJANGO, 'django' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    needs, loaded = done.stdout.split()
    assert needs == "True" or loaded == "False"


def test_an_unknown_command_is_refused_in_one_line(schakel: Callable[..., Any]) -> None:
    done = schakel("toverstaf")
    assert done.code == 2
    assert done.err.startswith("schakel: ")
    assert done.err.count("\n") == 1
