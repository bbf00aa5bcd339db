"""The pages around the rooms: front, decisions, open data, help, sign in, role, language, errors."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth import logout as sign_out
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from schakel.base import clock
from schakel.base.attempts import Limit
from schakel.base.paging import page_of
from schakel.base.plugs import open_data as open_data_sets
from schakel.funding import queries as funding
from schakel.people import queries as people
from schakel.processes import queries as processes
from schakel.web.calculator import calculator
from schakel.web.context import demo_sentence
from schakel.web.forms import SignInForm
from schakel.web.middleware import ROLE_IN_SESSION


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "web/front.html",
        {
            "open_rounds": list(funding.open_rounds(request.actor)[:3]),
            "decisions": list(processes.decisions()[:3]),
        },
    )


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    return render(request, "web/decisions.html", {"page": page_of(request, processes.decisions())})


@require_safe
def decisions_json(request: HttpRequest) -> JsonResponse:
    page = page_of(request, processes.decisions())
    return JsonResponse(
        {
            "aantal": page.paginator.count,
            "pagina": page.number,
            "besluiten": [
                {
                    "datum": decision.decided.isoformat(),
                    "dossier": request.build_absolute_uri(
                        decision.process.dossier.get_absolute_url()
                    ),
                    "titel": decision.process.dossier.title,
                    "besloten door": decision.body,
                    "recht": decision.standing == "right",
                    "uitkomst": decision.get_outcome_display(),
                    "grond": decision.legal_ground,
                    "gewone tekst": decision.plain_text,
                    "juridische tekst": decision.legal_text,
                }
                for decision in page
            ],
        }
    )


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    return render(request, "web/open_data.html", {"sets": list(open_data_sets)})


@require_safe
def recompute(request: HttpRequest) -> HttpResponse:
    return render(
        request, "web/recompute.html", {"rounds": list(funding.decided_rounds(request.actor)[:3])}
    )


@require_safe
def recompute_file(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(calculator(), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="schakel.pyz"'
    return response


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "web/help.html")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(_back(request))
    chosen = request.POST.get("taal", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    return response


def _back(request: HttpRequest) -> str:
    target = request.POST.get("terug", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if safe else "/"


class SignIn(LoginView):
    """Sign in with a password. Guessing is limited as guessing codes is."""

    template_name = "web/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True
    limit = Limit(
        "web.login", _("U probeerde te vaak in te loggen. Probeer het opnieuw na %(time)s uur.")
    )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.limit.check(request.client_address)
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        self.limit.count(self.request.client_address)
        return super().form_invalid(form)


login = never_cache(login_not_required(SignIn.as_view()))


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    sign_out(request)
    return redirect("web:front")


@never_cache
def role(request: HttpRequest) -> HttpResponse:
    """Choose in which role to act: one at a time, and the screen says which."""
    if request.actor.person is None:
        return redirect("web:login")
    held = list(people.memberships_on(request.actor.person, clock.today()))
    if request.method == "POST":
        chosen = request.POST.get("rol", "")
        if chosen in {str(membership.id) for membership in held}:
            request.session[ROLE_IN_SESSION] = int(chosen)
            return redirect(_back(request))
    return render(request, "web/role.html", {"memberships": held})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"sentence": str(exception)}, status=HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs no database and no context: those may be what is broken."""
    context = {"demo_notice": demo_sentence()}
    page = loader.get_template("500.html").render(context)
    return HttpResponse(page, status=HTTPStatus.INTERNAL_SERVER_ERROR)
