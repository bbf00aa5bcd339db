"""`schakel serve`: the web, and beside it the workers that seal, count and keep the clocks."""

import argparse
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

HELP = "start the site: web, returning jobs and long tasks"
NEEDS_DJANGO = True

# A worker that keeps dying is started ever later, at most once in this many seconds.
_LONGEST_WAIT = 60.0
# A worker that ran this long was well: its next death is a first one again.
_WELL_AFTER = 120.0
_TIME_TO_STOP = 30.0


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)"
    )
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
    parser.add_argument("--workers", type=int, default=2, help="web processes (default 2)")
    parser.add_argument("--data", metavar="DIR", help="folder with the data of this installation")


def run(args: argparse.Namespace) -> int:
    from django.core.management import call_command
    from django.db import DatabaseError

    from schakel.base.exceptions import InputRefused
    from schakel.web.operating import health

    if args.workers < 1:
        raise InputRefused(f"--workers is {args.workers}. Give at least 1.")
    try:
        up_to_date = health.up_to_date()
    except DatabaseError as error:
        raise InputRefused(
            f"the database does not answer ({str(error).strip().splitlines()[0]}). "
            "Start it, or look at DATABASE_URL."
        ) from None
    if not up_to_date:
        raise InputRefused("the database is not up to date. Run `schakel migrate` first.")
    call_command("collectstatic", interactive=False, verbosity=0)
    return serve(args.host, args.port, args.workers)


@dataclass
class _Part:
    """A process of the site. A worker that dies is started again, ever later."""

    name: str
    command: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    deaths: int = 0
    next_start: float = 0.0

    def start(self) -> None:
        self.process, self.started = subprocess.Popen(self.command), time.monotonic()

    def look(self, now: float) -> None:
        """Start it when it is due; notice that it died."""
        if self.process is None:
            if now >= self.next_start:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.deaths = 1 if now - self.started > _WELL_AFTER else self.deaths + 1
        wait = min(2.0 ** (self.deaths - 1), _LONGEST_WAIT)
        self.process, self.next_start = None, now + wait
        logging.getLogger("schakel.serve").error(
            "%s stopped with exit code %s; started again in %s s", self.name, code, round(wait)
        )


def serve(host: str, port: int, workers: int) -> int:
    """Run until told to stop. When the web dies, all stop and the exit code says so."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schakel.web.settings")
    web = _Part("web", [
        sys.executable, "-m", "gunicorn", "schakel.web.wsgi:application", "--bind", f"{host}:{port}",
        "--workers", str(workers), "--worker-class", "gthread", "--threads", "4", "--timeout", "60",
        "--worker-tmp-dir", "/dev/shm" if os.path.isdir("/dev/shm") else "/tmp", "--no-control-socket",
        "--log-level", "warning", "--logger-class", "schakel.web.operating.logs.WebServer",
    ])  # fmt: skip
    us = [sys.executable, "-m", "schakel.commands.main"]
    workers_beside = [
        _Part("work", [*us, "work"]),
        _Part("db_worker", [*us, "db_worker", "--verbosity", "0"]),
    ]
    told = threading.Event()
    for word in (signal.SIGTERM, signal.SIGINT):
        signal.signal(word, lambda *_: told.set())
    web.start()
    while not told.is_set() and web.process and web.process.poll() is None:
        for part in workers_beside:
            part.look(time.monotonic())
        told.wait(0.2)
    _stop([part.process for part in [web, *workers_beside] if part.process])
    return 0 if told.is_set() else 1


def _stop(processes: "list[subprocess.Popen[bytes]]") -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + _TIME_TO_STOP
    for process in processes:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
