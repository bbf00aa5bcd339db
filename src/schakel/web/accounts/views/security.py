"""The second step: an app with codes, passkeys, recovery codes."""

from typing import Any

from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from schakel.base import clock
from schakel.people import queries as people
from schakel.web.accounts import assurance, forms
from schakel.web.accounts.views.pages import Again, Task, WithPasskey


class Overview(second.IndexView):
    template_name = "mfa/overview.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        held = list(people.memberships_on(self.request.user, clock.today()))
        may = assurance.usable(self.request, held)
        return {**context, "waiting": [role for role in held if role not in may]}


class StartApp(totp.ActivateTOTPView):
    template_name = "mfa/start_app.html"
    form_class = forms.StartApp


class StopApp(Task, totp.DeactivateTOTPView):
    task_title = _("De app met codes weghalen?")
    task_lead = _("U kunt daarna niet meer inloggen met een code uit deze app.")
    task_button = _("Haal de app weg")
    task_back = "mfa_index"


class _AlwaysAsked(webauthn.AddWebAuthnView):
    """Asks what allauth leaves open: a finger, a face or a PIN, and a key kept on the device."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        # Last: each question replaces the one before in the session.
        context = {**super().get_context_data(), "form": more.get("form") or self.get_form()}
        options = auth.begin_registration(self.request.user, True)
        return {**context, "js_data": {"creation_options": options}}


class AddPasskey(WithPasskey, _AlwaysAsked):
    template_name = "mfa/add_passkey.html"
    form_class = forms.AddPasskey


class RemovePasskey(Task, webauthn.RemoveWebAuthnView):
    task_title = _("Deze toegangssleutel weghalen?")
    task_lead = _("U kunt daarna niet meer inloggen met deze sleutel.")
    task_button = _("Haal de sleutel weg")
    task_back = "mfa_index"
    success_url = reverse_lazy("mfa_index")
    template_name = Task.template_name


class RecoveryCodes(recovery.ViewRecoveryCodesView):
    template_name = "mfa/recovery_codes.html"


class NewRecoveryCodes(Task, recovery.GenerateRecoveryCodesView):
    task_title = _("Nieuwe herstelcodes maken?")
    task_lead = _("De codes die u nu hebt, werken dan niet meer.")
    task_button = _("Maak nieuwe codes")
    task_back = "mfa_index"


class SecondCodeAgain(Task, Again, second.ReauthenticateView):
    form_class = forms.SecondCodeAgain
    task_title = _("Bent u het echt?")
    task_lead = _("U gaat iets wijzigen aan hoe u inlogt. Vul daarom een code in.")
    task_button = _("Verder")
    task_back = "account_profile"


class PasskeyAgain(WithPasskey, Again, webauthn.ReauthenticateWebAuthnView):
    template_name = "mfa/passkey_again.html"

    def form_invalid(self, form: Any) -> Any:
        return self.render_to_response(self.get_context_data(form=form))
