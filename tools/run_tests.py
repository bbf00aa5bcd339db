"""The whole suite: on SQLite, on PostgreSQL, then the browser on PostgreSQL.

Every part runs even when an earlier one fails; the last line counts them all.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from databases import ROOT, Lacking, chromium, postgresql

LONGEST = 20 * 60


@dataclass
class Part:
    name: str
    arguments: list[str]
    environment: dict[str, str]
    failed: int = 0
    skipped: int = 0
    passed: int = 0
    seconds: float = 0
    slowest: list[tuple[float, str]] = field(default_factory=list)

    def run(self, folder: Path) -> None:
        print(f"\n=== {self.name}", flush=True)
        report = folder / "report.xml"
        report.unlink(missing_ok=True)
        started = time.monotonic()
        running = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *self.arguments],
            cwd=ROOT,
            env={**os.environ, **self.environment},
            start_new_session=True,
        )
        try:
            code = running.wait(LONGEST)
        except subprocess.TimeoutExpired:
            # With everything it started: workers, servers and browsers.
            os.killpg(running.pid, signal.SIGKILL)
            code = running.wait()
            print(f"{self.name}: stopped after {LONGEST // 60} minutes", file=sys.stderr)
        self.seconds = time.monotonic() - started
        if report.exists():
            self._count(report)
        # Also a part that ran no test, or that stopped before it could report, has failed.
        if code and not self.failed:
            self.failed = 1

    def _count(self, report: Path) -> None:
        for case in ElementTree.parse(report).iter("testcase"):
            kinds = {child.tag for child in case}
            if kinds & {"failure", "error"}:
                self.failed += 1
            elif "skipped" in kinds:
                self.skipped += 1
            else:
                self.passed += 1
            name = f"{case.get('classname')}::{case.get('name')}"
            self.slowest.append((float(case.get("time") or 0), f"{name} ({self.name})"))


def parts(url: str, browser: str) -> list[Part]:
    both = ["-n", "2", "--dist", "worksteal", "-m", "not slow and not browser"]
    return [
        Part("SQLite", both, {"DATABASE_URL": ""}),
        Part("PostgreSQL", both, {"DATABASE_URL": url}),
        Part(
            "browser",
            ["-m", "browser and not slow", "tests/browser"],
            {"DATABASE_URL": url, "SCHAKEL_CHROMIUM": browser},
        ),
    ]


def main() -> int:
    started = time.monotonic()
    try:
        browser = chromium()
        with postgresql() as url, tempfile.TemporaryDirectory() as folder:
            done = parts(url, browser)
            for part in done:
                part.run(Path(folder))
    except Lacking as lacking:
        print(f"make test: this machine lacks {lacking}", file=sys.stderr)
        return 2
    print("\nten slowest tests")
    for seconds, name in sorted((s for part in done for s in part.slowest), reverse=True)[:10]:
        print(f"  {seconds:7.2f} s  {name}")
    for part in done:
        print(
            f"{part.name}: {part.passed} passed, {part.failed} failed, "
            f"{part.skipped} skipped in {part.seconds:.0f} s"
        )
    failed = sum(part.failed for part in done)
    passed, skipped = sum(part.passed for part in done), sum(part.skipped for part in done)
    print(f"all parts in {(time.monotonic() - started) / 60:.1f} minutes")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
