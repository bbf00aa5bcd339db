import json
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from schakel.base.paging import page_of
from schakel.journal import queries, verify
from schakel.journal.services import timestamp


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest entries, the newest head, and how to check both."""
    return render(
        request,
        "journal/index.html",
        {
            "page": page_of(request, queries.latest()),
            "head": queries.head(),
            "heads": queries.heads()[:10],
        },
    )


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    response = StreamingHttpResponse(queries.export(), content_type="application/jsonl")
    response["Content-Disposition"] = 'attachment; filename="logboek.jsonl"'
    return response


@require_safe
def heads(request: HttpRequest) -> StreamingHttpResponse:
    """All heads, newest first, streamed: what a neighbour keeps to check a later export against."""
    return StreamingHttpResponse(_heads(), content_type="application/json")


def _heads() -> Iterator[str]:
    yield '{"heads": ['
    separator = "\n"
    for head in queries.heads().iterator(2_000):
        line = {"size": head.size, "root": bytes(head.root).hex(), "at": timestamp(head.at)}
        yield separator + json.dumps(line)
        separator = ",\n"
    yield "\n]}\n"


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The verifier itself, so that checking needs nothing of ours installed."""
    source = Path(verify.__file__).read_bytes()
    response = HttpResponse(source, content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify.py"'
    return response
