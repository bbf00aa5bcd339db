"""Work for the municipality: answer what an initiative needs."""

from datetime import timedelta

from django.db.models import (
    Case,
    DateField,
    DateTimeField,
    ExpressionWrapper,
    F,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from schakel.base import clock, worklist
from schakel.base.actor import Actor
from schakel.base.plugs import Work, WorkRow, WorkSource
from schakel.initiatives.models import Need
from schakel.initiatives.queries import needs as queries
from schakel.norms import queries as norms


def _waiting(actor: Actor) -> "QuerySet[Need]":
    days = int(norms.norm("initiatives.need_days", clock.today()).value)
    asked = ExpressionWrapper(
        F("asked") + Value(timedelta(days=days)), output_field=DateTimeField()
    )
    return worklist.rows(
        queries.waiting(actor),
        due=Case(
            When(said="later", then=F("again")),
            default=Cast(TruncDate(asked), DateField()),
            output_field=DateField(),
        ),
        started=TruncDate("asked"),
        key="pk",
        title="initiative__dossier__title",
        about="type",
        because="because",
        rests_on=Value("initiatives.need_days"),
    )


def _work(row: WorkRow) -> Work:
    return Work(
        title=row.title,
        url=reverse("initiatives:answer_need", args=[row.key]),
        kind=Need.Type(row.about).label,
        act=_("Geef antwoord"),
        started=row.started,
        due=row.due,
        because=row.because,
        rests_on=row.rests_on,
    )


NEEDS = WorkSource(_waiting, _work)
