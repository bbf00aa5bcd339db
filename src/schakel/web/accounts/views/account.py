"""Mijn account: name and language, e-mail address, password, sessions."""

from typing import Any

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from schakel.web.accounts import forms, limits, services, sessions
from schakel.web.accounts.views.pages import Again, Task


@require_safe
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    person = request.actor.person
    return render(
        request,
        "account/profile.html",
        {
            "person": person,
            "mail_language": dict(settings.LANGUAGES)[person.language],
            "has_second_step": Authenticator.objects.filter(user=person).exists(),
            "my_data_url": _address_of("web:my-data"),
        },
    )


def _address_of(name: str) -> str:
    """Of a page that another app may have; empty when it is not there."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@login_required
def change(request: HttpRequest) -> HttpResponse:
    person = request.actor.person
    form = forms.Profile(
        request.POST or None, initial={"name": person.name, "language": person.language}
    )
    if request.method == "POST" and form.is_valid():
        services.change(request.actor, person, **form.cleaned_data)
        return redirect("account_profile")
    return render(request, "account/change.html", {"form": form})


@require_POST
@login_required
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    sessions.end(request.actor.person, keep=request.session.session_key)
    messages.success(request, _("U bent overal uitgelogd, behalve hier."))
    return redirect("account_profile")


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class NewAddress(Task, account.EmailView):
    form_class = forms.NewAddress
    task_heading = "email"
    task_button = gettext_lazy("Mail mij de code")
    task_back = "account_profile"

    def post(self, request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        limits.MAILS.count(request, form.cleaned_data["email"])
        return self.form_valid(form)


class ConfirmAddress(account.ConfirmEmailVerificationCodeView):
    """The code that shows that an address is theirs: a new one, or one at the first password."""

    template_name = "account/code.html"
    form_class = forms.MailedAddressCode

    def post(self, request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        limits.GUESSES.check(request, self._process.email)
        return super().post(request, *args, **more)

    def _verify_form_valid(self, form: Any) -> HttpResponse:
        person = self._process.user
        response = super()._verify_form_valid(form)
        EmailAddress.objects.filter(user=person, verified=False).delete()
        return response

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        limits.MAILS.count(self.request, self._process.email)
        return super()._resend_form_valid(form)

    def _verify_form_invalid(self, form: Any) -> HttpResponse:
        limits.GUESSES.count(self.request, self._process.email)
        return super()._verify_form_invalid(form)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context = super().get_context_data(**more)
        return {**context, "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60}


class ChangePassword(Task, account.PasswordChangeView):
    form_class = forms.ChangePassword
    task_title = gettext_lazy("Wijzig uw wachtwoord")
    task_lead = gettext_lazy("Op andere apparaten bent u daarna uitgelogd.")
    task_button = gettext_lazy("Bewaar mijn wachtwoord")
    task_back = "account_profile"


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class SetPassword(Task, account.PasswordSetView):
    form_class = forms.SetPassword
    task_title = gettext_lazy("Kies een wachtwoord")
    task_lead = gettext_lazy("Een wachtwoord hoeft niet: u kunt inloggen met een code per e-mail.")
    task_button = gettext_lazy("Bewaar mijn wachtwoord")
    task_back = "account_profile"


class PasswordAgain(Task, Again, account.ReauthenticateView):
    form_class = forms.PasswordAgain
    task_title = gettext_lazy("Bent u het echt?")
    task_lead = gettext_lazy("U gaat iets wijzigen aan hoe u inlogt. Vul daarom uw wachtwoord in.")
    task_button = gettext_lazy("Verder")
    task_back = "account_profile"
