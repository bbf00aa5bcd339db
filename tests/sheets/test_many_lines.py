"""Fifty thousand lines go in and out within 200 MB, and whoever waits sees how far it is."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow
MANY = 50_000
ONE_OF_EACH = {
    "vraag-en-aanbod": "kenmerk;wat;soort;titel;tekst;aantal;gebied\n"
    "{n};aanbod;tijd;Hulp {n};Ik help u graag met het huishouden en met brieven.;1,5;{area}\n",
    "partijen": "kenmerk;naam;soort;omschrijving\n"
    "{n};Vereniging nummer {n};vereniging;Samen sterk in de straat.\n",
}
WORK = textwrap.dedent("""
    import json, resource, sys, time
    from pathlib import Path
    import django
    django.setup()
    from django.core.management import call_command
    call_command("migrate", verbosity=0)
    from schakel.base.actor import Actor
    from schakel.base.sheets import sheets
    from schakel.sheets import files, services
    from tests.factories.exchange import Town
    town, key, path, pattern, many = Town(), *sys.argv[1:4], int(sys.argv[4])
    head, line = pattern.split("\\n")[:2]
    with open(path, "w") as out:
        out.write(head + "\\n")
        for n in range(many):
            out.write(line.format(n=n, area=town.area.code) + "\\n")
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told, started = [], time.monotonic()
    stored = services.read_in(
        Actor.system(), town.municipality, sheets.get(key), Path(path), told.append
    )
    took = time.monotonic() - started
    pieces = sum(piece.count("\\n") for piece in files.written(sheets.get(key)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({
        "added": stored.added, "told": len(told), "seconds": took, "out": pieces,
        "peak": peak / 1024, "more": (peak - base) / 1024,
    }))
""")


@pytest.mark.parametrize("key", ONE_OF_EACH)
def test_in_and_out_within_200_mb(key: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "schakel.web.settings",
        "DATABASE_URL": "",
        "SCHAKEL_DATA_DIR": str(tmp_path / "data"),
        "SCHAKEL_DEMO": "true",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", WORK, key, tmp_path / "veel.csv", ONE_OF_EACH[key], str(MANY)],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    measured = json.loads(done.stdout.splitlines()[-1])
    print(measured)
    assert measured["added"] == MANY
    assert measured["out"] >= MANY
    assert measured["told"] == MANY // 500
    assert measured["peak"] < 200
