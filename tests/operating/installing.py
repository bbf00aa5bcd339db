"""The steps of an installation, without fetching anything: what pip would fetch is lent by us."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.project.files import ROOT, tracked

FETCH = "--require-hashes"


def checkout(folder: Path) -> None:
    """The files of the repository, as somebody who fetched it has them."""
    for path in tracked():
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())


def lend(venv: Path) -> None:
    """In the place of `pip install --require-hashes -r requirements/install.txt`."""
    python = venv / "bin/python"
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    ours = [path for path in sys.path if path.endswith("site-packages")]
    # The list holds a newer setuptools than Python brings along, as it holds everything else.
    for old in Path(site).glob("setuptools*"):
        shutil.rmtree(old)
    # After what is installed there: only what is missing comes from us.
    (Path(site) / "lent.pth").write_text("\n".join(ours) + "\n")
