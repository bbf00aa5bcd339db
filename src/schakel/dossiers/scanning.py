"""The virus scanner of an installation: a command or a function, named by a setting."""

import logging
import shlex
import subprocess
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from schakel.base.exceptions import InputRefused

logger = logging.getLogger(__name__)
_SECONDS = 60
_INFECTED = 1


class ScannerAway(Exception):
    """The scanner gave no answer."""


def check(path: Path) -> None:
    """Let the scanner look at a file in quarantine. Raises InputRefused when it says no.

    A scanner that gives no answer is a no where `SCHAKEL_SCANNER_REQUIRED` says so.
    """
    try:
        clean = _ask(path)
    except ScannerAway as away:
        logger.error("the scanner gave no answer: %s", away)
        if settings.SCANNER_REQUIRED:
            raise InputRefused(
                _("Wij kunnen bestanden nu niet op virussen nakijken. Probeer het later opnieuw.")
            ) from away
        return
    if not clean:
        logger.warning("the scanner refused a file")
        raise InputRefused(_("De virusscanner keurt dit bestand af. Wij hebben het niet bewaard."))


def _ask(path: Path) -> bool:
    """Whether the file is clean. As clamscan does: exit code 0 is clean, 1 is infected."""
    scanner = settings.SCANNER
    if not scanner:
        if settings.SCANNER_REQUIRED:
            raise ScannerAway("SCHAKEL_SCANNER is not set")
        return True
    if scanner.startswith("python:"):
        try:
            return bool(import_string(scanner.removeprefix("python:"))(path))
        except Exception as error:
            raise ScannerAway(type(error).__name__) from error
    try:
        done = subprocess.run(
            [*shlex.split(scanner), str(path)],
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise ScannerAway(type(error).__name__) from error
    if done.returncode not in (0, _INFECTED):
        raise ScannerAway(f"exit code {done.returncode}")
    return done.returncode == 0
