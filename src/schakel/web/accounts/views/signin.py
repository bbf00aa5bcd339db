"""Signing in: by a mailed code, with a password and a second step, with a passkey."""

from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.signup import complete_signup
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.base import views as second
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from schakel.web.accounts import by_code, forms, limits, services
from schakel.web.accounts.views.pages import Task, WithPasskey


class _StartAgain:
    """Whoever comes back to the first page starts anew, also half-way."""

    request: HttpRequest

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        clear_login(request)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            **more, organisation=settings.OIDC and settings.OIDC["label"]
        )


class RequestCode(_StartAgain, account.RequestLoginCodeView):
    template_name = "account/signin.html"
    form_class = forms.RequestCode

    def form_valid(self, form: Any) -> HttpResponse:
        email = form.cleaned_data["email"].lower()
        limits.GUESSES.check(self.request, email)
        limits.MAILS.count(self.request, email)
        by_code.SignInByCode.start(self.request, person=form._user, email=email)
        return redirect(self.get_success_url())


class ConfirmCode(account.ConfirmLoginCodeView):
    template_name = "account/code.html"
    form_class = forms.MailedCode

    def post(self, request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        limits.GUESSES.check(request, self._process.state["email"])
        return super().post(request, *args, **more)

    def _verify_form_valid(self, form: Any) -> HttpResponse:
        return by_code.SignInByCode(stage=self.stage).finish(self.get_next_url())

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        limits.MAILS.count(self.request, self._process.state["email"])
        by_code.SignInByCode(stage=self.stage).resend()
        return redirect(self.passthrough_next_url(reverse("account_confirm_login_code")))

    def form_invalid(self, form: Any) -> HttpResponse:
        email = self._process.state["email"]
        if form.cleaned_data is not None and "code" in form.data:
            limits.GUESSES.count(self.request, email)
        return super().form_invalid(form)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(
            **more,
            email=self._process.state["email"],
            can_resend=self._process.can_resend,
            minutes=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60,
        )


class Name(Task, account.NextRedirectMixin, FormView):
    """The name of a new account: asked once the code showed that the mailbox is theirs."""

    form_class = forms.Name
    task_heading = "name"
    task_button = _("Maak mijn account")

    def dispatch(self, request: HttpRequest, *args: Any, **more: Any) -> Any:
        self.email = by_code.shown_address(request)
        if request.user.is_authenticated or not self.email:
            return redirect("account_login")
        return super().dispatch(request, *args, **more)

    def form_valid(self, form: Any) -> HttpResponse:
        person = services.register(
            self.request.actor,
            email=self.email,
            name=form.cleaned_data["name"],
            language=translation.get_language() or settings.LANGUAGE_CODE,
        )
        by_code.forget_shown_address(self.request)
        record_authentication(self.request, person, method="code", email=self.email)
        return complete_signup(self.request, user=person, redirect_url=self.get_next_url())


class PasswordSignIn(_StartAgain, account.LoginView):
    template_name = "account/password.html"
    form_class = forms.PasswordSignIn


class SecondStep(WithPasskey, second.AuthenticateView):
    template_name = "mfa/second_step.html"
    form_class = forms.SecondCode


class PasskeySignIn(_StartAgain, account.NextRedirectMixin, webauthn.LoginWebAuthnView):
    """What the script asks for, and the passkey that it sends back."""

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(
            self.request, _("Dat lukte niet. Probeer het opnieuw, of log in met een code.")
        )
        return redirect(self.passthrough_next_url(reverse("account_login")))


class ForgotPassword(Task, account.PasswordResetView):
    form_class = forms.ForgotPassword
    task_title = _("Kies een nieuw wachtwoord")
    task_lead = _("Wij mailen u een link. De link werkt één keer, en niet langer dan een dag.")
    task_button = _("Mail mij de link")
    task_back = "account_password_login"

    def form_valid(self, form: Any) -> HttpResponse:
        limits.MAILS.count(self.request, form.cleaned_data["email"])
        return super().form_valid(form)


class NewPassword(Task, account.PasswordResetFromKeyView):
    form_class = forms.NewPassword
    task_title = _("Kies een nieuw wachtwoord")
    task_button = _("Bewaar mijn wachtwoord")
    token_fail_template = "account/link_over.html"

    def get_template_names(self) -> list[str]:
        return [self.token_fail_template if self.reset_user is None else self.template_name]


@require_safe
def mailed(request: HttpRequest) -> HttpResponse:
    return render(request, "account/mailed.html")


@require_safe
def inactive(request: HttpRequest) -> HttpResponse:
    return render(request, "account/inactive.html", status=403)
