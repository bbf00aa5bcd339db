"""What anybody may see of a built demo, in one spelling, and every row there is."""

from typing import Any

from django.apps import apps
from django.db import connection

from schakel.areas.models import Area
from schakel.funding.models import Outcome, Round
from schakel.people.models import Membership
from schakel.processes.models import Decision, Phase
from schakel.voice import queries as voice
from schakel.voice.models import Voter


def public_facts() -> dict[str, Any]:
    """Without salts and what follows from them: those are drawn anew by every installation."""
    return {
        "areas": list(Area.objects.values_list("code", "year", "kind", "name", "parent__code")),
        "roles": list(
            # A group that takes up a dream is new in every demo: it goes by its name.
            Membership.objects.order_by("person__id", "party__name", "role").values_list(
                "person__name", "person__id", "party__name", "role", "area__code"
            )
        ),
        "rounds": [_round(round) for round in Round.objects.order_by("dossier__title")],
        "decisions": [
            # The legal text names the head of the box.
            [d.decided.isoformat(), d.body, d.standing, d.outcome, d.plain_text, d.legal_text]
            for d in Decision.objects.order_by("decided")
        ],
    }


def _round(round: Round) -> dict[str, Any]:
    box = getattr(round.dossier, "ballot_box", None)
    outcome = Outcome.objects.filter(round=round).first()
    return {
        "id": round.dossier.id,
        "address": round.dossier.address,
        "created": round.dossier.created.isoformat(),
        "purpose": round.dossier.purpose,
        "state": round.dossier.process.state,
        "budget": round.budget_cents,
        "phases": [
            [p.name, p.opens.isoformat(), p.closes.isoformat()]
            for p in Phase.objects.filter(process__dossier=round.dossier)
        ],
        "plans": list(round.projects.values_list("key", "title", "cost_cents", "description")),
        "codes": Voter.objects.filter(box=box).count() if box else None,
        "used": Voter.objects.filter(box=box, used=True).count() if box else None,
        "ballots": list(voice.ballots(box)) if box and box.closed else None,
        "head": box.head if box else None,
        "outcome": outcome.data if outcome else None,
    }


def every_row() -> dict[str, list[str]]:
    """Every table, except sessions and the two that say when work is due."""
    passed_over = {"django_session", "base_duejob", "django_migrations"}
    tables = set(connection.introspection.table_names()) - passed_over
    assert {model._meta.db_table for model in apps.get_models()} - passed_over <= tables
    rows = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows
