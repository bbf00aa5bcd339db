"""Work for the municipality: a group that nobody runs any more needs somebody."""

from datetime import timedelta

from django.db.models import DateTimeField, ExpressionWrapper, F, Max, QuerySet, Value
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schakel.base import clock, worklist
from schakel.base.actor import Actor
from schakel.base.plugs import Work, WorkRow, WorkSource
from schakel.initiatives.models import Initiative
from schakel.initiatives.queries import participants as queries
from schakel.norms import queries as norms


def _orphans(actor: Actor) -> "QuerySet[Initiative]":
    days = int(norms.norm("initiatives.orphan_days", clock.today()).value)
    left = Coalesce(Max("dossier__owner__memberships__stopped"), F("dossier__created"))
    due = ExpressionWrapper(left + Value(timedelta(days=days)), output_field=DateTimeField())
    return worklist.rows(
        queries.without_anybody(actor),
        due=TruncDate(due),
        started=TruncDate(left),
        key="dossier__short_id",
        title="dossier__title",
        rests_on=Value("initiatives.orphan_days"),
    )


def _work(row: WorkRow) -> Work:
    return Work(
        title=row.title,
        url=reverse("initiatives:detail", args=[row.key]),
        kind=_("Initiatief"),
        act=_("Zoek een nieuwe trekker"),
        started=row.started,
        due=row.due,
        rests_on=row.rests_on,
    )


ORPHANS = WorkSource(_orphans, _work)
