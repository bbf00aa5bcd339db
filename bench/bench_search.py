"""Search over 50,000 dossiers: how long one query takes, with all that a page of 25 hits needs.

The titles and purposes are mixed from the planted truth of the tests (411 things), with compounds
and names made up beside them, so that the vocabulary grows as that of a real site does. The queries
are the half of the truth that is for tuning, and the names of areas. Prints the 50th and 95th
percentile, the number of questions to the database and the time to write the index; fails when the
95th percentile is above its bound. No web server: `bench_readers.py` measures that.

    [DATABASE_URL=postgres://...] python bench/bench_search.py [--dossiers 50000]
"""

import argparse
import os
import random
import sys
import tempfile
import time
import uuid
from pathlib import Path

import report

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
BOUND_MS, MOST_QUESTIONS, SEED = 150, 12, 7


def fill(number: int) -> None:
    from django.utils import timezone

    from schakel.areas import services as areas
    from schakel.base.actor import Actor
    from schakel.dossiers.models import Dossier
    from schakel.people import services as people
    from tests.search import truth

    if Dossier.objects.count() >= number:
        return
    chance, system = random.Random(SEED), Actor.system()
    town = areas.add(system, code="GM9990", year=2026, kind="gemeente", name="Proefdam")
    party = people.add_municipality(
        system, name="Gemeente Proefdam", area=town, starts=timezone.localdate()
    )
    districts = [
        areas.add(
            system, code=f"WK9990{n:02}", year=2026, kind="wijk", name=f"Proefwijk {n}", parent=town
        )
        for n in range(50)
    ]
    things = truth.things()
    pieces = [word for thing in things for word in thing.title.split() if len(word) > 4]
    rows = []
    for n in range(number):
        one, other = chance.choice(things), chance.choice(things)
        made_up = (chance.choice(pieces) + chance.choice(pieces)).lower()
        rows.append(
            Dossier(
                id=uuid.UUID(int=chance.getrandbits(128)),
                short_id=f"{n:05}",
                kind="round",
                municipality=party,
                area=chance.choice(districts),
                title=f"{one.title} {chance.choice(pieces)}",
                purpose=f"{other.purpose} {made_up}",
                owner=party,
                created=timezone.now(),
            )
        )
    Dossier.objects.bulk_create(rows, batch_size=2_000)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dossiers", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    os.environ.setdefault("SCHAKEL_DATA_DIR", tempfile.mkdtemp(prefix="bench-search-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schakel.web.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from schakel.base.actor import Actor
    from schakel.web.search import queries, services
    from schakel.web.search.models import Document, Posting, Stem
    from tests.search import truth

    call_command("migrate", verbosity=0)
    fill(args.dossiers)
    begun = time.perf_counter()
    services.index_everything()
    written = time.perf_counter() - begun
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    counts = [model.objects.count() for model in (Document, Stem, Posting)]
    print(f"{connection.vendor}: {counts[0]} documents, {counts[1]} words, {counts[2]} postings")
    print(f"index written in {written:.1f} s")
    actor, took, most = Actor.visitor(), [], 0
    asked = [query.words for query in truth.queries("tune")] + ["proefwijk 12", "proefdam"]
    for words in asked * args.rounds:
        with CaptureQueriesContext(connection) as captured:
            begun = time.perf_counter()
            result = queries.search(actor, words)
            queries.shown(result, result.hits[:25])
            took.append(((time.perf_counter() - begun) * 1_000, words))
        most = max(most, len(captured))
    took.sort()
    high = took[len(took) * 95 // 100][0]
    print(f"{len(took)} queries: p50 {took[len(took) // 2][0]:.0f} ms, p95 {high:.0f} ms, ", end="")
    print(f"slowest {took[-1][0]:.0f} ms ({took[-1][1]!r}); at most {most} questions")
    report.row(
        "index written", [written], "s", note=f"{counts[0]:,} documents, {counts[1]:,} words"
    )
    report.row(
        "95th percentile of a query, to 25 hits with their reasons",
        [high],
        "ms",
        target=f"at most {BOUND_MS} ms, {MOST_QUESTIONS} questions",
        holds=high <= BOUND_MS and most <= MOST_QUESTIONS,
        note=f"{len(took)} queries, at most {most} questions to the database",
    )
    return 1 if high > BOUND_MS or most > MOST_QUESTIONS else 0


if __name__ == "__main__":
    sys.exit(main())
