"""`schakel serve`: the web, and beside it the workers that seal, count and keep the clocks."""

import argparse
import os
import signal
import subprocess
import sys
import time

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
        [sys.executable, "-m", "schakel.commands.main", "db_worker"],
    ]  # fmt: skip
    running = [subprocess.Popen(part) for part in parts]

    def stop(*_: object) -> None:
        for process in running:
            if process.poll() is None:
                process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while all(process.poll() is None for process in running):
        time.sleep(0.2)
    stop()
    return max(abs(process.wait()) for process in running) and 1
