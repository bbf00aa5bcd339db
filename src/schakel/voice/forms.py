from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from schakel.base.formats import money
from schakel.base.forms import Form
from schakel.voice.models import BallotBox, Option


class CodeForm(Form):
    code = forms.CharField(
        label=_("Wat is uw code?"),
        help_text=_("De code staat in uw brief: 12 letters en cijfers, zoals k7wf-3m9q-xr4t."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={
            "required": _("Vul de code uit uw brief in."),
            "max_length": _("Deze code is te lang. Kijk de code in uw brief na."),
        },
    )


class CarriedCodeForm(Form):
    """The code on its way from page to page: in the form, nowhere else."""

    code = forms.CharField(max_length=60, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))


class _WithHints:
    """Gives each option its price and its summary as a hint."""

    hints: dict[str, str]

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        return {**option, "hint": self.hints.get(str(value), "")}


class _Boxes(_WithHints, forms.CheckboxSelectMultiple):
    pass


class _Rounds(_WithHints, forms.RadioSelect):
    pass


class ChoiceForm(CarriedCodeForm):
    """The ballot. `chosen` holds the keys after validation; blank has to be chosen too."""

    def __init__(self, box: BallotBox, options: list[Option], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.box = box
        choices = [(option.key, option.title) for option in options]
        kind: dict[str, Any] = {"label": _("Wat kiest u?"), "required": False}
        unknown = _("Deze keuze hoort niet bij deze stemming. Kies uit de lijst.")
        if box.ballot_type == BallotBox.BallotType.CHOOSE_1:
            self.fields["choices"] = forms.ChoiceField(
                choices=[*choices, ("", _("Blanco: ik kies er geen"))],
                widget=_Rounds,
                help_text=_("Kies er één."),
                error_messages={"invalid_choice": unknown},
                **kind,
            )
        else:
            self.fields["choices"] = forms.MultipleChoiceField(
                choices=choices,
                widget=_Boxes,
                help_text=_how_many(box),
                error_messages={"invalid_choice": unknown},
                **kind,
            )
            self.fields["blank"] = forms.BooleanField(
                label=_("Blanco: ik kies er geen"), required=False
            )
        self.fields["choices"].widget.hints = {o.key: _hint(o) for o in options}

    @property
    def chosen(self) -> list[str]:
        value = self.cleaned_data["choices"]
        return value if isinstance(value, list) else [value] if value else []

    def clean_choices(self) -> Any:
        value = self.cleaned_data["choices"]
        if isinstance(value, list):
            most = self.box.max_choices
            if most is not None and len(value) > most:
                raise ValidationError(
                    ngettext_lazy(
                        "Kies er hoogstens %(most)s. U koos er %(number)s.",
                        "Kies er hoogstens %(most)s. U koos er %(number)s.",
                        most,
                    )
                    % {"most": most, "number": len(value)}
                )
        elif not value and self.add_prefix("choices") not in self.data:
            raise ValidationError(_("Kies er één, of kies blanco."))
        return value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "blank" in self.fields and "choices" in cleaned:
            if cleaned["choices"] and cleaned["blank"]:
                self.add_error("choices", _("U koos iets én blanco. Haal een van de twee weg."))
            elif not cleaned["choices"] and not cleaned["blank"]:
                self.add_error("choices", _("Kies ten minste één, of vink blanco aan."))
        return cleaned


def _how_many(box: BallotBox) -> Any:
    if box.max_choices is None:
        return _("Kies zoveel u wilt.")
    return _("Kies er hoogstens %(most)s.") % {"most": box.max_choices}


def _hint(option: Option) -> str:
    price = "" if option.cost_cents is None else money(option.cost_cents)
    return " · ".join(filter(None, (price, option.summary)))
