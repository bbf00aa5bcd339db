"""What the site decides about somebody who comes with the account of an organisation."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthError
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _


def refuse(request: HttpRequest, sentence: str, status: int = 403) -> HttpResponse:
    """One page with one sentence, and the other ways in."""
    context = {"sentence": sentence, "organisation": settings.OIDC["label"]}
    return render(request, "account/organisation_refused.html", context, status=status)


class OrganisationAccounts(DefaultSocialAccountAdapter):
    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        if error == AuthError.CANCELLED:
            sentence = _("U stopte bij %(organisation)s. U bent niet ingelogd.")
        else:
            sentence = _("Inloggen met %(organisation)s lukte niet. Probeer het opnieuw.")
        raise ImmediateHttpResponse(
            refuse(request, sentence % {"organisation": settings.OIDC["label"]})
        )

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if not sociallogin.is_existing and not sociallogin.email_addresses:
            sentence = _("%(organisation)s gaf geen e-mailadres door. Log in met een code.")
            raise ImmediateHttpResponse(
                refuse(request, sentence % {"organisation": settings.OIDC["label"]})
            )

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        user = sociallogin.user
        user.email = (data.get("email") or "").lower()
        user.name = str(data.get("name") or user.email.partition("@")[0])[:200]
        user.language = translation.get_language()
        return user
