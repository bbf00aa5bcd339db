"""Words about an initiative: the badge of where it stands."""

from fractions import Fraction

from django import template
from django.utils.translation import gettext as _

from schakel.base import formats
from schakel.base.statuses import STATUSES
from schakel.dossiers.models import Dossier
from schakel.initiatives import scanning
from schakel.initiatives.models.initiatives import DOMAINS

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


@register.filter
def link_key(state: str) -> str:
    """The key of the badge for the state of a link."""
    return f"link_{state}"


@register.filter
def said(words: str) -> str:
    """`{{ link.label|said }}`: a shipped text of a scan, in the language of the page."""
    return scanning.said(words)


@register.filter
def state_word(state: str) -> object:
    return STATUSES[f"link_{state}"].word


@register.filter
def state_of(states: dict[str, str], link: str) -> str:
    """The state of a link in an older scan; empty when that one did not have the link."""
    return states.get(link, "")


@register.filter
def answer_word(answer: str) -> str:
    words = {"yes": _("Ja"), "partly": _("Een beetje"), "no": _("Nee")}
    return words.get(answer, _("Overgeslagen"))


@register.filter
def percent(share: Fraction) -> str:
    """`{{ known.share.low|percent }}`: `57%`, rounded to whole percents."""
    return f"{formats.rounded(share * 100)}%"


@register.filter
def domain_word(key: str) -> object:
    """The words of a part of life: `{{ "eten"|domain_word }}`."""
    return DOMAINS.get(key, key)
