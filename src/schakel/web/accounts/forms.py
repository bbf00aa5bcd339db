"""allauth's forms, asked in our words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from schakel.base.attempts import once
from schakel.base.forms import Form, PlainWords
from schakel.web.accounts import limits

EMAIL = (_("Wat is uw e-mailadres?"), _("Wij mailen u een code. Daarmee logt u in."))
PASSWORD = (_("Wachtwoord"), "")
NEW_PASSWORD = (
    _("Nieuw wachtwoord"),
    _("Minstens 12 tekens. Een zin is goed, en makkelijk te onthouden."),
)
AGAIN = (_("Nog een keer hetzelfde wachtwoord"), "")
APP_CODE = (_("Code uit uw app"), _("De code heeft 6 cijfers en verandert elke halve minuut."))


class Labelled:
    """Our labels and hints in the place of allauth's, and no placeholders."""

    labels: dict[str, tuple[Any, Any]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        for name, (label, hint) in self.labels.items():
            self.fields[name].label, self.fields[name].help_text = label, hint


class RequestCode(PlainWords, Labelled, account.RequestLoginCodeForm):
    labels = {"email": EMAIL}


class MailedCode(PlainWords, Labelled, account.ConfirmLoginCodeForm):
    labels = {
        "code": (
            _("Welke code kreeg u?"),
            _("De code heeft 6 cijfers. Kijk ook bij ongewenste mail."),
        )
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class MailedAddressCode(PlainWords, Labelled, account.ConfirmEmailVerificationCodeForm):
    labels = MailedCode.labels


class Name(Form):
    name = forms.CharField(
        label=_("Hoe mogen wij u noemen?"),
        max_length=200,
        help_text=_("Een voornaam is genoeg. U kunt dit later wijzigen."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )


class Profile(Form):
    name = forms.CharField(
        label=_("Hoe mogen wij u noemen?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("In welke taal mailen wij u?"), choices=settings.LANGUAGES, widget=forms.Select
    )


class PasswordSignIn(PlainWords, Labelled, account.LoginForm):
    labels = {"login": (_("E-mailadres"), ""), "password": PASSWORD}


class ForgotPassword(PlainWords, Labelled, account.ResetPasswordForm):
    labels = {"email": (_("E-mailadres"), "")}


class _Twice:
    """The same new password two times."""

    def clean(self) -> dict[str, Any]:
        cleaned = super(account.PasswordVerificationMixin, self).clean()
        first, again = cleaned.get("password1"), cleaned.get("password2")
        if first and again and first != again:
            self.add_error("password2", _("De wachtwoorden zijn niet gelijk. Typ ze nog eens."))
        return cleaned


class NewPassword(PlainWords, Labelled, _Twice, account.ResetPasswordKeyForm):
    labels = {"password1": NEW_PASSWORD, "password2": AGAIN}


class ChangePassword(PlainWords, Labelled, _Twice, account.ChangePasswordForm):
    labels = {
        "oldpassword": (_("Uw wachtwoord van nu"), ""),
        "password1": NEW_PASSWORD,
        "password2": AGAIN,
    }


class SetPassword(PlainWords, Labelled, _Twice, account.SetPasswordForm):
    labels = {"password1": NEW_PASSWORD, "password2": AGAIN}


class NewAddress(PlainWords, Labelled, account.AddEmailForm):
    labels = {"email": (_("Wat is uw nieuwe e-mailadres?"), _("Wij mailen er een code naartoe."))}


class PasswordAgain(PlainWords, Labelled, account.ReauthenticateForm):
    labels = {"password": PASSWORD}


class _Counted:
    """A wrong code counts against the account, and a right one works once."""

    user: Any

    def clean_code(self) -> str:
        account_key = str(self.user.pk)
        limits.SECOND.check(account_key)
        try:
            code = super().clean_code()
            if not once(f"web.used.{account_key}", code.strip()):
                raise ValidationError(_("Deze code is al gebruikt. Wacht op de volgende."))
        except ValidationError:
            limits.SECOND.count(account_key)
            raise
        return code


class SecondCode(_Counted, PlainWords, Labelled, second.AuthenticateForm):
    labels = {"code": (_("Code uit uw app"), _("Of een van uw herstelcodes."))}


class SecondCodeAgain(_Counted, PlainWords, Labelled, second.ReauthenticateForm):
    labels = SecondCode.labels


class StartApp(_Counted, PlainWords, Labelled, totp.ActivateTOTPForm):
    labels = {"code": APP_CODE}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddPasskey(PlainWords, Labelled, webauthn.AddWebAuthnForm):
    """A passkey here always asks for a finger, a face or a PIN: it is two steps in one."""

    labels = {"name": (_("Hoe noemt u deze sleutel?"), _("Bijvoorbeeld: telefoon van het werk."))}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields.pop("passwordless", None)
        self.fields["name"].max_length = 100

    def clean_name(self) -> str:
        return super().clean_name()[:100]

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        try:
            return super().clean()
        except ValidationError:
            raise ValidationError(
                _("Dat lukte niet. Probeer het opnieuw, of kies een app met codes.")
            ) from None
