"""`schakel work`: run the returning jobs (sealing, clocks) until told to stop."""

import argparse
import signal
import threading

HELP = "run the returning jobs: sealing, clocks, phases"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="run what is due now and stop")


def run(args: argparse.Namespace) -> int:
    import logging

    from django.db import DatabaseError, close_old_connections

    from schakel.base.jobs import run_due

    if args.once:
        run_due()
        return 0
    told = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    signal.signal(signal.SIGINT, lambda *_: told.set())
    while not told.is_set():
        # A database that is away for a moment comes back; a worker that gave up would not.
        try:
            close_old_connections()
            run_due()
        except DatabaseError:
            logging.getLogger(__name__).exception("the database did not answer")
        told.wait(0.5)
    return 0
