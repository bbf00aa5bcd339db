"""A process of its own for the crash tests: `python -m tests.journal.worker post|seal`.

It goes on until it is killed. Whatever it prints is committed. The lines are long, so that the pipe
is soon full and holds it back until the test reads on.
"""

import sys

import django


def post() -> None:
    from django.db import transaction

    from schakel.journal import services

    while True:
        with transaction.atomic():
            entry = services.post(
                verb="crash-test", dossier=None, office="systeem", ground="", reason="", facts={}
            ).entry
        print(f"{entry.pk:<4000}", flush=True)


def seal() -> None:
    from schakel.journal import services

    print(services.seal(limit=5), flush=True)
    while True:
        if added := services.seal(limit=5):
            print(added, flush=True)


if __name__ == "__main__":
    django.setup()
    {"post": post, "seal": seal}[sys.argv[1]]()
