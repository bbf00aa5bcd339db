"""Work for the municipality: read what was reported about asks and offers."""

from datetime import timedelta

from django.db.models import DateTimeField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schakel.base import clock, worklist
from schakel.base.actor import Actor
from schakel.base.plugs import Work, WorkRow, WorkSource
from schakel.exchange import queries
from schakel.exchange.models import LineReport
from schakel.norms import queries as norms


def _reports(actor: Actor) -> "QuerySet[LineReport]":
    days = int(norms.norm("exchange.report_days", clock.today()).value)
    due = ExpressionWrapper(F("at") + Value(timedelta(days=days)), output_field=DateTimeField())
    return worklist.rows(
        queries.reports(actor),
        due=TruncDate(due),
        started=TruncDate("at"),
        key="line__short_id",
        title="line__title",
        rests_on=Value("exchange.report_days"),
    )


def _work(row: WorkRow) -> Work:
    return Work(
        title=row.title,
        url=reverse("exchange:handle", args=[row.key]),
        kind=_("Melding"),
        act=_("Kijk of dit in orde is"),
        started=row.started,
        due=row.due,
        rests_on=row.rests_on,
    )


REPORTS = WorkSource(_reports, _work)
