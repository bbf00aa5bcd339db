"""What an activity must be before anything of it is kept, whoever says it: a form, a file or the demo."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django.utils.translation import gettext as _
from icalendar import vRecur

from schakel.agenda.models import Access
from schakel.agenda.series import WHOLE_DAY, Plan
from schakel.base import clock
from schakel.base.exceptions import InputRefused
from schakel.engines import recurrence
from schakel.engines.recurrence import RuleRefused
from schakel.journal import privacy

_LONGEST = 31 * WHOLE_DAY
_MOST_OTHERS = 400
_EARLIEST = date(2000, 1, 1)
_AHEAD = timedelta(days=5 * 366)
_LENGTHS = {
    "title": 200, "text": 2000, "place": 200, "access_note": 300, "price_note": 200, "reason": 500,
    "uid": 255,
}  # fmt: skip


def checked(plan: Plan) -> Plan:
    """The plan as it is kept. Raises InputRefused with one sentence."""
    texts: dict[str, Any] = {name: _plain(getattr(plan, name)) for name in _LENGTHS}
    plan = replace(plan, **texts)
    # One line: it is also the subject of a mail.
    plan = replace(plan, title=" ".join(plan.title.split()))
    if not plan.title:
        raise InputRefused(_("Schrijf hoe de activiteit heet."))
    for name, most in _LENGTHS.items():
        if len(getattr(plan, name)) > most:
            raise InputRefused(
                _("“%(begin)s…” is te lang. Gebruik hoogstens %(most)s tekens.")
                % {"begin": getattr(plan, name)[:20], "most": most}
            )
        if name != "uid" and (found := privacy.refusal(getattr(plan, name))):
            raise InputRefused(found)
    if not _EARLIEST <= plan.first_day <= clock.today() + _AHEAD:
        raise InputRefused(_("Kies een eerste dag tussen het jaar 2000 en vijf jaar vanaf nu."))
    if not (plan.at is not None or plan.minutes) or not 0 <= plan.minutes <= _LONGEST:
        raise InputRefused(_("Kies een eind na het begin, hoogstens 31 dagen later."))
    if plan.zone not in _zones():
        raise InputRefused(
            _("De tijdzone “%(zone)s” is niet bekend. Gebruik Europe/Amsterdam.")
            % {"zone": plan.zone[:40]}
        )
    if {plan.step_free, plan.toilet, plan.hearing_loop} - set(Access.values):
        raise InputRefused(_("Kies ja, nee of weet ik niet bij wat de plek heeft."))
    if plan.price is not None and not 0 <= plan.price <= 10**6:
        raise InputRefused(_("Vul een prijs in van hoogstens 10.000 euro."))
    if plan.capacity is not None and not (plan.sign_up and 0 < plan.capacity <= 10_000):
        raise InputRefused(
            _("Een aantal plekken hoort bij aanmelden. Vul 1 tot 10.000 in, of laat het leeg.")
        )
    _check_others(plan)
    return _check_days(plan)


@cache
def _zones() -> frozenset[str]:
    """Read from many small files: once is enough."""
    return frozenset(available_timezones())


def _plain(text: str) -> str:
    """Without the signs that no screen and no database shows."""
    return "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32).strip()


def _check_others(plan: Plan) -> None:
    if len(plan.others) > _MOST_OTHERS:
        raise InputRefused(
            _("Er zijn meer dan %(most)s dagen anders. Maak er twee activiteiten van.")
            % {"most": _MOST_OTHERS}
        )
    if len({other.day for other in plan.others}) < len(plan.others):
        raise InputRefused(_("Eén dag staat twee keer bij de uitzonderingen. Laat één staan."))
    for other in plan.others:
        for name in ("title", "text", "place", "reason"):
            if len(getattr(other, name)) > _LENGTHS[name]:
                raise InputRefused(
                    _("“%(begin)s…” is te lang. Gebruik hoogstens %(most)s tekens.")
                    % {"begin": getattr(other, name)[:20], "most": _LENGTHS[name]}
                )
            if found := privacy.refusal(getattr(other, name)):
                raise InputRefused(found)
        if other.new_minutes is not None and not 0 <= other.new_minutes <= _LONGEST:
            raise InputRefused(_("Kies een eind na het begin, hoogstens 31 dagen later."))
        for day in (other.day, other.new_day):
            if day is not None and not _EARLIEST <= day <= clock.today() + 2 * _AHEAD:
                raise InputRefused(
                    _("Een dag die anders is, ligt te ver weg. Kies een dag dichterbij.")
                )


def _check_days(plan: Plan) -> Plan:
    if not plan.rule:
        return plan
    try:
        rule, until = recurrence.parse(plan.rule), plan.first_day + 2 * _AHEAD
        by_rule = recurrence.days(
            rule, plan.first_day, plan.first_day, until, at=plan.at, zone=plan.zone
        )
        found = next(by_rule, None)
        plan = replace(plan, rule=vRecur.from_ical(plan.rule).to_ical().decode())
    except RuleRefused as error:
        raise InputRefused(
            _("Deze herhaling kan niet: %(part)s. Herhaal per dag, week, maand of jaar.")
            % {"part": error.part[:40]}
        ) from None
    if found is None:
        raise InputRefused(_("Met deze herhaling is er geen enkele dag. Kies een andere."))
    return plan
