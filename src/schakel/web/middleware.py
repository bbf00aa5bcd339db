"""What happens to every request: its size, its language, its actor, and a refusal in one sentence."""

from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from schakel.base import clock
from schakel.base.actor import Actor, Channel
from schakel.base.exceptions import InputRefused, NotAllowed, TooManyAttempts
from schakel.people import queries as people
from schakel.people.models import Membership, Role
from schakel.people.views.desk import BEHALF_IN_SESSION
from schakel.web.accounts import assurance

Handler = Callable[[HttpRequest], HttpResponse]
ROLE_IN_SESSION = "membership"


def request_size(get_response: Handler) -> Handler:
    """Refuse a body by its announced size, before anything reads it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        announced = int(length) if length.isdigit() else 0
        limit = settings.MAX_FORM_BYTES
        if announced > limit:
            try:
                if getattr(resolve(request.path_info).func, "accepts_files", False):
                    limit = settings.MAX_UPLOAD_BYTES
            except Resolver404:
                pass
        if announced > limit:
            response = render(request, "413.html", {"limit": limit}, status=413)
            response["Connection"] = "close"
            return response
        return get_response(request)

    return middleware


def plain_address(get_response: Handler) -> Handler:
    """Refuse an address with a NUL in it: no page has one, and PostgreSQL cannot even look for it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return render(request, "400.html", status=400)
        return get_response(request)

    return middleware


def language(get_response: Handler) -> Handler:
    """The language that the visitor chose, else Dutch: never guessed, never in the address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        chosen = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        patch_vary_headers(response, ["Cookie"])
        return response

    return middleware


def actor(get_response: Handler) -> Handler:
    """Make the actor: the only place that looks at request.user."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.client_address = _client_address(request)
        request.actor = SimpleLazyObject(lambda: _actor_of(request))
        return get_response(request)

    return middleware


def _actor_of(request: HttpRequest) -> Actor:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return Actor.visitor()
    held = assurance.usable(request, people.memberships_on(request.user, clock.today()))
    chosen = request.session.get(ROLE_IN_SESSION)
    # Who chose a role that has ended goes on as a resident, never in another role unasked.
    first = held[0] if held and chosen is None else None
    membership = next((m for m in held if m.id == chosen), first)
    if membership is None:
        return Actor(
            person=request.user, party=None, role="resident", role_label=Role.RESIDENT.label
        )
    membership.person = request.user
    return _on_behalf(request, membership, people.actor_for(membership))


def _on_behalf(request: HttpRequest, membership: Membership, actor: Actor) -> Actor:
    """The actor, at a desk with whom it acts for. When the time is over nothing more is done for them."""
    begun = request.session.get(BEHALF_IN_SESSION)
    if begun is None:
        return actor
    behalf = people.behalf_now(membership, begun)
    if behalf is not None:
        return replace(actor, channel=Channel(behalf.channel), on_behalf_of=behalf)
    del request.session[BEHALF_IN_SESSION]
    if request.method == "POST" and request.path not in (
        reverse("people:desk_stop"),
        reverse("people:desk"),
    ):
        raise NotAllowed(
            _("De tijd om namens iemand te handelen is voorbij. Er is niets gedaan. Begin opnieuw.")
        )
    return actor


def _client_address(request: HttpRequest) -> str:
    """The address the request came from, past as many proxies as are ours."""
    if settings.TRUSTED_PROXIES:
        hops = [
            h.strip() for h in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if h.strip()
        ]
        if len(hops) >= settings.TRUSTED_PROXIES:
            return hops[-settings.TRUSTED_PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


class refusals:
    """Turn a refusal from a service into a page with its sentence."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, TooManyAttempts):
            response = render(
                request,
                "429.html",
                {"sentence": str(error), "retry_at": error.retry_at},
                status=429,
            )
            seconds = (error.retry_at - timezone.now()).total_seconds()
            response["Retry-After"] = str(max(1, round(seconds)))
            return response
        if isinstance(error, NotAllowed):
            return render(request, "403.html", {"sentence": str(error)}, status=403)
        if isinstance(error, InputRefused):
            return render(request, "400.html", {"sentence": str(error)}, status=400)
        return None
