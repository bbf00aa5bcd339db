"""Run every measurement in bench/: each file is a program that fails when its bound is broken."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    programs = sorted((ROOT / "bench").glob("bench_*.py"))
    if not programs:
        print("bench: there is nothing in bench/ to measure", file=sys.stderr)
        return 1
    failed = []
    for program in programs:
        print(f"=== {program.stem}", flush=True)
        if subprocess.run([sys.executable, program], cwd=ROOT, check=False).returncode:
            failed.append(program.stem)
    if failed:
        print(f"bench: failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
