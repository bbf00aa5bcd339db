"""Around every request: one line in the log, and what a browser may do with the answer."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from schakel.web.operating.logs import page_name

Handler = Callable[[HttpRequest], HttpResponse]
logger = logging.getLogger("schakel.request")
# Nothing here asks for any of these, and nothing that is put in a page may.
_NOT_ASKED = "camera geolocation microphone payment usb display-capture browsing-topics".split()


def request_line(get_response: Handler) -> Handler:
    """Log method, page name, status, time and queries: not who asked, nor for what."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not logger.isEnabledFor(logging.INFO):
            return get_response(request)
        asked, began = 0, time.perf_counter()

        def count(execute: Any, *arguments: Any) -> Any:
            nonlocal asked
            asked += 1
            return execute(*arguments)

        with connection.execute_wrapper(count):
            response = get_response(request)
        ms = round((time.perf_counter() - began) * 1000)
        method = request.method if request.method in _METHODS else "-"
        values = {
            "method": method,
            "page": page_name(request),
            "status": response.status_code,
            "ms": ms,
            "queries": asked,
        }
        logger.info(
            "%(method)s %(page)s %(status)s %(ms)s ms, %(queries)s queries", values, extra=values
        )
        return response

    return middleware


_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def headers(get_response: Handler) -> Handler:
    """What SecurityMiddleware does not say: no device of the visitor, no use of our answers elsewhere."""
    policy = ", ".join(f"{name}=()" for name in _NOT_ASKED)

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", policy)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


# Longer than any page takes to make: who waits for one that hangs goes on beside it.
_PATIENCE = 0.25


def in_turn(get_response: Handler) -> Handler:
    """Make the pages of one process one after another.

    Threads that make pages side by side share one processor, so that all of them are late: the
    first in line waits as long as the last. What sends something (a form, a file, a mail) may wait
    for somebody else, and never holds up who reads.
    """
    turn = threading.Lock()

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        mine = turn.acquire(timeout=_PATIENCE)
        try:
            return get_response(request)
        finally:
            if mine:
                turn.release()

    return middleware
