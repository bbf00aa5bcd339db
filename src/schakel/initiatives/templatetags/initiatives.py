"""Words about an initiative: the badge of where it stands."""

from django import template

from schakel.dossiers.models import Dossier

register = template.Library()

_BADGE = {
    "told": "dream",
    "start": "starting",
    "growth": "growing",
    "steady": "running",
    "rest": "resting",
    "ended": "finished",
    "removed": "no",
}


@register.filter
def stand_key(dossier: Dossier) -> str:
    """`{% badge dossier|stand_key dossier.process.state_label %}`: where it stands, icon and word."""
    state = dossier.process.state
    return _BADGE.get(state, state)
