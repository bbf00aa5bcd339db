"""Forms around a dossier: a file, a remark, what to do with a remark, how often mail comes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from schakel.base.forms import Form
from schakel.dossiers.models import MailChoice
from schakel.journal import privacy


class FileForm(Form):
    file = forms.FileField(
        label=_("Kies een foto of een PDF"), allow_empty_file=True, max_length=500
    )
    alternative = forms.CharField(
        label=_("Wat is er op de foto te zien?"),
        help_text=_("Wie de foto niet ziet, hoort deze tekst. Bij een PDF hoeft dit niet."),
        required=False,
        max_length=300,
    )


class RemarkForm(Form):
    text = forms.CharField(
        label=_("Uw opmerking"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReportForm(Form):
    reason = forms.CharField(
        label=_("Wat is er niet goed?"),
        help_text=_("Alleen de gemeente leest dit."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AppealForm(Form):
    why = forms.CharField(
        label=_("Waarom mag uw opmerking er wel staan?"),
        help_text=_("Een andere functie dan die de tekst verborg, leest dit en beslist."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PublicReason(forms.CharField):
    """A reason that everybody reads: what certainly points to a person is refused."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if refusal := privacy.refusal(text):
            raise forms.ValidationError(refusal)
        return text


class HideForm(Form):
    reason = PublicReason(
        label=_("Waarom verbergt u deze opmerking?"),
        help_text=_("Iedereen kan dit lezen. Noem geen namen, e-mailadressen of telefoonnummers."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecideAppealForm(Form):
    outcome = forms.ChoiceField(
        label=_("Wat beslist u?"),
        choices=[
            ("show", _("De opmerking mag er weer staan")),
            ("hide", _("De opmerking blijft verborgen")),
        ],
        widget=forms.RadioSelect,
    )
    reason = PublicReason(
        label=_("Waarom?"),
        help_text=_("Iedereen kan dit lezen. Noem geen namen, e-mailadressen of telefoonnummers."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RhythmForm(Form):
    rhythm = forms.ChoiceField(
        label=_("Hoe vaak wilt u mail?"),
        help_text=_("Is er geen nieuws? Dan krijgt u geen mail."),
        choices=MailChoice.Rhythm.choices,
        widget=forms.RadioSelect,
    )
