"""Lock what is installed: one file for users, one for developers, with hashes and no registry."""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = (
    "--universal --python-version 3.11 --generate-hashes --upgrade --quiet"
    " --no-emit-index-url --no-emit-find-links --no-header"
).split()
INPUTS = ["pyproject.toml", "requirements/build.in"]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = f"{folder}/bin/python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", "uv"], check=True)
        for target, extra in (
            ("requirements/install.txt", []),
            ("requirements/dev.txt", ["--extra", "dev"]),
        ):
            subprocess.run(
                [python, "-m", "uv", "pip", "compile", *OPTIONS, *extra, *INPUTS, "-o", target],
                cwd=ROOT,
                check=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
