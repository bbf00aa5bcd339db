"""`schakel demo`: a fictional municipality in your browser, on your own machine."""

import argparse
import os
import socket
from pathlib import Path

from schakel.base.exceptions import InputRefused

HELP = "a fictional municipality to look around in: builds it and starts it"
# The surroundings are set first: settings read them when Django starts.
NEEDS_DJANGO = False
HOST = "127.0.0.1"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
    parser.add_argument(
        "--data", metavar="DIR", default="var/demo", help="folder for its data (default var/demo)"
    )
    parser.add_argument("--no-serve", action="store_true", help="build all of it and stop")


def run(args: argparse.Namespace) -> int:
    if not args.no_serve:
        _refuse_taken(args.port)
    folder = Path(args.data).resolve()
    os.environ.setdefault("SCHAKEL_URL", f"http://{HOST}:{args.port}")
    _start_django(folder)
    _prepare()
    from schakel.web.demo import builder

    if args.no_serve:
        builder.build()
        print(f"schakel demo: built in {folder}", flush=True)
        return 0
    row = builder.build(until=builder.FIRST)
    if builder.vote_is_over(row):
        print(f"schakel demo: its open vote has ended; for a new demo remove {folder}", flush=True)
    if not row.finished:
        from schakel.web.demo.tasks import fill

        fill.enqueue()
    from schakel.commands.serve import serve

    print(f"schakel demo: http://{HOST}:{args.port}/ (Ctrl+C stops it)", flush=True)
    return serve(HOST, args.port, workers=2)


def _refuse_taken(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # A port that was left a moment ago may be used again; one that is listened on may not.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise InputRefused(
                f"port {port} cannot be used ({error}). Try `schakel demo --port {_free_port()}`."
            ) from None


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _start_django(folder: Path) -> None:
    # The workers that are started beside the web inherit these.
    os.environ["SCHAKEL_DEMO"] = "true"
    os.environ["SCHAKEL_DATA_DIR"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schakel.web.settings")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputRefused(
            f"{error.filename}: {error.strerror}. Name another folder with --data."
        ) from None
    import django

    django.setup()


def _prepare() -> None:
    from django.core.management import call_command
    from django.db import OperationalError

    from schakel.web.demo import builder

    try:
        builder.refuse_other_data()
    except OperationalError as error:
        raise InputRefused(
            f"the database does not answer ({str(error).splitlines()[0]}). "
            "Start it, or leave DATABASE_URL out: the demo then keeps its data in its own folder."
        ) from None
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
