"""`schakel health`: ask a running site whether it is well; for a container or a monitor."""

import argparse
import http.client
import os

HELP = "ask the running site whether it is well"
NEEDS_DJANGO = False


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="where it listens (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="its port (default 8000)")
    parser.add_argument(
        "--alive", action="store_true", help="only whether it answers, not whether all is well"
    )


def run(args: argparse.Namespace) -> int:
    # Under a name that the site answers to: it refuses any other.
    name = os.environ.get("SCHAKEL_HOSTS", "").split(",")[0].strip() or "localhost"
    try:
        connection = http.client.HTTPConnection(args.host, args.port, timeout=10)
        path = "/livez" if args.alive else "/healthz"
        connection.request("GET", path, headers={"Host": name.lstrip(".")})
        answer = connection.getresponse()
        print(answer.read(200).decode("utf-8", "replace").strip())
        return 0 if answer.status == 200 else 1
    except OSError as error:
        print(f"not well: {args.host}:{args.port} does not answer ({error.strerror or error})")
        return 1
