"""An import that is killed leaves nothing half stored, and can be done again; a large file fits in memory."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.areas import files

pytestmark = pytest.mark.slow

SCHAKEL = [sys.executable, "-m", "schakel.commands.main"]


def site(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment = kept | {"SCHAKEL_DATA_DIR": str(folder)}
    subprocess.run([*SCHAKEL, "migrate", "-v0"], env=environment, check=True)
    return environment


def rows(folder: Path) -> list[int]:
    with sqlite3.connect(folder / "schakel.sqlite3") as database:
        return [
            database.execute(f"SELECT count(*) FROM areas_{table}").fetchone()[0]
            for table in ("area", "figures", "delivery", "source")
        ]


def quarters(folder: Path, number: int) -> Path:
    """A municipality of many neighbourhoods, in the columns of the key figures."""
    listed = [("GM9901", "Waterland aan Zee", number * 100)]
    for district in range(1, number // 90 + 2):
        listed.append((f"WK9901{district:02}", f"Wijk {district}", 9000))
    for quarter in range(number):
        code = f"BU9901{quarter // 90 + 1:02}{quarter % 90:02}"
        listed.append((code, f"Buurt {quarter}", 100))
    return files.key_figures(folder, listed)


def test_killed_at_any_moment_and_done_again(tmp_path):
    environment = site(tmp_path)
    path = quarters(tmp_path, 8000)
    command = [*SCHAKEL, "areas", "import", str(path)]
    killed = 0
    for seconds in (1.0, 1.6, 2.2, 3.0):
        work = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            work.wait(seconds)
        except subprocess.TimeoutExpired:
            work.send_signal(signal.SIGKILL)
            work.wait()
            killed += 1
            assert rows(tmp_path) == [0, 0, 0, 0]
    assert killed
    subprocess.run(command, env=environment, check=True)
    assert rows(tmp_path) == [8090, 8090, 1, 1]
    subprocess.run(command, env=environment, check=True)
    assert rows(tmp_path) == [8090, 8090, 1, 1]


def test_memory_does_not_grow_with_the_file(tmp_path):
    """The most memory of a 60 MB file is within 40 MB of that of a 1 MB file with the same areas."""
    environment = site(tmp_path)
    peaks = []
    for megabytes in (1, 60):
        path = tmp_path / f"kern{megabytes}_2022.csv"
        line = "GM9901,Waterland aan Zee,F,2.5,hardly urbanised,30000,15,11,34,20,20,15000,251,60\n"
        with path.open("w") as file:
            file.write(files.KEY_HEAD + "\n")
            for _ in range(megabytes * 1_000_000 // len(line)):
                file.write(line)
        script = (
            "import sys, resource; from schakel.commands.main import main; code = main(sys.argv[1:]);"
            "print(code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        began = time.monotonic()
        told = subprocess.run(
            [sys.executable, "-c", script, "areas", "import", str(path)],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        code, peak = map(int, told.stdout.split("\n")[-2].split())
        assert code == 0 and time.monotonic() - began < 120
        peaks.append(peak / 1024)
    assert peaks[1] - peaks[0] < 40, peaks
