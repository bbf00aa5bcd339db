"""What forms of this app share: long texts, words that everybody reads, and a neighbourhood."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schakel.areas.forms import AreaField
from schakel.areas.models import Area
from schakel.base.forms import Form
from schakel.journal import privacy


def long_text(label: Any, hint: Any = "", *, rows: int = 3, most: int = 2000, **more: Any) -> Any:
    return forms.CharField(
        label=label,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=most,
        required=more.get("required", False),
    )


class PublicForm(Form):
    """Every text here is read by everybody: what belongs to a person is refused at its field."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, value in list(data.items()):
            if isinstance(value, str) and name != "email" and (found := privacy.refusal(value)):
                self.add_error(name, found)
        return data


class AreaForm(PublicForm):
    """A form that asks in which neighbourhood."""

    area = AreaField()

    def __init__(self, *arguments: Any, area: Area | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        asked = self.fields["area"]
        assert isinstance(asked, AreaField)
        asked.begin(area)


class ReasonForm(PublicForm):
    reason = long_text(gettext_lazy("Waarom?"), rows=3, most=500, required=True)

    def __init__(self, *arguments: Any, label: Any = "", **options: Any) -> None:
        super().__init__(*arguments, **options)
        if label:
            self.fields["reason"].label = label
            self.fields["reason"].error_messages["required"] = _("Vul “%(label)s” in.") % {
                "label": label
            }


class EmailForm(Form):
    email = forms.EmailField(
        label=gettext_lazy("Uw e-mailadres"),
        error_messages={
            "invalid": gettext_lazy("Vul een e-mailadres in, zoals naam@voorbeeld.nl.")
        },
        max_length=254,
    )
