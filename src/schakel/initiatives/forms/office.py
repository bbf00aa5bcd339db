"""Too early: what an office says, and when it looks again."""

from datetime import date

from django.utils.translation import gettext_lazy

from schakel.base.forms import DayField
from schakel.initiatives.forms.parts import PublicForm, long_text


class AgainForm(PublicForm):
    """Too early: why, what would help, and when the office looks again."""

    because = long_text(
        gettext_lazy("Waarom is het nu nog te vroeg?"), rows=2, most=500, required=True
    )
    helps = long_text(gettext_lazy("Wat helpt tot die dag?"), rows=2, most=500)
    day = DayField(label=gettext_lazy("Wanneer kijkt u opnieuw?"))

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        return day
