"""Words about an activity: when, how it returns, what it costs, and what its place has."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from schakel.agenda.models import Activity, Occurrence
from schakel.base import formats
from schakel.engines.recurrence import RuleRefused, parse

register = template.Library()

_EACH = {
    "DAILY": lambda n: ngettext("Elke dag", "Elke %(n)s dagen", n) % {"n": n},
    "WEEKLY": lambda n: ngettext("Elke week", "Elke %(n)s weken", n) % {"n": n},
    "MONTHLY": lambda n: ngettext("Elke maand", "Elke %(n)s maanden", n) % {"n": n},
    "YEARLY": lambda n: ngettext("Elk jaar", "Elke %(n)s jaar", n) % {"n": n},
}


def _whole_days(occurrence: Occurrence) -> bool:
    starts, ends = (timezone.localtime(at) for at in (occurrence.starts, occurrence.ends))
    return (starts.hour, starts.minute, ends.hour, ends.minute) == (0, 0, 0, 0) and ends > starts


@register.filter
def hours(occurrence: Occurrence) -> str:
    """`19.30 – 21.00 uur`, `19.30 uur`, `hele dag`."""
    if _whole_days(occurrence):
        return _("hele dag")
    starts = formats.time_of_day(occurrence.starts)
    if occurrence.starts == occurrence.ends:
        return _("%(time)s uur") % {"time": starts}
    ends = formats.time_of_day(occurrence.ends)
    return _("%(starts)s – %(ends)s uur") % {"starts": starts, "ends": ends}


@register.filter
def weekday(value: datetime) -> str:
    """`dinsdag 1 december`."""
    return date_format(timezone.localtime(value), "l j F")


@register.filter
def until_day(occurrence: Occurrence) -> str:
    """The last day of what lasts longer than one, else nothing."""
    last = timezone.localtime(occurrence.ends - timedelta(seconds=1))
    if last.date() <= timezone.localtime(occurrence.starts).date():
        return ""
    return date_format(last, "l j F")


@register.filter
def repeats(activity: Activity) -> str:
    """`Elke week`, `Elke 2 maanden`; nothing for what is once."""
    try:
        rule = parse(activity.rule) if activity.rule else None
    except RuleRefused:
        return ""
    return _EACH[rule.frequency](rule.interval) if rule else ""


@register.filter
def costs(activity: Activity) -> str:
    """`Gratis`, `€ 2,50`; nothing when nobody said."""
    if activity.price is None:
        return activity.price_note
    price = _("Gratis") if activity.price == 0 else formats.money(activity.price)
    return f"{price}. {activity.price_note}" if activity.price_note else price


@register.filter
def place_has(activity: Activity) -> list[str]:
    """What is known of the place, a sentence each."""
    said = {
        "step_free": {"yes": _("Zonder drempel of trap"), "no": _("Er is een drempel of trap")},
        "toilet": {"yes": _("Rolstoeltoilet"), "no": _("Geen rolstoeltoilet")},
        "hearing_loop": {"yes": _("Ringleiding"), "no": _("Geen ringleiding")},
    }
    found = [
        words[value] for name, words in said.items() if (value := getattr(activity, name)) in words
    ]
    return [*found, activity.access_note] if activity.access_note else found
