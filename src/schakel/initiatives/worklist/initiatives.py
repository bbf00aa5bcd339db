"""Work for the municipality: read what was told without an account, and look again on the day it said."""

from datetime import timedelta

from django.db.models import DateTimeField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schakel.base import clock, worklist
from schakel.base.actor import Actor
from schakel.base.plugs import Work, WorkRow, WorkSource
from schakel.initiatives import queries
from schakel.initiatives.models import Again, Initiative
from schakel.norms import queries as norms


def _told(actor: Actor) -> "QuerySet[Initiative]":
    days = int(norms.norm("initiatives.look_first_days", clock.today()).value)
    due = ExpressionWrapper(
        F("dossier__created") + Value(timedelta(days=days)), output_field=DateTimeField()
    )
    return worklist.rows(
        queries.to_look_at(actor),
        due=TruncDate(due),
        started=TruncDate("dossier__created"),
        key="dossier__short_id",
        title="dossier__title",
        rests_on=Value("initiatives.look_first_days"),
    )


def _told_work(row: WorkRow) -> Work:
    return Work(
        title=row.title,
        url=reverse("initiatives:show", args=[row.key]),
        kind=_("Droom"),
        act=_("Lees en zet erop"),
        started=row.started,
        due=row.due,
        rests_on=row.rests_on,
    )


def _again(actor: Actor) -> "QuerySet[Again]":
    return worklist.rows(
        queries.days_to_look(actor),
        due="day",
        started=TruncDate("at"),
        key="initiative__dossier__short_id",
        title="initiative__dossier__title",
        because="because",
    )


def _again_work(row: WorkRow) -> Work:
    return Work(
        title=row.title,
        url=reverse("initiatives:again", args=[row.key]),
        kind=_("Initiatief"),
        act=_("Kijk opnieuw"),
        started=row.started,
        due=row.due,
        because=row.because,
    )


TOLD = WorkSource(_told, _told_work)
AGAIN = WorkSource(_again, _again_work)
