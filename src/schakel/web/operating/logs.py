"""What goes to the log: what happened and where in the code, never to whom.

A line holds no address of a page, only its name; an error holds where it was, without the values of
that moment. What still looks like an e-mail address, account number, telephone number or address of
a device is replaced.
"""

import ipaddress
import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from gunicorn.glogging import Logger

from schakel.journal import privacy

_ADDRESS = re.compile(
    r"(?<![\w:.])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)"
)
_QUERY = re.compile(r"(?<=[\w/.-])\?[^\s'\"]+")
# What PostgreSQL tells of a row that it refused: "Key (email)=(...) already exists."
_VALUES = re.compile(r"\)=\(.*?\)(?= |$)", re.DOTALL)
_DETAIL = re.compile(r"\s*(?:DETAIL|CONTEXT|LINE \d+|HINT):.*", re.DOTALL)
FIELDS = ("method", "page", "status", "ms", "queries")


def scrub(text: str) -> str:
    """The text without what may point to a person."""
    text = _VALUES.sub(")=([value])", _DETAIL.sub("", text))
    text = _QUERY.sub("?[query]", privacy.scrub(text))
    return _ADDRESS.sub(_device, text)


def _device(found: re.Match[str]) -> str:
    # A time of day has colons too.
    try:
        ipaddress.ip_address(found[0])
    except ValueError:
        return found[0]
    return "[address]"


def page_name(request: Any) -> str:
    """The name of the page; an address may hold an id or a word that somebody looked for."""
    match = getattr(request, "resolver_match", None)
    return (match.view_name if match else "") or "-"


class Private(logging.Filter):
    """Make the line fit to be kept: once, before any handler writes it."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "private", False):
            return True
        if (request := getattr(record, "request", None)) is not None and hasattr(request, "META"):
            # Django's own line names the address that was asked for.
            record.page = page_name(request)
            status = getattr(record, "status_code", "")
            record.msg, record.args = f"{request.method} {record.page} {status}".strip(), ()
        record.msg, record.args = scrub(record.getMessage()), ()
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = _error(record.exc_info[1], record.exc_info[2])
        record.stack_info = None
        record.private = True
        return True


def _error(error: BaseException, where: TracebackType | None) -> str:
    """Which error, and the way to it: file, line and function."""
    frames = [
        f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(where)
    ]
    told = f"{type(error).__module__}.{type(error).__name__}: {scrub(str(error))}"
    return "\n  ".join([told, *reversed(frames)])


def _short(path: str) -> str:
    return path.rpartition("site-packages/")[2].rpartition("/src/")[2]


class Text(logging.Formatter):
    """A line for people."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")


class Json(logging.Formatter):
    """A line for machines: one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_text:
            line["error"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)


class WebServer(Logger):
    """Gunicorn's log, kept to the same rules; its access log stays off: we write a line ourselves."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for logger in (self.error_log, self.access_log):
            logger.handlers.clear()
            logger.propagate = True

    def access(self, *_: Any, **__: Any) -> None:
        return None
