"""`schakel journal export` and `schakel journal verify`: the public record, and the check of it."""

import argparse
import os
import sys
from pathlib import Path

from schakel.base.exceptions import InputRefused

HELP = "export the journal, or verify an export"
# Only an export needs it, and not before it is known where the data is.
NEEDS_DJANGO = False


def configure(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="export|verify")
    export = verbs.add_parser("export", help="write the sealed journal to standard output")
    export.add_argument(
        "--data",
        metavar="DIR",
        help="folder with the data of an installation (its SQLite database)",
    )
    verify = verbs.add_parser("verify", help="check an export")
    verify.add_argument("export", metavar="EXPORT", help="the export, or - for standard input")
    verify.add_argument(
        "--head",
        metavar="HEAD",
        help="a head published earlier: SIZE:ROOT, or a file with heads or an older export",
    )


def run(args: argparse.Namespace) -> int:
    if args.verb == "verify":
        from schakel.journal import verify

        return verify.run(args.export, args.head)
    return _export(args.data)


def _export(data: str | None) -> int:
    if data is not None:
        _use(Path(data))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "schakel.web.settings")
    import django
    from django.db.utils import OperationalError, ProgrammingError

    django.setup()
    from schakel.journal import queries, services

    try:
        # Without a worker nobody else seals, and an export holds what is sealed only.
        services.seal()
        for line in queries.export():
            sys.stdout.buffer.write(line)
    except (OperationalError, ProgrammingError) as error:
        raise InputRefused(
            f"the database has no journal that can be read ({str(error).strip()}). "
            "Name its folder with --data, or run `schakel migrate` first."
        ) from None
    sys.stdout.buffer.flush()
    return 0


def _use(folder: Path) -> None:
    """Read the installation in this folder; what is not there is refused before anything is made."""
    if (folder / "schakel.sqlite3").is_file():
        os.environ.pop("DATABASE_URL", None)
    elif not os.environ.get("DATABASE_URL"):
        raise InputRefused(
            f"--data {folder}: there is no schakel.sqlite3 in this folder. "
            "Name the folder that `schakel demo` or `schakel serve` was given."
        )
    os.environ["SCHAKEL_DATA_DIR"] = str(folder.resolve())
