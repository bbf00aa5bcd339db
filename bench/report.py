"""What a bench program found, printed, and told to `make bench` for docs/benchmarks.md.

`tools/run_bench.py` names a file in SCHAKEL_BENCH_ROWS; each row is a line of JSON in it.
"""

import json
import os
import statistics
from collections.abc import Sequence


def row(
    what: str,
    values: Sequence[float],
    unit: str,
    *,
    target: str = "",
    holds: bool | None = None,
    note: str = "",
) -> None:
    """The runs of one figure; `target` in words and whether it `holds`, when there is one."""
    told(what, statistics.median(values), min(values), max(values), unit, target, holds, note)


def told(
    what: str,
    middle: float,
    low: float,
    high: float,
    unit: str,
    target: str = "",
    holds: bool | None = None,
    note: str = "",
) -> None:
    """A figure whose spread is known otherwise."""
    path = os.environ.get("SCHAKEL_BENCH_ROWS")
    if not path:
        return
    line = {
        "what": what, "middle": middle, "low": low, "high": high, "unit": unit, "target": target,
        "holds": holds, "note": note,
    }  # fmt: skip
    with open(path, "a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
