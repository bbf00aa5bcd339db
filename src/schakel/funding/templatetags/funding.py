"""Words of a round on the screen: `{% load funding %}`."""

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from schakel.funding import wording
from schakel.funding.models import Round

register = template.Library()

_BADGES = {
    "prepare": ("preparing", ""),
    "voting": ("open", ""),
    "counting": ("closed", _("Wij tellen")),
    "advised": ("closed", _("Bewoners gaven advies")),
    "decided": ("final", ""),
    "withdrawn": ("paused", _("Ingetrokken")),
}


@register.filter
def amount(cents: int, currency: str) -> str:
    """`{{ round.budget_cents|amount:round.currency }}`: an amount with its own currency."""
    return wording.money(cents, currency, get_language() or "nl")


@register.simple_tag
def round_badge(round: Round) -> dict[str, str]:
    """`{% round_badge round as state %}{% badge state.status state.text %}`."""
    status, text = _BADGES[round.dossier.process.state]
    return {"status": status, "text": str(text)}
