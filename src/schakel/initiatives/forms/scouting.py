"""Why an office finds something promising, and what would help."""

from django.utils.translation import gettext_lazy

from schakel.initiatives.forms.parts import PublicForm, long_text


class ScoutForm(PublicForm):
    why = long_text(gettext_lazy("Waarom heeft dit kans?"), rows=2, most=300, required=True)
    helps = long_text(
        gettext_lazy("Wat zou helpen?"),
        gettext_lazy("Van de gemeente, of van een ander."),
        rows=2,
        most=300,
        required=True,
    )
