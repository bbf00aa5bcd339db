"""`schakel areas`: take in areas, figures and boundaries, from files or from Statistics Netherlands."""

import argparse
import sys
from pathlib import Path
from typing import Any

HELP = "take in areas, figures and boundaries"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="import|fetch|list")
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("--data", metavar="DIR", help="where the data of this installation is")

    bring = verbs.add_parser(
        "import", parents=[data], help="take in files, each known by its content"
    )
    bring.add_argument("files", metavar="FILE", nargs="+")
    bring.add_argument("--year", type=int, metavar="Y", help="the year of the division into areas")

    fetch = verbs.add_parser(
        "fetch", parents=[data], help="take in a table of Statistics Netherlands or RIVM, online"
    )
    fetch.add_argument("table", metavar="TABLE", help="such as 85318NED")
    fetch.add_argument("--year", type=int, metavar="Y")
    fetch.add_argument("--municipality", default="", metavar="CODE", help="only this one: GM0233")

    verbs.add_parser("list", parents=[data], help="list what was taken in, the newest first")


def run(args: argparse.Namespace) -> int:
    return {"import": _import, "fetch": _fetch, "list": _list}[args.verb](args)


def _import(args: argparse.Namespace) -> int:
    from schakel.areas import services
    from schakel.base.actor import Actor, Channel

    actor = Actor.system().via(Channel.IMPORT)
    reports = services.import_files(
        actor, [Path(name) for name in args.files], args.year, on_report=_tell
    )
    for sentence in services.unmatched({report.year for report in reports}):
        print(f"schakel: {sentence}", file=sys.stderr)
    return 0


def _fetch(args: argparse.Namespace) -> int:
    from schakel.areas import services
    from schakel.base.actor import Actor, Channel

    actor = Actor.system().via(Channel.IMPORT)
    _tell(services.fetch(actor, args.table, args.year, municipality=args.municipality))
    return 0


def _tell(report: Any) -> None:
    from schakel.areas.services import describe

    for line in describe(report):
        print(line)
    sys.stdout.flush()


def _list(args: argparse.Namespace) -> int:
    from schakel.areas.queries import deliveries

    for row in deliveries():
        print(
            f"{row.at:%Y-%m-%d %H:%M}", row.year, row.name, row.source.title, row.office, sep="  "
        )
    return 0
