"""What somebody lets others know of them, and a first word to another."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from schakel.base.forms import Form
from schakel.initiatives.forms.parts import AreaForm, long_text
from schakel.initiatives.models import Neighbour
from schakel.initiatives.models.initiatives import DOMAINS


class NeighbourForm(AreaForm):
    called = forms.CharField(
        label=gettext_lazy("Hoe mogen mensen u noemen?"),
        help_text=gettext_lazy("Een voornaam is genoeg."),
        max_length=60,
    )
    wants = long_text(
        gettext_lazy("Wat zou u willen doen in de buurt?"),
        gettext_lazy("Bijvoorbeeld: met kinderen tuinieren, of iemand helpen met papieren."),
        most=300,
        required=True,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Woont of werkt u hier?"),
        choices=Neighbour.Kind.choices,
        widget=forms.RadioSelect,
    )
    domains = forms.MultipleChoiceField(
        label=gettext_lazy("Waar gaat het over?"),
        choices=DOMAINS.items,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.order_fields(["called", "wants", "kind", "area", "domains"])


class GreetingForm(Form):
    text = long_text(
        gettext_lazy("Uw bericht"),
        gettext_lazy("Alleen de ander leest dit. Wij bewaren het niet."),
        rows=5,
        most=1000,
        required=True,
    )
    mine = forms.BooleanField(
        label=gettext_lazy("De ander krijgt mijn naam en mijn e-mailadres"),
        help_text=gettext_lazy("Anders kan de ander u niet antwoorden."),
    )
