"""`schakel serve`: the web, and beside it the workers that seal, count and keep the clocks."""

import argparse
import os
import signal
import subprocess
import sys
import threading

HELP = "start the site: web, returning jobs and long tasks"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)"
    )
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
    parser.add_argument("--workers", type=int, default=2, help="web processes (default 2)")
    parser.add_argument("--data", metavar="DIR", help="folder with the data of this installation")


def run(args: argparse.Namespace) -> int:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from schakel.base.exceptions import InputRefused

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise InputRefused("the database is not up to date. Run `schakel migrate` first.")
    call_command("collectstatic", interactive=False, verbosity=0)
    return serve(args.host, args.port, args.workers)


def serve(host: str, port: int, workers: int) -> int:
    """Run until told to stop; when one part dies, the others stop too and the exit code says so."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schakel.web.settings")
    parts = [
        [sys.executable, "-m", "gunicorn", "schakel.web.wsgi:application", "--bind", f"{host}:{port}",
         "--workers", str(workers), "--worker-class", "gthread", "--threads", "4", "--timeout", "60",
         "--worker-tmp-dir", "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp", "--no-control-socket",
         "--log-level", "warning"],
        [sys.executable, "-m", "schakel.commands.main", "work"],
        [sys.executable, "-m", "schakel.commands.main", "db_worker", "--verbosity", "0"],
    ]  # fmt: skip
    running = [subprocess.Popen(part) for part in parts]
    told = threading.Event()
    for word in (signal.SIGTERM, signal.SIGINT):
        signal.signal(word, lambda *_: told.set())
    while not told.is_set() and all(process.poll() is None for process in running):
        told.wait(0.2)
    for process in running:
        if process.poll() is None:
            process.terminate()
    for process in running:
        process.wait()
    return 0 if told.is_set() else 1
