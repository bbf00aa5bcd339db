"""The calculator as one file, for who wants to check an outcome without installing anything of ours.

It holds the engines, their texts and the command line of this very installation; Python runs it.
"""

import io
import zipfile
from functools import cache
from pathlib import Path

import schakel

_PACKAGE = Path(schakel.__file__).parent
_PARTS = (
    "__init__.py",
    "engines/**/*.py",
    "base/__init__.py",
    "base/exceptions.py",
    "base/explanations.py",
    "base/texts/*.toml",
    "commands/__init__.py",
    "commands/main.py",
    "commands/allocate*.py",
)
_START = "import sys\nfrom schakel.commands.main import main\nsys.exit(main())\n"


@cache
def calculator() -> bytes:
    """A zip that Python starts by itself; the same bytes for the same version."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        _write(archive, "__main__.py", _START.encode())
        for path in sorted(path for part in _PARTS for path in _PACKAGE.glob(part)):
            _write(archive, f"schakel/{path.relative_to(_PACKAGE).as_posix()}", path.read_bytes())
    return made.getvalue()


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    # A fixed date: who downloads it twice can compare the two.
    archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
