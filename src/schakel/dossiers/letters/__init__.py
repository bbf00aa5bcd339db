"""A letter: one content, as an accessible page and as a tagged PDF (PDF/UA-1)."""

from schakel.dossiers.letters.content import (
    Heading,
    Items,
    Letter,
    Paragraph,
    Table,
    compose,
)
from schakel.dossiers.letters.pdf import as_pdf

__all__ = ["Heading", "Items", "Letter", "Paragraph", "Table", "as_pdf", "compose"]
