"""A wrong setting is one sentence with its name and the cure, from every command."""

import os
import subprocess
import sys

import pytest

from schakel.web.environment import Environment, SettingRefused
from tests.conftest import ROOT

WRONG = [
    ("SCHAKEL_PROXIES", "abc", "Write a whole number of at least 0."),
    ("SCHAKEL_PROXIES", "-1", "Write a whole number of at least 0."),
    ("SCHAKEL_CODE_ATTEMPTS", "0", "Write a whole number of at least 1."),
    ("SCHAKEL_MAX_UPLOAD_BYTES", "20MB", "Write a whole number of at least 0."),
    ("SCHAKEL_HTTPS", "ja", "Write true or false."),
    ("SCHAKEL_LOG_LEVEL", "LOUD", "Choose from DEBUG, INFO, WARNING, ERROR."),
    ("SCHAKEL_LOG_FORMAT", "xml", "Choose from text, json."),
    ("SCHAKEL_ACCESSIBILITY_STATUS", "F", "Choose from A, B, C, D, E"),
    ("DATABASE_URL", "geheim-wachtwoord", "Write it as postgres://user:password@host:5432/name."),
    ("DATABASE_URL", "postgres://u:geheim@h:poort/", "Write it as postgres://"),
    ("SCHAKEL_OIDC_ISSUER", "https://login.example", "set SCHAKEL_OIDC_CLIENT too."),
    ("SCHAKEL_DATA_DIR", "/dev/null/data", "Name another folder."),
]


@pytest.mark.parametrize(("name", "value", "cure"), WRONG)
def test_a_wrong_value_is_one_sentence(name, value, cure, tmp_path):
    environment = {
        **os.environ,
        "DATABASE_URL": "",
        "SCHAKEL_DATA_DIR": str(tmp_path),
        name: value,
    }
    done = subprocess.run(
        [sys.executable, "-m", "schakel.commands.main", "check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(f"schakel: {name}") and cure in done.stderr
    assert done.stderr.count("\n") == 1
    # A database's address holds a password.
    assert "geheim" not in done.stderr


@pytest.mark.parametrize(
    ("given", "read"), [("true", True), ("1", True), ("On", True), ("no", False), ("", True)]
)
def test_true_and_false_are_read_and_nothing_is_guessed(monkeypatch, given, read):
    monkeypatch.setenv("SCHAKEL_X", given)
    assert Environment().bool("SCHAKEL_X", default=True) is read
    monkeypatch.setenv("SCHAKEL_X", "misschien")
    with pytest.raises(SettingRefused):
        Environment().bool("SCHAKEL_X", default=True)
