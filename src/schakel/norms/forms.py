from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from schakel.base import plugs
from schakel.base.actor import Actor
from schakel.base.forms import Form, MoneyField
from schakel.journal import privacy
from schakel.norms import permissions, wording

_LARGEST = 10**12  # what the column holds
_PUBLIC = _("Iedereen kan dit lezen. Noem geen namen, e-mailadressen of telefoonnummers.")


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


class NumberField(forms.DecimalField):
    """A number as people type it: `2,25`. A point may stand there too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_digits=12,
            decimal_places=6,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            error_messages={
                "required": _("Vul een getal in, bijvoorbeeld 6 of 2,25."),
                "invalid": _("Vul een getal in, bijvoorbeeld 6 of 2,25."),
                "max_digits": _("Dit getal is te lang. Vul een korter getal in."),
                "max_decimal_places": _("Vul hoogstens zes cijfers achter de komma in."),
                "max_whole_digits": _("Dit getal is te groot. Vul een kleiner getal in."),
            },
            **options,
        )

    def to_python(self, value: Any) -> Any:
        return super().to_python(str(value or "").replace(",", ".").strip())


class ValueForm(Form):
    """A form that asks a value of the unit of the norm: money in euro, the rest as a number."""

    def __init__(self, unit: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        label = gettext("Waarde (%(unit)s)") % {"unit": wording.label(unit)}
        if unit in wording.MONEY:
            field: forms.Field = MoneyField(label=label)
        else:
            field = NumberField(label=label)
        self.fields = {"value": field, **self.fields}

    def clean_value(self) -> Decimal:
        value = Decimal(self.cleaned_data["value"])
        if abs(value) >= _LARGEST:
            raise forms.ValidationError(_("Dit getal is te groot. Vul een kleiner getal in."))
        return value

    def clean_reason(self) -> str:
        return _without_persons(self.cleaned_data["reason"])


def _without_persons(text: str) -> str:
    if refusal := privacy.refusal(text):
        raise forms.ValidationError(refusal)
    return text


class VerifyForm(ValueForm):
    source = forms.CharField(
        label=_("Waar hebt u dat gelezen?"),
        help_text=_("Noem de wet met het artikel, of het adres van de pagina, en de dag."),
        max_length=500,
        error_messages={"required": _("Schrijf met welke bron u de norm vergeleek.")},
    )

    def clean_source(self) -> str:
        return _without_persons(self.cleaned_data["source"])


class ChangeForm(ValueForm):
    valid_from = DayField(label=_("Vanaf welke dag geldt dit?"))
    source = forms.CharField(
        label=_("In welke bron staat dit?"),
        help_text=_("Noem de wet met het artikel, of het besluit met de datum."),
        max_length=500,
        error_messages={"required": _("Noem de bron van de nieuwe waarde.")},
    )
    reason = forms.CharField(
        label=_("Waarom wijzigt u de norm?"),
        help_text=_PUBLIC,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Schrijf waarom u de norm wijzigt.")},
    )


class DeviateForm(ValueForm):
    area = forms.ChoiceField(
        label=_("Waar geldt dit?"), error_messages={"required": _("Kies een gebied.")}
    )
    area_type = forms.ChoiceField(
        label=_("Alleen voor een soort gebied?"),
        help_text=_("Dan geldt het daar alleen in gebieden van die soort."),
        required=False,
    )
    starts = DayField(label=_("Eerste dag"))
    ends = DayField(
        label=_("Laatste dag"), help_text=_("Een afwijking houdt altijd op. Daarna geldt de norm.")
    )
    approver = forms.CharField(
        label=_("Wie keurde dit goed?"),
        help_text=_("Noem een bestuur of een functie, geen persoon. Bijvoorbeeld: het college."),
        max_length=300,
        error_messages={"required": _("Noem wie de afwijking goedkeurde.")},
    )
    reason = forms.CharField(
        label=_("Waarom wijkt u af?"),
        help_text=_PUBLIC,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Schrijf waarom u afwijkt.")},
    )

    def __init__(self, actor: Actor, unit: str, *args: Any, **options: Any) -> None:
        super().__init__(unit, *args, **options)
        self.fields["area"].choices = permissions.places(actor)
        types = [(key, str(words)) for key, words in plugs.area_types.items()]
        if types:
            self.fields["area_type"].choices = [("", gettext("Nee, voor alle gebieden")), *types]
        else:
            del self.fields["area_type"]

    def clean_approver(self) -> str:
        return _without_persons(self.cleaned_data["approver"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts, ends = data.get("starts"), data.get("ends")
        if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
            self.add_error("ends", _("Kies een dag op of na de eerste dag."))
        return data


class EndForm(Form):
    reason = forms.CharField(
        label=_("Waarom stopt de afwijking?"),
        help_text=_PUBLIC,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Schrijf waarom de afwijking stopt.")},
    )

    def clean_reason(self) -> str:
        return _without_persons(self.cleaned_data["reason"])
