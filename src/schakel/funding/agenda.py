"""What a round puts in a calendar."""

from typing import Any

from django.utils.translation import gettext as _

from schakel.base.actor import Actor
from schakel.base.plugs import Moment
from schakel.funding import queries
from schakel.processes.models import Decision


def moments(actor: Actor, dossiers: Any) -> list[Moment]:
    """When voting begins and ends, when the result comes, and until when one may object. Two queries."""
    rounds = list(
        queries.complete(actor)
        .filter(dossier__in=dossiers)
        .exclude(dossier__process__state="withdrawn")
    )
    found = []
    for round in rounds:
        title = {"title": round.dossier.title}
        found += [
            Moment(
                round.dossier, "vote-opens", _("Stemmen begint: %(title)s") % title, round.opens
            ),
            Moment(
                round.dossier, "vote-closes", _("Stemmen eindigt: %(title)s") % title, round.closes
            ),
            Moment(
                round.dossier,
                "result",
                _("Uiterlijk de uitslag: %(title)s") % title,
                round.result_by,
            ),
        ]
    by_id = {round.pk: round.dossier for round in rounds}
    for decision in Decision.objects.filter(process__dossier__in=by_id).select_related("process"):
        dossier = by_id[decision.process.dossier_id]
        title = {"title": dossier.title}
        found.append(
            Moment(
                dossier,
                f"decision-{decision.pk}",
                _("Besloten: %(title)s") % title
                if decision.standing == Decision.Standing.RIGHT
                else _("Advies van bewoners: %(title)s") % title,
                decision.decided,
            )
        )
        if decision.objection_until:
            found.append(
                Moment(
                    dossier,
                    f"objection-{decision.pk}",
                    _("Laatste dag voor bezwaar: %(title)s") % title,
                    decision.objection_until,
                )
            )
    return found
