"""`schakel restore`: put a backup back, all of it or nothing."""

import argparse
import sys
from pathlib import Path

HELP = "put a backup back into an empty installation"
NEEDS_DJANGO = True
# Triggers leave and come back, which only the owner of the tables may do.
AS_OWNER = True


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the backup, or - for standard input")
    parser.add_argument(
        "--replace", action="store_true", help="throw away the data that this installation holds"
    )
    parser.add_argument("--data", metavar="DIR", help="where the data of this installation is")


def run(args: argparse.Namespace) -> int:
    from django.core.management import call_command
    from django.db import DatabaseError

    from schakel.base import backup
    from schakel.base.exceptions import InputRefused
    from schakel.journal import queries as journal
    from schakel.web.operating import privacy

    path = Path(args.file)
    if args.file != "-" and not path.is_file():
        raise InputRefused(f"{args.file} is not there. Name a file that `schakel backup` made.")
    try:
        call_command("migrate", interactive=False, verbosity=0)
        before = str(journal.head() or "")
        if args.file == "-":
            done = backup.restore(sys.stdin.buffer, replace=args.replace)
        else:
            with path.open("rb") as source:
                done = backup.restore(source, replace=args.replace)
        erased = privacy.erase_again()
        after = str(journal.head() or "")
    except OSError as error:
        raise InputRefused(f"{error.filename}: {error.strerror}. Nothing was changed.") from None
    except DatabaseError as error:
        raise InputRefused(
            f"the database refused ({str(error).strip().splitlines()[0]}). Nothing was changed. "
            "Stop the site first, and restore as the owner of the tables (MIGRATE_DATABASE_URL)."
        ) from None
    print(f"{done.rows} rows, {done.files} files, as they were at {done.at}.")
    if erased:
        print(f"{erased} people who were erased after this backup are erased again.")
    if before and before != after:
        # Entries may be gone now; who kept a head can see so, and is told.
        print(f"The journal was at {before}. It is now at {after or 'nothing'}. Say so in public.")
    if not done.same_key:
        print(
            "This installation has another secret key than the backup. Put the old one in "
            "SCHAKEL_OLD_SECRET_KEYS, or the codes of an open vote are not found."
        )
    return 0
