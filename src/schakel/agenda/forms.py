"""Forms of the agenda: an activity, another day, a reason, and a file."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schakel.agenda.models import Access, Activity
from schakel.agenda.series import WHOLE_DAY, Plan
from schakel.areas.forms import AreaField
from schakel.areas.models import Area
from schakel.base.forms import DayField, Form, MoneyField
from schakel.engines import recurrence
from schakel.journal import privacy

_KEEP = "keep"
_REPEATS = (
    ("", gettext_lazy("Eén keer")),
    ("day", gettext_lazy("Elke dag")),
    ("week", gettext_lazy("Elke week")),
    ("weeks", gettext_lazy("Elke twee weken")),
    ("month", gettext_lazy("Elke maand, op dezelfde dag van de week")),
    ("date", gettext_lazy("Elke maand, op dezelfde datum")),
    ("year", gettext_lazy("Elk jaar")),
)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def rule_of(repeat: str, first: date, last: date | None, at: time | None, zone: str) -> str:
    """What was chosen as a rule of iCalendar; nothing for once."""
    if not repeat:
        return ""
    number = (first.day - 1) // 7 + 1
    ordinal = -1 if number == 5 else number  # a month has not always a fifth
    rule = {
        "day": "FREQ=DAILY",
        "week": "FREQ=WEEKLY",
        "weeks": "FREQ=WEEKLY;INTERVAL=2",
        "month": f"FREQ=MONTHLY;BYDAY={ordinal}{_WEEKDAYS[first.weekday()]}",
        "date": "FREQ=MONTHLY",
        "year": "FREQ=YEARLY",
    }[repeat]
    if last is None:
        return rule
    if at is None:
        return f"{rule};UNTIL={last:%Y%m%d}"
    return f"{rule};UNTIL={recurrence.moment(last, time(23, 59, 59), zone):%Y%m%dT%H%M%SZ}"


class HourField(forms.TimeField):
    """A time as people write it, and as a time input sends it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
            error_messages={"invalid": gettext_lazy("Vul een tijd in, bijvoorbeeld 19.30.")},
            **options,
        )


class _Public(Form):
    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("title", "text", "place", "access_note", "price_note", "reason"):
            if name in self.fields and (found := privacy.refusal(str(data.get(name) or ""))):
                self.add_error(name, found)
        return data


class _Timed(_Public):
    def minutes(self, data: dict[str, Any]) -> int | None:
        """From begin to end; past midnight when the end comes before. None without an end."""
        at, ends = data.get("at"), data.get("ends")
        if at is None:
            return WHOLE_DAY
        if ends is None:
            return None
        day = date(2001, 1, 1)
        length = datetime.combine(day, ends) - datetime.combine(day, at)
        return int(length % timedelta(days=1) / timedelta(minutes=1))


