"""The work list: what an office must do, the first due first, from every room that plugs in.

The work of all rooms is one query, and its numbers another, however many rooms there are.
"""

from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from schakel.base import clock
from schakel.base.plugs import Counts, Work, WorkRow, worklist_sources

_SOON = timedelta(days=7)
_NOTHING, _NEVER = Value(""), Value(None)
_NAMES = tuple(f"work_{field.name}" for field in fields(WorkRow))


def rows(
    found: QuerySet[Any],
    *,
    due: Any,
    started: Any,
    key: Any,
    title: Any,
    about: Any = _NOTHING,
    paused: Any = _NEVER,
    because: Any = _NOTHING,
    rests_on: Any = _NOTHING,
) -> QuerySet[Any]:
    """What a source found, in the columns that all sources share: a field or an expression for each.

    `key` and `about` are for the source itself, when it makes a `Work` of the row.
    """
    # Models have fields of these names too; a prefix keeps an annotation from meeting them.
    shaped: QuerySet[Any] = found.order_by().annotate(
        work_due=Cast(due, DateField()),
        work_title=Cast(title, TextField()),
        work_key=Cast(key, TextField()),
        work_about=Cast(about, TextField()),
        work_started=Cast(started, DateField()),
        work_paused=Cast(paused, DateField()),
        work_because=Cast(because, TextField()),
        work_rests_on=Cast(rests_on, TextField()),
    )
    return shaped


@dataclass(frozen=True)
class Worklist:
    """The work of one office: what its sources found, asked once for numbers and lines together."""

    found: tuple[tuple[str, QuerySet[Any]], ...]

    def counts(self) -> Counts:
        """How much work there is in each view."""
        try:
            sql, params = self._together("all").query.sql_with_params()
        except EmptyResultSet:  # nothing to ask the database
            return Counts()
        today, soon = (
            connection.ops.adapt_datefield_value(day)
            for day in (clock.today(), clock.today() + _SOON)
        )
        # Django does not add up over a union.
        with connection.cursor() as cursor:
            cursor.execute(
                f"""SELECT COUNT(*),
                    COUNT(CASE WHEN work_paused IS NULL AND work_due < %s THEN 1 END),
                    COUNT(CASE WHEN work_paused IS NULL AND work_due BETWEEN %s AND %s THEN 1 END),
                    COUNT(work_paused)
                FROM ({sql}) AS work""",
                [today, today, soon, *params],
            )
            return Counts(*cursor.fetchone())

    def items(self, view: str, start: int, size: int) -> list[Work]:
        """The work of one page: `size` lines from `start` on, over all sources together."""
        ordered = self._together(view).order_by("work_due", "work_title", "work_key", "work_source")
        sources = dict(worklist_sources.items())
        return [
            sources[source].work(WorkRow(*columns))
            for *columns, source in ordered[start : start + size]
        ]

    def _together(self, view: str) -> QuerySet[Any]:
        """The rows of all sources in one view, each with the name of its source at the end."""
        today = clock.today()
        wanted = {
            "all": Q(),
            "late": Q(work_paused__isnull=True, work_due__lt=today),
            "week": Q(work_paused__isnull=True, work_due__range=(today, today + _SOON)),
            "paused": Q(work_paused__isnull=False),
        }[view]
        found: list[QuerySet[Any]] = [
            rows.filter(wanted)
            .annotate(work_source=Value(name, TextField()))
            .values_list(*_NAMES, "work_source")
            for name, rows in self.found
        ]
        return found[0].union(*found[1:], all=True)


def of(actor: Any) -> Worklist:
    return Worklist(tuple((name, source.rows(actor)) for name, source in worklist_sources.items()))
