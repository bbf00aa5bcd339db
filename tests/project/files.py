"""The files of the repository: those that git tracks or would, else everything that is not built."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tracked(*endings: str) -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = sorted({ROOT / name for name in listing.split("\0") if name})
    return [path for path in found if path.is_file() and (not endings or path.suffix in endings)]
