"""What a page says, for a test that looks for a sentence."""

import re
from typing import Any

_TERM = re.compile(r'<a class="nl-link schakel-term"[^>]*>(.*?)</a>')
_TOLD = re.compile(r'<section class="schakel-terms".*?</section>', re.DOTALL)


def said(response: Any) -> str:
    """The page without the links to explained words and without their explanations."""
    return without_terms(response.content.decode())


def without_terms(html: str) -> str:
    return _TERM.sub(r"\1", _TOLD.sub("", html))
