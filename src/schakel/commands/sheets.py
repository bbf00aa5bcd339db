"""`schakel sheets`: tables of parties, asks and offers, initiatives and the agenda, out and in."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schakel.base.sheets import Sheet

HELP = "write a table as CSV, read one in, or say how it is laid out"
NEEDS_DJANGO = True


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|layout|export|import")
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("--data", metavar="DIR", help="where the data of this installation is")
    verbs.add_parser("list", parents=[data], help="the tables by name")
    layout = verbs.add_parser("layout", parents=[data], help="the columns of a table")
    export = verbs.add_parser(
        "export", parents=[data], help="everything public, to standard output"
    )
    bring = verbs.add_parser(
        "import", parents=[data], help="read a table into a municipality, all of it or nothing"
    )
    for verb in (layout, export, bring):
        verb.add_argument("sheet", metavar="TABLE", help="a name that `list` gives")
    export.add_argument("--area", default="", metavar="CODE", help="only of this area")
    bring.add_argument("file", metavar="FILE.csv")
    bring.add_argument("--municipality", required=True, metavar="NAME")


def run(args: argparse.Namespace) -> int:
    verbs = {"list": _list, "layout": _layout, "export": _export, "import": _import}
    return verbs[args.verb](args)


def _sheet(name: str) -> "Sheet":
    from schakel.base.exceptions import InputRefused
    from schakel.base.sheets import sheets

    found = sheets.get(name)
    if found is None:
        known = ", ".join(key for key, _sheet in sheets.items())
        raise InputRefused(f"{name}: deze tabel is niet bekend. Wel bekend: {known}.")
    return found


def _list(args: argparse.Namespace) -> int:
    from schakel.base.sheets import sheets

    for key, sheet in sorted(sheets.items(), key=lambda item: item[1].order):
        print(f"{key}: {sheet.description}")
    return 0


def _layout(args: argparse.Namespace) -> int:
    for column in _sheet(args.sheet).columns:
        words = f" ({', '.join(column.words)})" if column.words else ""
        needed = " *" if column.required else ""
        print(f"{column.name}{needed}: {column.what}{words}")
    return 0


def _export(args: argparse.Namespace) -> int:
    from schakel.areas.queries import places
    from schakel.base.exceptions import InputRefused
    from schakel.sheets import files

    area = places.by_code(args.area) if args.area else None
    if args.area and area is None:
        raise InputRefused(f"--area: {args.area} is geen gebied dat wij kennen.")
    for piece in files.written(_sheet(args.sheet), area):
        sys.stdout.write(piece)
    return 0


def _import(args: argparse.Namespace) -> int:
    from schakel.base.actor import Actor
    from schakel.base.exceptions import InputRefused
    from schakel.people.queries import municipalities
    from schakel.sheets import services
    from schakel.sheets.tasks import said

    home = municipalities().filter(name__iexact=args.municipality).first()
    if home is None:
        known = ", ".join(municipalities().values_list("name", flat=True)[:10]) or "geen"
        raise InputRefused(
            f"--municipality: {args.municipality} is niet bekend. Wel bekend: {known}."
        )
    path = Path(args.file)
    try:
        stored = services.read_in(Actor.system(), home, _sheet(args.sheet), path)
    except services.SheetRefused as refused:
        for line in refused.lines:
            print(line, file=sys.stderr)
        raise
    print(said(stored))
    return 0
