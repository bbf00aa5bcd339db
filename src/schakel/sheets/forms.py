"""The form of a table: one file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from schakel.base.forms import Form


class UploadForm(Form):
    file = forms.FileField(
        label=_("Uw bestand"),
        help_text=_("Een CSV-bestand. Uit een rekenblad: kies Opslaan als, en dan CSV."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "empty": _("Dit bestand is leeg. Kies een ander bestand."),
            "required": _("Kies een bestand."),
        },
    )