class ActivityForm(_Timed):
    title = forms.CharField(label=gettext_lazy("Wat is er te doen?"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Vertel er meer over"),
        help_text=gettext_lazy("Voor wie is het? Wat neemt iemand mee?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
    area = AreaField()
    day = DayField(label=gettext_lazy("Op welke dag?"))
    at = HourField(
        label=gettext_lazy("Hoe laat begint het?"),
        help_text=gettext_lazy("Laat leeg als het de hele dag is."),
        required=False,
    )
    ends = HourField(label=gettext_lazy("Hoe laat is het klaar?"), required=False)
    repeat = forms.ChoiceField(
        label=gettext_lazy("Komt het terug?"), choices=_REPEATS, required=False
    )
    last = DayField(
        label=gettext_lazy("Wat is de laatste dag?"),
        help_text=gettext_lazy("Laat leeg als u dat nog niet weet."),
        required=False,
    )
    place = forms.CharField(
        label=gettext_lazy("Op welke plek?"),
        help_text=gettext_lazy("Bijvoorbeeld: buurthuis De Linde, zaal 2."),
        max_length=200,
        required=False,
    )
    step_free = forms.ChoiceField(
        label=gettext_lazy("Kan iemand er in zonder drempel of trap?"),
        choices=Access.choices,
        required=False,
    )
    toilet = forms.ChoiceField(
        label=gettext_lazy("Is er een rolstoeltoilet?"), choices=Access.choices, required=False
    )
    hearing_loop = forms.ChoiceField(
        label=gettext_lazy("Is er een ringleiding?"), choices=Access.choices, required=False
    )
    access_note = forms.CharField(
        label=gettext_lazy("Wat moet iemand nog weten over de plek?"),
        max_length=300,
        required=False,
    )
    price = MoneyField(
        label=gettext_lazy("Wat kost het?"),
        help_text=gettext_lazy("Vul 0 in als het gratis is."),
        required=False,
    )
    price_note = forms.CharField(
        label=gettext_lazy("Wat hoort er bij de prijs?"),
        help_text=gettext_lazy("Bijvoorbeeld: met een stadspas gratis."),
        max_length=200,
        required=False,
    )
    sign_up = forms.BooleanField(label=gettext_lazy("Mensen melden zich hier aan"), required=False)
    capacity = forms.IntegerField(
        label=gettext_lazy("Hoeveel plekken zijn er?"),
        help_text=gettext_lazy("Laat leeg als iedereen erbij past."),
        required=False,
        min_value=1,
        max_value=10_000,
        error_messages={
            "invalid": gettext_lazy("Vul een aantal plekken in, bijvoorbeeld 20."),
            "min_value": gettext_lazy("Vul een aantal plekken in, bijvoorbeeld 20."),
            "max_value": gettext_lazy("Vul hoogstens 10.000 plekken in."),
        },
    )

    def __init__(
        self,
        *arguments: Any,
        activity: Activity | None = None,
        area: Area | None = None,
        fixed: bool = False,
        **options: Any,
    ) -> None:
        """`fixed`: the place follows from what it is of, or is kept."""
        super().__init__(*arguments, **options)
        self.activity = activity
        if fixed or activity is not None:
            del self.fields["area"]
        else:
            self.fields["area"].begin(area)
        if activity is not None and activity.rule:
            self.fields["repeat"].choices = [
                (_KEEP, _("Zoals het nu is")), *self.fields["repeat"].choices,
            ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("last") and data.get("day") and data["last"] < data["day"]:
            self.add_error("last", _("De laatste dag is voor de eerste. Kies een latere dag."))
        if data.get("ends") and not data.get("at"):
            self.add_error("at", _("Vul ook in hoe laat het begint."))
        if data.get("capacity") and not data.get("sign_up"):
            self.add_error("sign_up", _("Zet een vinkje bij aanmelden, of laat de plekken leeg."))
        return data

    def plan(self) -> Plan:
        data = self.cleaned_data
        old = self.activity
        zone = old.zone if old else Plan.zone
        repeat = data["repeat"]
        minutes = self.minutes(data)
        same = ("title", "text", "place", "step_free", "toilet", "hearing_loop", "access_note",
                "price", "price_note", "sign_up", "capacity", "at")  # fmt: skip
        return Plan(
            first_day=data["day"],
            minutes=60 if minutes is None else minutes,
            zone=zone,
            rule=old.rule
            if old and repeat == _KEEP
            else rule_of(repeat, data["day"], data["last"], data["at"], zone),
            **{name: data[name] for name in same},
        )


def filled(activity: Activity) -> dict[str, Any]:
    """What the form says of an activity that is there."""
    dossier = activity.dossier
    names = ("at", "place", "step_free", "toilet", "hearing_loop", "access_note", "price",
             "price_note", "sign_up", "capacity")  # fmt: skip
    ends = None
    if activity.at is not None:
        start = datetime.combine(activity.first_day, activity.at)
        ends = (start + timedelta(minutes=activity.minutes)).time()
    return {
        "title": dossier.title,
        "text": "" if dossier.purpose == dossier.title else dossier.purpose,
        "day": activity.first_day,
        "ends": ends,
        "repeat": _KEEP if activity.rule else "",
        **{name: getattr(activity, name) for name in names},
    }


class MoveForm(_Timed):
    day = DayField(label=gettext_lazy("Op welke dag is het nu?"))
    at = HourField(
        label=gettext_lazy("Hoe laat begint het?"),
        help_text=gettext_lazy("Laat leeg als het de hele dag is."),
        required=False,
    )
    ends = HourField(label=gettext_lazy("Hoe laat is het klaar?"), required=False)
    place = forms.CharField(
        label=gettext_lazy("Op welke plek?"),
        help_text=gettext_lazy("Laat leeg als de plek dezelfde is."),
        max_length=200,
        required=False,
    )


class ReasonForm(_Public):
    reason = forms.CharField(
        label=gettext_lazy("Waarom gaat het niet door?"),
        help_text=gettext_lazy("Iedereen leest dit. Schrijf geen namen van mensen."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )


class ReadForm(Form):
    file = forms.FileField(
        label=gettext_lazy("Uw agenda-bestand"),
        help_text=gettext_lazy("De naam eindigt op .ics. Hoogstens 2 MB."),
        error_messages={
            "required": gettext_lazy("Kies een bestand dat eindigt op .ics."),
            "empty": gettext_lazy("Dit bestand is leeg. Kies een ander bestand."),
        },
    )
    area = AreaField()

    def __init__(self, *arguments: Any, area: Area | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["area"].begin(area)
