"""Pages about the site itself: what it keeps, for whom it works, whether it is well."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from schakel.base import clock
from schakel.people.models import Person
from schakel.web.operating import accessibility_report, health
from schakel.web.operating import privacy as personal

_SECURITY_TXT_DAYS = 90


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "web/accessibility.html",
        {"report": accessibility_report.read(), "statement": settings.ACCESSIBILITY},
    )


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "web/privacy.html", {"kept": personal.kept_today()})


@never_cache
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about who asks, in words."""
    if request.actor.person is None:
        return redirect("web:login")
    sections = personal.sections(_person(request))
    return render(request, "web/my_data.html", {"sections": sections})


@never_cache
@require_safe
def my_data_file(request: HttpRequest) -> HttpResponse:
    if request.actor.person is None:
        return redirect("web:login")
    response = JsonResponse(
        personal.export(_person(request)), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase_account(request: HttpRequest) -> HttpResponse:
    """Show what goes and what stays; on the second yes, erase and sign out."""
    if request.actor.person is None:
        return redirect("web:login")
    if request.method != "POST":
        return render(request, "web/erase_account.html")
    if request.POST.get("zeker") != "ja":
        sentence = _("Zet een vinkje als u het zeker weet.")
        return render(request, "web/erase_account.html", {"refused": sentence}, status=400)
    personal.erase(request.actor, _person(request))
    logout(request)
    messages.success(request, _("Uw account is weg. Wij hebben uw naam en e-mailadres gewist."))
    return redirect("web:front")


def _person(request: HttpRequest) -> Person:
    """The account itself: what the actor holds may be put off until it is asked for."""
    return Person.objects.get(pk=request.actor.person.pk)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when every part is well, else 503 with the names of those that are not, and no more."""
    if found := health.failing():
        return HttpResponse(f"not well: {', '.join(found)}\n", "text/plain", 503)
    return HttpResponse("ok\n", "text/plain")


@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """The web process answers. A database that is away is no reason to start it anew."""
    return HttpResponse("ok\n", "text/plain")


@cache_control(max_age=3600, public=True)
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. Without a contact there is no file: an empty one would promise an answer."""
    contact = settings.CONTACT["email"]
    if not contact:
        raise Http404("SCHAKEL_CONTACT_EMAIL is not set")
    until = datetime.combine(clock.today() + timedelta(days=_SECURITY_TXT_DAYS), time(), tzinfo=UTC)
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", "text/plain; charset=utf-8")


@cache_control(max_age=3600, public=True)
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Everything public may be found, but not an account, and not a town that does not exist."""
    closed = ["/"] if settings.DEMO else ["/account/", reverse("web:login"), reverse("web:role")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    return HttpResponse("\n".join(lines) + "\n", "text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it unasked, also on a bare file."""
    return redirect(static("schakel/icon.svg"))
