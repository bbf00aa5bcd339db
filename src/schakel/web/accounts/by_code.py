"""Signing in with a mailed code: one door for who has an account and who does not.

Both get a code in the mail, so nobody learns from the page, the mail or the time it takes which
addresses have an account. Whoever has none is asked for a name once the code was right: an account
exists only of an address that was shown to be somebody's.
"""

import time
from typing import Any, Self

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import EmailAddress, Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.account.utils import passthrough_next_redirect_url
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from schakel.people import queries as people

_SHOWN = "accounts.shown"
_SHOWN_SECONDS = 60 * 60


class SignInByCode(LoginCodeVerificationProcess):
    @classmethod
    def start(cls, request: HttpRequest, *, person: Any, email: str) -> Self:
        """Mail a code and remember, in this session only, which one."""
        login = Login(user=person, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=person, email=email), initiated_by_user=True)
        process = cls(stage=stage)
        process.send()
        process.persist()
        return process

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        get_adapter().send_mail("login_code", email, {"code": self.generate_code()})

    def finish(self, redirect_url: str | None) -> HttpResponse:
        """The code was right: sign in, or ask a name for a new account."""
        email = self.state["email"]
        if self.user is None:
            clear_login(self.request)
            known = people.by_email(email)
            if known is not None and not known.is_active:
                return redirect("account_inactive")
            self.request.session[_SHOWN] = [email, time.time()]
            url = reverse("account_signup")
            return redirect(passthrough_next_redirect_url(self.request, url, REDIRECT_FIELD_NAME))
        EmailAddress.objects.get_or_create(user=self.user, email=email, defaults={"primary": True})
        return super().finish(redirect_url)


def shown_address(request: HttpRequest) -> str:
    """The address that this session showed to be theirs, in the last hour; empty when none."""
    email, at = request.session.get(_SHOWN) or ["", 0.0]
    return str(email) if time.time() - at < _SHOWN_SECONDS else ""


def forget_shown_address(request: HttpRequest) -> None:
    request.session.pop(_SHOWN, None)
