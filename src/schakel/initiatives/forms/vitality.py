"""How much energy somebody has, and who reads how it goes."""

from django import forms
from django.utils.translation import gettext_lazy

from schakel.base.forms import Form
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
