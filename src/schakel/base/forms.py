"""How every form of Schakel looks and reads amounts."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Renderer(DjangoTemplates):
    """Fields and forms through the components; widgets stay Django's own."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class PlainWords:
    """Errors come from us and name the field, so that the summary can be read by itself."""

    use_required_attribute = False
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            if (
                field.error_messages.get("required")
                != forms.Field.default_error_messages["required"]
            ):
                continue
            if isinstance(field, forms.BooleanField):
                sentence = gettext("Zet een vinkje bij “%(label)s”.")
            elif isinstance(field, forms.ChoiceField):
                sentence = gettext("Kies een antwoord bij “%(label)s”.")
            else:
                sentence = gettext("Vul “%(label)s” in.")
            field.error_messages["required"] = sentence % {"label": field.label or name}


class Form(PlainWords, forms.Form):
    """The base of every form."""


class ModelForm(PlainWords, forms.ModelForm):
    """The base of every form that edits one row."""


class MoneyField(forms.Field):
    """An amount as people type it ("250", "1.250,50", "€ 1.250") -> whole cents."""

    default_error_messages = {
        "required": _("Vul een bedrag in, bijvoorbeeld 250."),
        "invalid": _("Vul een bedrag in, bijvoorbeeld 250."),
    }
    _PATTERN = re.compile(r"^(\d{1,3}(?:\.\d{3}){1,4}|\d{1,13})(?:,(\d{1,2}|-))?$")

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        )
        super().__init__(**options)

    def to_python(self, value: Any) -> int | None:
        text = re.sub(r"[€\s\u00a0]", "", str(value or ""))
        if not text:
            return None
        match = self._PATTERN.match(text)
        if match is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        whole, cents = match.groups()
        return int(whole.replace(".", "")) * 100 + int((cents or "").strip("-").ljust(2, "0"))

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        whole, cents = divmod(value, 100)
        return f"{whole},{cents:02d}" if cents else str(whole)


class DayField(forms.DateField):
    """A day as people write it, and as a date input sends it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%d-%m-%Y"],
            error_messages={
                "required": _("Vul een datum in, bijvoorbeeld 18-11-2026."),
                "invalid": _("Vul een datum in, bijvoorbeeld 18-11-2026."),
            },
            **options,
        )


def class_of(widget: forms.Widget) -> str:
    """The design system's class for a widget."""
    if isinstance(widget, forms.Textarea):
        return "utrecht-textarea utrecht-textarea--html-textarea"
    if isinstance(widget, forms.Select):
        return "utrecht-select utrecht-select--html-select"
    if isinstance(widget, forms.CheckboxInput):
        return "utrecht-checkbox utrecht-checkbox--html-input"
    if isinstance(widget, forms.FileInput):
        return "schakel-file"
    return "utrecht-textbox utrecht-textbox--html-input"
