"""Lists of a municipality with 1,000 rounds: twenty readers who wait, then one who does not.

Twenty readers wait a second between pages: prints the 50th and 95th percentile of each page and
fails when the list's 95th is above its bound. Then one reader without pauses, five times: fails
when the median is under its bound of list pages a second. Nothing is cached but the drawing of small
components. Two web processes on PostgreSQL; readers on the same machine.

    DATABASE_URL=postgres://... python bench/bench_readers.py [--seconds 30]
"""

import argparse
import statistics
import sys
from datetime import timedelta

import report
from reading import PAUSE, READERS, alone, analyse, crowd, high, prepare, served

BOUND_MS, LEAST_PAGES, RUNS, ROUNDS = 100, 50, 5, 1_000


def fill() -> dict[str, list[str]]:
    """1,000 rounds in preparation and one that is decided; the addresses to read."""
    from django.utils import timezone

    from schakel.areas.queries import by_code
    from schakel.funding import services as funding
    from schakel.funding.models import Round
    from tests import world

    if by_code("GM9990"):
        town_round = Round.objects.filter(dossier__title="Besloten").first()
    else:
        town = world.build()
        pot = funding.create_pot(
            town.actors["official"],
            name="Grote pot",
            municipality=town.municipality,
            year=timezone.localdate().year,
            amount_cents=ROUNDS * 100_000,
            source="Besluit",
        )
        for number in range(ROUNDS):
            opens = timezone.now() + timedelta(days=30, minutes=number)
            funding.create_round(
                town.actors["official"],
                pot=pot,
                title=f"Ronde {number}",
                purpose="Bewoners verdelen geld.",
                area=town.area,
                budget_cents=100_000,
                regulation="Regeling",
                decides="bewoners",
                vote=(opens, opens + timedelta(days=10)),
                result_by=opens + timedelta(days=20),
            )
        town_round = town.decided
    analyse()
    return {
        "list of rounds": ["/geld/"],
        "decisions": ["/besluiten/"],
        "front": ["/"],
        "result": [town_round.dossier.get_absolute_url()],
        "neighbourhood": [town_round.dossier.area.get_absolute_url()],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    seconds = parser.parse_args().seconds
    prepare()
    pages = fill()
    with served() as server:
        times = crowd(pages, seconds)
        print(f"{READERS} readers, {PAUSE:g} s between pages, {ROUNDS:,} rounds")
        print(f"{'page':18} {'pages':>6} {'p50 ms':>8} {'p95 ms':>8}")
        for name in pages:
            print(
                f"{name:18} {len(times[name]):6} {statistics.median(times[name]):8.1f} "
                f"{high(times[name]):8.1f}"
            )
        runs = [alone(pages["list of rounds"][0], seconds / 6, server) for _ in range(RUNS)]
    speed = statistics.median(run[0] for run in runs)
    print(
        f"one reader without pauses, median of {RUNS} runs: {speed:.0f} list pages a second; "
        f"{statistics.median(run[1] for run in runs):.1f} ms of processor of the web a page"
    )
    late = high(times["list of rounds"]) > BOUND_MS
    for name in pages:
        bound = (f"at most {BOUND_MS} ms", not late) if name == "list of rounds" else ("", None)
        report.row(
            f"{name}: 95th percentile of {READERS} readers",
            [high(times[name])],
            "ms",
            target=bound[0],
            holds=bound[1],
        )
    report.row(
        "one reader without pauses",
        [run[0] for run in runs],
        "pages a second",
        target=f"at least {LEAST_PAGES}",
        holds=speed >= LEAST_PAGES,
    )
    if late or speed < LEAST_PAGES:
        print(
            f"readers: bounds are {BOUND_MS} ms and {LEAST_PAGES} pages a second", file=sys.stderr
        )
    return 1 if late or speed < LEAST_PAGES else 0


if __name__ == "__main__":
    sys.exit(main())
