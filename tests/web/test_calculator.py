"""The calculator that the site hands out gives the outcome that the site shows, with Python alone."""

import json
import subprocess
import sys

import pytest

from schakel.web.calculator import calculator
from tests import world


def run(folder, *arguments):
    (folder / "schakel.pyz").write_bytes(calculator())
    # -I -S: nothing installed here can help it.
    return subprocess.run(
        [sys.executable, "-I", "-S", "schakel.pyz", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.django_db
def test_the_file_and_the_calculator_from_the_site_give_the_same_winners(client, tmp_path):
    decided = world.build().decided
    site = json.loads(client.get(f"/ronde/{decided.dossier.short_id}/uitslag.json").content)
    ballots = client.get(f"/ronde/{decided.dossier.short_id}/stembestand.pb")
    (tmp_path / "ronde.pb").write_bytes(b"".join(ballots))
    done = run(tmp_path, "allocate", "ronde.pb", "--completion", "add1", "--format", "json")
    assert done.stderr == ""
    assert json.loads(done.stdout)["winners"] == site["berekening"]["winners"] != []


def test_it_explains_itself_and_refuses_what_it_does_not_hold(tmp_path):
    shown = run(tmp_path, "--help")
    assert "allocate" in shown.stdout and "migrate" not in shown.stdout
    refused = run(tmp_path, "migrate")
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1 and "there is no command" in refused.stderr


def test_it_is_the_same_file_every_time(client):
    response = client.get("/reken-na/schakel.pyz")
    assert response.content == calculator()
    assert 'filename="schakel.pyz"' in response["Content-Disposition"]
    calculator.cache_clear()
    assert response.content == calculator()
