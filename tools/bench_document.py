"""docs/benchmarks.md: sections of figures, each with the day, machine and versions they are of."""

import json
import os
import platform
import re
import subprocess
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HEAD = """# Benchmarks

Made by `make bench`; do not edit. `make bench ARGS="allocation"` measures one part and writes only \
its section anew.

A figure is the median of interleaved runs (five where nothing else is said), with the lowest and the \
highest beside it. A ratio is that of the medians, with the lowest and the highest of the pairs of \
runs beside it. A figure below its target makes `make bench` fail. What others are measured with, and \
why those are their best settings, stands in [`bench/peers.py`](../bench/peers.py).
"""


@dataclass(frozen=True)
class Section:
    """What one program of bench/ found; `rows` as in `bench/report.py`."""

    name: str
    about: str
    day: str
    machine: str
    versions: str
    rows: list[dict[str, Any]]
    passed: bool


def written(document: str, section: Section) -> str:
    """The document with this section in place of the one of that name, in order of names."""
    parts = re.split(r"^## (.+)\n", document, flags=re.MULTILINE)[1:]
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    sections[section.name] = body(section)
    texts = [f"## {name}\n\n{text.strip()}\n" for name, text in sorted(sections.items())]
    return "\n".join([HEAD, *texts])


def body(section: Section) -> str:
    verdict = "All targets are met." if section.passed else "**Failed.**"
    lines = [
        section.about,
        "",
        f"- {section.day}",
        f"- {section.machine}",
        f"- {section.versions}",
        "",
    ]
    if section.rows:
        lines += [
            "| what | median | lowest - highest | target | |",
            "| --- | --: | --: | --- | --- |",
        ]
        lines += [table_line(row) for row in section.rows] + [""]
    notes = [f"{row['what']}: {row['note']}." for row in section.rows if row["note"]]
    lines += [f"- {note}" for note in notes] + ([""] if notes else [])
    return "\n".join([*lines, verdict])


def table_line(row: dict[str, Any]) -> str:
    unit = "" if row["unit"] == "x" else f" {row['unit']}"
    middle, low, high = (f"{shown(row[key])}" for key in ("middle", "low", "high"))
    holds = {None: "", True: "met", False: "**missed**"}[row["holds"]]
    cells = (row["what"], f"{middle}{unit}", f"{low} - {high}", row["target"], holds)
    return "| {} |".format(" | ".join(cell.replace("|", r"\|") for cell in cells))


def shown(value: float) -> str:
    """Three digits that count; whole numbers whole."""
    if value == int(value) or value >= 100:
        return f"{value:,.0f}"
    return f"{value:.{1 if value >= 10 else 2}f}"


def rows_of(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def machine() -> str:
    """Processor, memory and system: nothing that tells which machine it is."""
    model, kilobytes = platform.machine(), 0
    if Path("/proc/cpuinfo").exists():
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
        model = found[1] if found else model
        found = re.search(r"^MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text(), re.MULTILINE)
        kilobytes = int(found[1]) if found else 0
    memory = f", {kilobytes / 2**20:.0f} GB of memory" if kilobytes else ""
    try:
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        system = platform.system()
    return f"{os.cpu_count()} cores, {model}{memory}, {system}"


def versions(postgresql: str = "") -> str:
    told = [f"Schakel {commit()}", f"Python {platform.python_version()}"]
    for package in ("pabutools", "gmpy2", "pabumeasures", "django"):
        try:
            told.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    if postgresql:
        told.append(f"PostgreSQL {postgresql}")
    return ", ".join([*told, f"kernel by {compiler()}"])


def commit() -> str:
    def git(*arguments: str) -> str:
        command = ["git", *arguments]
        return subprocess.run(
            command, cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.strip()

    try:
        changed = git("status", "--porcelain", "--", ".", ":!docs/benchmarks.md")
        return git("rev-parse", "--short", "HEAD") + (" with changes" if changed else "")
    except (OSError, subprocess.CalledProcessError):
        return version("schakel")


def compiler() -> str:
    """What the loaded kernel says it was made with."""
    from schakel.engines.allocation import native

    if native.kernel is None:
        return "nobody: it is not loaded"
    made = Path(native.kernel.__file__).read_bytes()
    found = re.search(rb"GCC: \([^)\0]*\) [\d.]+|clang version [\d.]+", made)
    return found[0].decode() if found else "a compiler that left no name"
