"""Rows and cells of a `table`: written here and not as templates, since a page has hundreds."""

from django.utils.html import format_html
from django.utils.safestring import SafeString


def row(content: str, total: bool = False) -> SafeString:
    """A row of a `table`; `total=True` for the line that adds up."""
    return format_html(
        '<tr class="utrecht-table__row{}" role="row">{}</tr>',
        " schakel-table__total" if total else "",
        content,
    )


def cell(content: str, label: str, header: bool = False, numeric: bool = False) -> SafeString:
    """A cell of a `row`; `label` is the column's heading, shown in the cell on a phone."""
    right = " utrecht-table__cell--numeric-data" if numeric else ""
    if header:
        return format_html(
            '<th class="utrecht-table__header-cell{}" role="rowheader" scope="row">{}</th>',
            right,
            content,
        )
    return format_html(
        '<td class="utrecht-table__cell{}" role="cell" data-label="{}">{}</td>',
        right,
        label,
        content,
    )
