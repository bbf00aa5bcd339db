"""The pages around the rooms: front, decisions, open data, help, sign in, role, language, errors."""

from http import HTTPStatus

from django.conf import settings
from django.contrib.auth import logout as sign_out
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from schakel.base import clock, terms
from schakel.base.paging import page_of
from schakel.base.plugs import open_data as open_data_sets
from schakel.funding import queries as funding
from schakel.people import queries as people
from schakel.people import services as people_services
from schakel.people.views.desk import BEHALF_IN_SESSION
from schakel.processes import queries as processes
from schakel.web.accounts import assurance
from schakel.web.calculator import calculator
from schakel.web.context import demo_sentence
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


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """Every word side by side: as people say it, as the rules say it, and in English."""
    text = request.GET.get("zoek", "")[:100]
    page = page_of(request, terms.found(text))
    return render(request, "web/words.html", {"page": page, "text": text, "tells_terms": True})


@require_safe
def words_json(request: HttpRequest) -> JsonResponse:
    return JsonResponse(
        {
            "woorden": [
                {
                    "gewoon": term.plain,
                    "in de regels": term.professional,
                    "engels": term.english,
                    "uitleg": term.meaning,
                    "uitleg engels": term.meaning_en,
                }
                for term in terms.found("")
            ]
        }
    )


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


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    sign_out(request)
    return redirect("web:front")


@never_cache
def role(request: HttpRequest) -> HttpResponse:
    """Choose in which role to act: one at a time, and the screen says which. Then back to the place."""
    if request.actor.person is None:
        return redirect("web:login")
    held = list(people.memberships_on(request.actor.person, clock.today()))
    may = assurance.usable(request, held)
    if request.method == "POST":
        chosen = request.POST.get("rol", "")
        if chosen == "0" or chosen in {str(membership.id) for membership in may}:
            request.session[ROLE_IN_SESSION] = int(chosen)
            if request.session.pop(BEHALF_IN_SESSION, None):
                people_services.stop_all_behalfs(request.actor.person)
            return redirect(_back(request))
    now = people.membership_of(request.actor, clock.today())
    return render(
        request,
        "web/role.html",
        {
            "memberships": may,
            "waiting": len(held) > len(may),
            "chosen": request.GET.get("kies", "") or str(now.pk if now else 0),
            "back_to": request.GET.get("terug", ""),
        },
    )


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
