"""Who is measured against whom, each at its own best settings: the file to review for a speed claim.

A peer is a function that imports its libraries and gives another, which takes the path of a Pabulib
file and the rule, and gives the ids of the winners in order. `race.py` runs each in a process of its
own: `python bench/peers.py NAME` reads a task a line and answers with seconds and winners.

The rules are plain equal shares with the cost as utility and, as `add1`, the same with every share
raised by 1 until the outcome is exhaustive; ties go to the lowest id as text.

Settings that are the same for all: the libraries are imported; just before each turn a small file is
done, untimed; what takes less than a quarter of a second is done again until that has passed, and
the mean counts, so that no hiccup of the machine is taken for the program; Python's collector of
cycles has just run and rests meanwhile (pabutools, which makes most objects, gains a tenth by it);
and the file is in the page cache of the system.

Not here, because it could not be installed from a package index alone: pabumeasures 0.2.2, equal
shares in C++ with long doubles. Its build wants OR-Tools with its headers; it reads files with
pabutools' reader, has no add1, and breaks ties by cost. Where it is installed it runs along.
"""

import gc
import importlib.util
import json
import sys
import time
from collections.abc import Callable

LEAST_SECONDS = 0.25

Solve = Callable[[str, str], list[str]]


def schakel() -> Solve:
    from schakel.engines.allocation import equal_shares, native, read_pabulib

    if native.kernel is None:
        raise SystemExit("the kernel is not loaded")

    def solve(path: str, rule: str) -> list[str]:
        completion = "add1" if rule == "add1" else "none"
        return list(equal_shares(read_pabulib(path), completion=completion).winners)

    return solve


def pabutools_floats() -> Solve:
    """pabutools in its fastest mode; inexact, so that nearly equal rates may be told wrongly."""
    return _pabutools("float")


def pabutools_exact() -> Solve:
    """pabutools as it comes, with exact fractions by gmpy2: what Schakel computes, as exactly."""
    return _pabutools("gmpy2")


def _pabutools(fractions: str) -> Solve:
    import pabutools.fractions
    from pabutools.election import Cost_Sat, parse_pabulib
    from pabutools.rules import method_of_equal_shares
    from pabutools.tiebreaking import lexico_tie_breaking

    # "Handling Fractions" (usage/fractions): "gmpy2" is the default, "float" the other choice; it
    # halves the time of add1.
    pabutools.fractions.FRACTION = fractions

    def solve(path: str, rule: str) -> list[str]:
        instance, profile = parse_pabulib(path)
        return [
            project.name
            for project in method_of_equal_shares(
                instance,
                # usage/rules, "Method of Equal Shares": "Faster in general (typically if ballots
                # repeat a lot)". Here it halves the time, with what it costs to make it.
                profile.as_multiprofile(),
                # As a class: the satisfaction profile is then made once, as a multiprofile too.
                # `binary_sat`, the faster inner loop, switches itself on for approval ballots.
                sat_class=Cost_Sat,
                tie_breaking=lexico_tie_breaking,
                # usage/rules, same place: add1 inside the rule; "much faster" than
                # exhaustion_by_budget_increase. None: without completion.
                voter_budget_increment=1 if rule == "add1" else None,
                # reference/rules: the outcome alone, no record of rounds, no log.
                resoluteness=True,
                analytics=False,
                verbose=False,
            )
        ]

    return solve


def pabumeasures() -> Solve:
    """Equal shares in C++, with long doubles and a tolerance, over the reader of pabutools."""
    from pabumeasures import mes_cost
    from pabutools.election import parse_pabulib

    def solve(path: str, rule: str) -> list[str]:
        if rule != "equal-shares":
            raise SystemExit(f"pabumeasures has no {rule}")
        # It takes no multiprofile.
        return [project.name for project in mes_cost(*parse_pabulib(path))]

    return solve


PEERS: dict[str, Callable[[], Solve]] = {
    "schakel": schakel,
    "pabutools-floats": pabutools_floats,
    "pabutools-exact": pabutools_exact,
}
if importlib.util.find_spec("pabumeasures"):
    PEERS["pabumeasures"] = pabumeasures


def main(name: str) -> int:
    solve = PEERS[name]()
    for line in sys.stdin:
        task = json.loads(line)
        solve(task["warm"], task["rule"])
        gc.collect()
        gc.disable()
        began, times = time.perf_counter(), 0
        while times == 0 or time.perf_counter() - began < LEAST_SECONDS:
            winners = solve(task["path"], task["rule"])
            times += 1
        seconds = (time.perf_counter() - began) / times
        gc.enable()
        print(json.dumps({"seconds": seconds, "winners": winners}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
