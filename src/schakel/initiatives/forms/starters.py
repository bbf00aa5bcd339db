"""What a beginning group chooses from the package, and of what use an offer is to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schakel.base.forms import Form
from schakel.initiatives.forms.parts import PublicForm, long_text
from schakel.initiatives.models import StarterItem


class StarterForm(PublicForm):
    why = long_text(
        gettext_lazy("Wat heeft een beginnende groep hieraan?"), rows=2, most=300, required=True
    )


class PackageForm(Form):
    def __init__(self, *arguments: Any, items: list[StarterItem], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["items"] = forms.MultipleChoiceField(
            label=_("Wat kunt u gebruiken?"),
            choices=[
                (str(item.pk), f"{item.line.title} ({item.line.giver_party}). {item.why}")
                for item in items
            ],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
