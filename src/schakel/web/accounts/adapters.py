"""Where allauth asks what this site does: its limits, words, mail, names and steps."""

import base64
import hashlib
import time
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.people import queries as people
from schakel.web.accounts import assurance, limits, mails, words

FRESH_SECONDS = 15 * 60


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {**DefaultAccountAdapter.error_messages, **words.ERRORS}

    # --- limits ---

    def get_client_ip(self, request: HttpRequest) -> str:
        return request.client_address

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        limits.GUESSES.check(request, credentials.get("email", ""))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        limits.GUESSES.count(request, credentials.get("email", ""))

    # --- words ---

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        name = (message_template or "").rpartition("/")[2].removesuffix(".txt")
        sentence = message or words.MESSAGES.get(name)
        if sentence:
            messages.add_message(request, level, str(sentence))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        mails.send(template_prefix.rpartition("/")[2], email, context)

    # --- steps ---

    def get_login_stages(self) -> list[str]:
        own = f"{SecondStep.__module__}.{SecondStep.__qualname__}"
        usual = "allauth.mfa.stages.AuthenticateStage"
        return [own if stage == usual else stage for stage in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whoever signed in a moment ago is not asked again."""
        records = get_authentication_records(context.request, context.request.user)
        fresh = any(time.time() - record["at"] < FRESH_SECONDS for record in records)
        return not fresh and super().is_reauthentication_required(app=app, **more)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        labels = {
            "reauthenticate": _("Vul uw wachtwoord in"),
            "mfa_reauthenticate": _("Vul een code in"),
            "mfa_reauthenticate:webauthn": _("Gebruik uw toegangssleutel"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": labels[method["id"]]} for method in methods]

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Whoever has a role that waits for a second step is brought there first."""
        response = super().post_login(request, user, **more)
        held = people.memberships_on(user, clock.today())
        if len(assurance.usable(request, held)) < len(held):
            return redirect("mfa_index")
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("account_profile")


class SecondStep(AuthenticateStage):
    """The second step of allauth; not asked when the organisation vouched for it."""

    def _should_handle(self, request: HttpRequest) -> bool:
        sociallogin = (self.login.signal_kwargs or {}).get("sociallogin")
        return not assurance.is_vouched(sociallogin) and super()._should_handle(request)


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {**DefaultMFAAdapter.error_messages, **words.SECOND_ERRORS}

    def _get_site_name(self) -> str:
        municipality = people.municipalities().first()
        return (
            f"Schakel {municipality.name.removeprefix('Gemeente ')}" if municipality else "Schakel"
        )

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return _("Toegangssleutel van %(name)s") % {"name": user.name}

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """The picture to scan, drawn with attributes only: the policy allows no inline style."""
        code = qrcode.QRCode(border=4)
        code.add_data(url)
        rows = code.get_matrix()
        path = "".join(
            f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
        )
        return format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="240" height="240" '
            'viewBox="0 0 {0} {0}" shape-rendering="crispEdges"><title>{1}</title>'
            '<rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000"/></svg>',
            len(rows),
            _("Vierkante code om met uw telefoon te scannen"),
            path,
        )


def _box() -> MultiFernet:
    """What closes the secrets of apps in the database; opened with the keys of before too."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    made = [hashlib.sha256(f"schakel.web.accounts.{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])
