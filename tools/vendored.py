"""Check the vendored files against VENDORED.json: nobody edits them, none comes without a licence."""

import hashlib
import json
import sys
from pathlib import Path

from licences import refusal

STATIC = Path(__file__).resolve().parent.parent / "src/schakel/web/static/schakel"
OWN_FONT_LICENCE = "OFL-1.1"


def problems(folder: Path) -> list[str]:
    listed = {row["file"]: row for row in json.loads((folder / "VENDORED.json").read_text())}
    found = []
    for name, row in listed.items():
        path = folder / name
        if not path.exists():
            found.append(f"{name} is listed and not there")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
            found.append(f"{name} differs from what was vendored: run frontend/build.py")
        for package in row["packages"]:
            if package["licence"] != OWN_FONT_LICENCE:
                refused = refusal(package["package"], package["licence"])
                found += [refused] if refused else []
    fonts = {path.relative_to(folder).as_posix() for path in folder.rglob("*.woff2")}
    return found + [f"{name} is not in VENDORED.json" for name in sorted(fonts - set(listed))]


def main() -> int:
    found = problems(STATIC)
    for line in found:
        print(f"vendored: {line}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
