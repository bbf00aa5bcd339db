"""`schakel backup`: all rows and uploaded files in one file, while the site runs."""

import argparse
import os
import sys
from pathlib import Path

HELP = "keep all data and files in one file, while the site runs"
NEEDS_DJANGO = True

NO_KEY = (
    "The secret key is not in this file. Keep it elsewhere: without it, the codes of an open vote "
    "are not found, and everybody has to sign in again."
)


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the file to make, or - for standard output")
    parser.add_argument("--data", metavar="DIR", help="where the data of this installation is")


def run(args: argparse.Namespace) -> int:
    from django.db import DatabaseError

    from schakel.base.exceptions import InputRefused

    try:
        counted = _write(args.file)
    except OSError as error:
        raise InputRefused(f"{args.file}: {error.strerror}. Nothing was written.") from None
    except DatabaseError as error:
        raise InputRefused(
            f"the database cannot be read ({str(error).strip().splitlines()[0]}). "
            "Nothing was written."
        ) from None
    print(f"{counted['rows']} rows, {counted['files']} files. {NO_KEY}", file=sys.stderr)
    return 0


def _write(name: str) -> dict[str, int]:
    from schakel.base import backup
    from schakel.base.exceptions import InputRefused

    if name == "-":
        return backup.write(sys.stdout.buffer)
    path = Path(name)
    if path.exists():
        raise InputRefused(f"{name} is there already. Give another name, or move it first.")
    # Under another name until it is whole, and for nobody else to read.
    part = path.with_name(f"{path.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            counted = backup.write(out)
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return counted
