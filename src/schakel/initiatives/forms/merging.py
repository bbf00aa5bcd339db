"""With which other an initiative goes on, and why."""

from django import forms
from django.utils.translation import gettext_lazy

from schakel.initiatives.forms.parts import PublicForm, long_text


class MergeForm(PublicForm):
    into = forms.CharField(
        label=gettext_lazy("Met welk initiatief?"),
        help_text=gettext_lazy("Plak het adres van de pagina, of het nummer dat erin staat."),
        max_length=300,
    )
    why = long_text(gettext_lazy("Waarom gaat u samen?"), most=500, required=True)
