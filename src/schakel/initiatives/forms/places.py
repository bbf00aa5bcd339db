"""An information point with its hours, a closed day, and a tie between two parties."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy

from schakel.areas.models import Area
from schakel.base.forms import DayField, Form
from schakel.initiatives.forms.parts import AreaForm, long_text
from schakel.initiatives.models import Point, Tie
from schakel.initiatives.services.points import Told
from schakel.people.models import Party


class PointForm(AreaForm):
    name = forms.CharField(label=gettext_lazy("Hoe heet het?"), max_length=100)
    address = forms.CharField(
        label=gettext_lazy("Waar is het?"),
        help_text=gettext_lazy("Straat en nummer, en de ingang."),
        max_length=200,
    )
    text = long_text(gettext_lazy("Waarmee helpt u?"), rows=2, most=1000)
    step_free = forms.BooleanField(label=gettext_lazy("Zonder drempel"), required=False)
    toilet = forms.BooleanField(
        label=gettext_lazy("Toilet waar een rolstoel in kan"), required=False
    )
    phone = forms.CharField(
        label=gettext_lazy("Telefoonnummer van het punt"), max_length=20, required=False
    )
    longitude = forms.FloatField(
        label=gettext_lazy("Lengte (graden)"), min_value=-180, max_value=180, required=False
    )
    latitude = forms.FloatField(
        label=gettext_lazy("Breedte (graden)"), min_value=-90, max_value=90, required=False
    )

    def __init__(
        self, *arguments: Any, point: Point | None = None, area: Area | None = None, **options: Any
    ) -> None:
        super().__init__(*arguments, area=point.area if point else area, **options)
        for day, word in WEEKDAYS.items():
            self.fields[f"day_{day}"] = forms.CharField(
                label=word.capitalize() if isinstance(word, str) else word,
                help_text=gettext_lazy("Bijvoorbeeld: 9:00-12:30, 13:00-17:00.") if not day else "",
                max_length=100,
                required=False,
                initial=_spans(point, day) if point else "",
            )
        if point is not None:
            del self.fields["area"]
            for name in ("name", "address", "text", "step_free", "toilet", "phone"):
                self.fields[name].initial = getattr(point, name)
            self.fields["longitude"].initial = point.longitude
            self.fields["latitude"].initial = point.latitude
        order = ["name", "address", "area", "text", *(f"day_{day}" for day in WEEKDAYS)]
        self.order_fields(order)

    def told(self) -> Told:
        data = self.cleaned_data
        return Told(
            name=data["name"],
            address=data["address"],
            hours=tuple(data[f"day_{day}"] for day in WEEKDAYS),
            text=data["text"],
            step_free=data["step_free"],
            toilet=data["toilet"],
            phone=data["phone"],
            longitude=data["longitude"],
            latitude=data["latitude"],
        )


def _spans(point: Point, day: int) -> str:
    return ", ".join(
        f"{opens}-{closes}" for weekday, opens, closes in point.hours if weekday == day
    )


class ClosedForm(Form):
    day = DayField(label=gettext_lazy("Op welke dag is het dicht?"))
    reason = forms.CharField(label=gettext_lazy("Waarom?"), max_length=100)


class TieForm(AreaForm):
    other = forms.CharField(
        label=gettext_lazy("Met wie?"),
        help_text=gettext_lazy("De naam van de groep of organisatie, zoals bij “Partijen”."),
        max_length=200,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Waar gaat het over?"),
        choices=Tie.Kind.choices,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("Wat doet u samen?"),
        help_text=gettext_lazy("Bijvoorbeeld: wij gebruiken hun kantine op dinsdag."),
        max_length=300,
    )
    one = forms.CharField(
        label=gettext_lazy("Wie is de eerste?"),
        help_text=gettext_lazy("Laat leeg als u dit zelf bent."),
        max_length=200,
        required=False,
    )
    source = forms.CharField(
        label=gettext_lazy("Waar is dit te lezen?"),
        help_text=gettext_lazy("Nodig als u dit niet zelf bent."),
        max_length=300,
        required=False,
    )

    def __init__(self, *arguments: Any, official: bool, **options: Any) -> None:
        super().__init__(*arguments, **options)
        if not official:
            del self.fields["one"], self.fields["source"]
        self.order_fields(["one", "other", "kind", "text", "area"])

    def _party(self, name: str) -> Party | None:
        words = self.cleaned_data[name].strip()
        if not words:
            return None
        found = Party.objects.filter(name__iexact=words, ended=None).first()
        if found is None:
            raise forms.ValidationError(
                gettext_lazy("Deze naam kennen wij niet. Kijk bij “Partijen” hoe hij daar staat.")
            )
        return found

    def clean_other(self) -> Party | None:
        return self._party("other")

    def clean_one(self) -> Party | None:
        return self._party("one")
