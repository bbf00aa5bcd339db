"""How much energy somebody has, who reads it, and the circle around a group."""

from django import forms
from django.utils.translation import gettext_lazy

from schakel.base.forms import DayField, Form
from schakel.exchange.models import Line
from schakel.initiatives.forms.parts import PublicForm, long_text
from schakel.initiatives.models import Pulse
from schakel.initiatives.models.initiatives import Shared


class PulseForm(Form):
    level = forms.ChoiceField(
        label=gettext_lazy("Hoe is het met uw energie voor de groep?"),
        choices=Pulse.Level.choices,
        widget=forms.RadioSelect,
    )


class SharedForm(Form):
    shared = forms.ChoiceField(
        label=gettext_lazy("Wie mag dit lezen?"),
        choices=Shared.choices,
        widget=forms.RadioSelect,
    )


class CircleForm(PublicForm):
    helps = long_text(
        gettext_lazy("Waarmee wilt u helpen?"),
        gettext_lazy("Bijvoorbeeld: klussen, geld regelen, iemand kennen bij de gemeente."),
        most=200,
        required=True,
    )


class HelpForm(PublicForm):
    title = forms.CharField(label=gettext_lazy("Wat hebt u nodig?"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Wat voor hulp is dat?"),
        choices=[choice for choice in Line.Kind.choices if choice[0] != Line.Kind.MONEY],
    )
    text = long_text(gettext_lazy("Vertel er meer over"))
    due = DayField(label=gettext_lazy("Wanneer is het nodig?"), required=False)
