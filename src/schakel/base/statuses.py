"""The status vocabulary: one word, one icon and one tone for each state people meet on screen.

Colour never stands alone, so a status is always icon and word. Rooms name a status by its key
and may replace the words ("Krijgt geld, ronde 1"), never the icon or the tone.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Status:
    word: Promise
    icon: str
    tone: str  # "positive", "warning", "negative", "info" or "" (grey: neither good nor bad)


STATUSES: dict[str, Status] = {
    # an initiative
    "dream": Status(_("Droom"), "speech", ""),
    "idea": Status(_("Idee"), "pencil", ""),
    "running": Status(_("Loopt"), "ring", "info"),
    "growing": Status(_("Groeit"), "check", "positive"),
    "starting": Status(_("Begint"), "plus", "info"),
    "resting": Status(_("Rust"), "pause", ""),
    "handing": Status(_("Wordt overgedragen"), "hand", "info"),
    "anchored": Status(_("Hoort bij een wijkorganisatie"), "house", "positive"),
    "finished": Status(_("Klaar"), "double-check", "positive"),
    # a link of an initiative: how firmly it holds, never a score
    "link_missing": Status(_("Ontbreekt"), "minus", "warning"),
    "link_fragile": Status(_("Broos"), "triangle", "warning"),
    "link_carries": Status(_("Draagt"), "check", "info"),
    "link_strong": Status(_("Sterk"), "double-check", "positive"),
    "link_unknown": Status(_("Niet ingevuld"), "question", ""),
    # an exchange
    "asked": Status(_("Gevraagd"), "question", ""),
    "offered": Status(_("Aangeboden"), "plus", "info"),
    "promised": Status(_("Beloofd"), "hand", "info"),
    "received": Status(_("Ontvangen"), "double-check", "positive"),
    # a decision
    "granted": Status(_("Toegekend"), "check", "positive"),
    "yes": Status(_("Ja"), "check", "positive"),
    "partly": Status(_("Deels"), "ring", "warning"),
    "no": Status(_("Nee"), "cross", "negative"),
    "rejected": Status(_("Afgewezen"), "cross", "negative"),
    # a plan in a round
    "funded": Status(_("Krijgt geld"), "check", "positive"),
    "not_funded": Status(_("Krijgt nu geen geld"), "minus", ""),
    # a process
    "preparing": Status(_("In voorbereiding"), "pencil", ""),
    "open": Status(_("Stemmen kan nu"), "ballot", "warning"),
    "closed": Status(_("Stemmen is voorbij"), "lock", ""),
    "final": Status(_("Uitslag staat vast"), "lock", "positive"),
    # a norm
    "norm_open": Status(_("Nog niet nagekeken"), "question", "warning"),
    "norm_verified": Status(_("Nagekeken"), "check", "positive"),
    "norm_example": Status(_("Voorbeeld"), "info", ""),
    # a clock
    "on_time": Status(_("Op tijd"), "clock", "info"),
    "soon": Status(_("Bijna te laat"), "clock", "warning"),
    "paused": Status(_("Klok staat stil"), "pause", ""),
    "late": Status(_("Te laat"), "triangle", "negative"),
}
