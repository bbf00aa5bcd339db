"""To the organisation and back."""

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from requests import RequestException

from schakel.web.accounts.config import PROVIDER
from schakel.web.accounts.provider import OrganisationAdapter


@require_safe
def go(request: HttpRequest) -> HttpResponse:
    return _through(OAuth2LoginView, request)


@require_safe
def back(request: HttpRequest) -> HttpResponse:
    return _through(OAuth2CallbackView, request)


def _through(view: type, request: HttpRequest) -> HttpResponse:
    if not settings.OIDC:
        raise Http404
    adapter = OrganisationAdapter(request, PROVIDER)
    try:
        return view.adapter_view(adapter)(request)
    except (RequestException, KeyError, ValueError) as error:
        # The organisation does not answer, or with something else than its own description.
        return render_authentication_error(request, adapter.get_provider(), exception=error)
