"""One form for everything that an initiative needs, and what the municipality says to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schakel.base.forms import DayField, MoneyField
from schakel.initiatives.forms.parts import PublicForm, long_text
from schakel.initiatives.models import Need
from schakel.initiatives.services.needs import Wanted


class NeedForm(PublicForm):
    """Each question is a kind of support; what stays empty is not asked."""

    space = long_text(
        gettext_lazy("Welke ruimte zoekt u?"),
        gettext_lazy("Bijvoorbeeld: een keuken waar veertig mensen kunnen eten."),
        rows=2,
        most=1000,
    )
    square_metres = forms.IntegerField(
        label=gettext_lazy("Hoeveel vierkante meter?"),
        min_value=1,
        max_value=100_000,
        required=False,
    )
    hours = forms.IntegerField(
        label=gettext_lazy("Hoeveel uur per week?"), min_value=1, max_value=168, required=False
    )
    money = long_text(gettext_lazy("Waarvoor hebt u geld nodig?"), rows=2, most=1000)
    euros = MoneyField(label=gettext_lazy("Hoeveel euro?"), required=False)
    rules = long_text(
        gettext_lazy("Welke regel zit in de weg?"),
        gettext_lazy("Bijvoorbeeld: wij mogen op straat geen soep uitdelen."),
        rows=2,
        most=1000,
    )
    knowledge = long_text(gettext_lazy("Wat wilt u weten of leren?"), rows=2, most=1000)
    infrastructure = long_text(
        gettext_lazy("Welke spullen of voorzieningen mist u?"),
        gettext_lazy("Bijvoorbeeld: stroom, internet, een bakfiets."),
        rows=2,
        most=1000,
    )
    cooperation = long_text(gettext_lazy("Met wie wilt u samenwerken?"), rows=2, most=1000)
    pilot = long_text(
        gettext_lazy("Is het nog te nieuw? Welke proef wilt u doen?"),
        gettext_lazy("Klein en kort. Schrijf ook waaraan u ziet of het werkt."),
        rows=2,
        most=1000,
    )
    pilot_until = DayField(label=gettext_lazy("Tot wanneer duurt de proef?"), required=False)
    recognition = long_text(
        gettext_lazy("Wie moet zien wat u doet, en hoe?"),
        gettext_lazy("Bijvoorbeeld: de wethouder komt een keer mee-eten."),
        rows=2,
        most=1000,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if (data.get("square_metres") or data.get("hours")) and not data.get("space"):
            self.add_error("space", _("Schrijf ook welke ruimte u zoekt."))
        if data.get("euros") and not data.get("money"):
            self.add_error("money", _("Schrijf ook waarvoor u geld nodig hebt."))
        if data.get("money") and not data.get("euros"):
            self.add_error("euros", _("Vul in om hoeveel geld het gaat."))
        if bool(data.get("pilot")) is not bool(data.get("pilot_until")):
            self.add_error(
                "pilot_until" if data.get("pilot") else "pilot",
                _("Een proef heeft een einde. Kies een dag.")
                if data.get("pilot")
                else _("Schrijf ook welke proef u wilt doen."),
            )
        if not self.errors and not self.wanted():
            raise forms.ValidationError(_("Vul in wat u nodig hebt. Eén ding is genoeg."))
        return data

    def wanted(self) -> list[Wanted]:
        data = self.cleaned_data
        found = []
        for type in Need.Type.values:
            if not (text := (data.get(type) or "").strip()):
                continue
            if type == Need.Type.SPACE:
                minutes = data["hours"] * 60 if data.get("hours") else None
                found.append(Wanted(type, text, data.get("square_metres"), minutes))
            elif type == Need.Type.MONEY:
                found.append(Wanted(type, text, quantity=data["euros"]))
            elif type == Need.Type.PILOT:
                found.append(Wanted(type, text, until=data["pilot_until"]))
            else:
                found.append(Wanted(type, text))
        return found


class AnswerNeedForm(PublicForm):
    said = forms.ChoiceField(
        label=gettext_lazy("Kan de gemeente hierbij helpen?"),
        choices=Need.Said.choices,
        widget=forms.RadioSelect,
    )
    because = long_text(
        gettext_lazy("Wat doet de gemeente, of waarom kan het nog niet?"),
        rows=3,
        most=500,
        required=True,
    )
    again = DayField(
        label=gettext_lazy("Wanneer kijkt u opnieuw?"),
        help_text=gettext_lazy("Alleen als het nog niet kan."),
        required=False,
    )
