"""`schakel NAME ...`: one table of commands, each in a module of its own, loaded when named.

A module has HELP, NEEDS_DJANGO, `configure(parser)` and `run(args) -> int`, and imports rooms only
inside `run`: settings are read after the arguments, because `--data DIR` tells where the data is.
Any other name is one of Django's own commands (`schakel migrate`). Bad input is one line on
standard error and exit code 2.
"""

import argparse
import importlib.util
import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from schakel.base.exceptions import SchakelError

SETTINGS = "schakel.web.settings"

COMMANDS = {
    "allocate": "schakel.commands.allocate",
    "areas": "schakel.commands.areas",
    "backup": "schakel.commands.backup",
    "demo": "schakel.commands.demo",
    "health": "schakel.commands.health",
    "journal": "schakel.commands.journal",
    "people": "schakel.commands.people",
    "restore": "schakel.commands.restore",
    "rounds": "schakel.commands.rounds",
    "rules": "schakel.commands.rules",
    "search": "schakel.commands.search",
    "serve": "schakel.commands.serve",
    "sheets": "schakel.commands.sheets",
    "work": "schakel.commands.work",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns 0, or 2 for input that cannot be used."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show € gets a question mark, not a traceback.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
        return code
    except SchakelError as error:
        print(f"schakel: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader left (`schakel ... | head`); keep the interpreter from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def _dispatch(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(_overview())
        return 0
    name, rest = arguments[0], arguments[1:]
    if not _is_ours(name):
        return _django(arguments)
    module = importlib.import_module(COMMANDS[name])
    parser = _Parser(prog=f"schakel {name}", description=module.HELP)
    module.configure(parser)
    parsed = parser.parse_args(rest)
    if module.NEEDS_DJANGO:
        if getattr(parsed, "data", None):
            os.environ["SCHAKEL_DATA_DIR"] = os.path.abspath(parsed.data)
        if getattr(module, "AS_OWNER", False):
            _as_owner()
        _start_django()
    return int(module.run(parsed) or 0)


def _is_ours(name: str) -> bool:
    """In the table and installed: a slim installation may leave a command out."""
    return name in COMMANDS and importlib.util.find_spec(COMMANDS[name]) is not None


class _Parser(argparse.ArgumentParser):
    """Refuses wrong arguments in one line; sub-parsers inherit it."""

    def error(self, message: str) -> NoReturn:
        raise SchakelError(f"{message}. Try `{self.prog} --help`.")


def _start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise SchakelError(str(error)) from None


def _as_owner() -> None:
    """In production the application's own role owns no table: see docs/journal.md."""
    if os.environ.get("MIGRATE_DATABASE_URL"):
        os.environ["DATABASE_URL"] = os.environ["MIGRATE_DATABASE_URL"]


def _django(arguments: list[str]) -> int:
    if arguments[0] == "migrate":
        _as_owner()
    unknown = SchakelError(f"there is no command {arguments[0]!r}. Try `schakel --help`.")
    if importlib.util.find_spec("django") is None:
        raise unknown
    if not arguments[0].startswith("-"):
        _start_django()
        from django.core.management import get_commands

        if arguments[0] not in get_commands():
            raise unknown
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["schakel", *arguments])
    return 0


def _overview() -> str:
    lines = ["usage: schakel COMMAND ...", "", "commands:"]
    for name in filter(_is_ours, COMMANDS):
        lines.append(f"  {name:<10} {importlib.import_module(COMMANDS[name]).HELP}")
    if importlib.util.find_spec("django"):
        lines += ["", "Every other name is a command of Django, such as `schakel migrate`."]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
