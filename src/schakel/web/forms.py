from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from schakel.people.models import Person


class SignInForm(AuthenticationForm):
    """E-mail and password, for staff."""

    error_messages = {
        "invalid_login": _(
            "Deze combinatie kennen wij niet. Kijk het e-mailadres en het wachtwoord na."
        ),
        "inactive": _("Dit account is uitgezet. Vraag de beheerder van de site."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("E-mailadres")
        self.fields["username"].widget = forms.EmailInput(attrs={"autocomplete": "username"})
        self.fields["username"].max_length = Person._meta.get_field("email").max_length
        self.fields["password"].label = _("Wachtwoord")
