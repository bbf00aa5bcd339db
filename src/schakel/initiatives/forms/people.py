"""What people of an initiative fill in: joining by a link, advice, and handing over."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from schakel.base.forms import Form
from schakel.initiatives.forms.parts import PublicForm, long_text
from schakel.people.models import Party


class JoinForm(Form):
    counted = forms.BooleanField(
        label=gettext_lazy("Tel mij mee bij wie het mij vertelde"),
        help_text=gettext_lazy("Die ziet dan een getal, nooit uw naam."),
        required=False,
    )


class AdviceForm(Form):
    text = long_text(gettext_lazy("Wat wilt u meegeven?"), rows=5, required=True)


class HandoverForm(PublicForm):
    to = forms.ModelChoiceField(
        label=gettext_lazy("Aan welke organisatie?"),
        queryset=Party.objects.none(),
        empty_label=gettext_lazy("Kies een organisatie"),
        error_messages={
            "invalid_choice": gettext_lazy("Deze organisatie kennen wij niet. Kies een andere.")
        },
    )
    along = long_text(
        gettext_lazy("Wat gaat er mee?"),
        gettext_lazy("Spullen, geld, plek, afspraken en wie wat doet."),
        required=True,
    )
    keeps = long_text(gettext_lazy("Waarover blijft de groep zelf beslissen?"))

    def __init__(self, *arguments: Any, receivers: QuerySet[Party], **options: Any) -> None:
        super().__init__(*arguments, **options)
        asked = self.fields["to"]
        assert isinstance(asked, forms.ModelChoiceField)
        asked.queryset = receivers


class ConsentForm(PublicForm):
    yes = forms.ChoiceField(
        label=gettext_lazy("Wat vindt u?"),
        choices=[
            ("yes", gettext_lazy("Ja, dit is goed genoeg")),
            ("no", gettext_lazy("Nee, ik heb bezwaar")),
        ],
        widget=forms.RadioSelect,
    )
    reason = long_text(gettext_lazy("Wat is uw bezwaar?"), rows=3, most=500)
