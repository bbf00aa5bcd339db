"""Check publiccode.yml: what the format requires, and that it tells the same as the package."""

import datetime
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
REQUIRED = (
    "publiccodeYmlVersion name url softwareVersion releaseDate platforms categories"
    " developmentStatus softwareType description legal.license maintenance.type"
    " localisation.localisationReady localisation.availableLanguages"
).split()
# Limits of the format, in characters: shortest and longest.
DESCRIPTION = {"shortDescription": (1, 150), "longDescription": (150, 10_000)}
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}


def _at(document: dict[str, Any], path: str) -> Any:
    value: Any = document
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def problems(document: dict[str, Any], version: str, changelog: str) -> list[str]:
    found = [f"{path} is missing" for path in REQUIRED if _at(document, path) in (None, "", [])]
    if document.get("publiccodeYmlVersion") != "0.4":
        found.append("publiccodeYmlVersion is not 0.4")
    if document.get("developmentStatus") not in STATUSES:
        found.append(f"developmentStatus is none of {', '.join(sorted(STATUSES))}")
    if _at(document, "legal.license") != "EUPL-1.2":
        found.append("legal.license is not EUPL-1.2")
    for language in ("nl", "en"):
        text = _at(document, f"description.{language}") or {}
        for key, (shortest, longest) in DESCRIPTION.items():
            if not shortest <= len(str(text.get(key) or "")) <= longest:
                found.append(f"description.{language}.{key}: {shortest} to {longest} characters")
        if not text.get("features"):
            found.append(f"description.{language}.features is missing")
    if document.get("softwareVersion") != version:
        found.append(f"softwareVersion is not {version}, the version of the package")
    released = re.search(r"^## (\S+) \((\d{4}-\d\d-\d\d)\)$", changelog, re.MULTILINE)
    if released is None:
        found.append("CHANGELOG.md names no release")
    else:
        if released[1] != version:
            found.append(f"CHANGELOG.md opens with {released[1]}, the package is {version}")
        if document.get("releaseDate") != datetime.date.fromisoformat(released[2]):
            found.append(f"releaseDate is not {released[2]}, the date in CHANGELOG.md")
    return found


def main() -> int:
    package = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    found = problems(
        yaml.safe_load((ROOT / "publiccode.yml").read_text()),
        package["version"],
        (ROOT / "CHANGELOG.md").read_text(),
    )
    for line in found:
        print(f"publiccode.yml: {line}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
