"""Lists show 25 items; the page number comes from the address and never breaks the page."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PAGE_SIZE = 25


def page_of(request: HttpRequest, items: Any) -> Page[Any]:
    """The asked page of a list; a strange number gives the nearest page that exists."""
    return Paginator(items, PAGE_SIZE).get_page(request.GET.get("pagina"))
