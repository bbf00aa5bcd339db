"""What somebody helps the circle with, and what the group asks it."""

from django import forms
from django.utils.translation import gettext_lazy

from schakel.base.forms import DayField
from schakel.exchange.models import Line
from schakel.initiatives.forms.parts import PublicForm, long_text


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
