"""Following, what I follow, the mail I get, and an end to it from the mail itself."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schakel.areas import queries as areas
from schakel.areas.models import Area
from schakel.base import clock
from schakel.base.exceptions import NotAllowed
from schakel.base.paging import page_of
from schakel.dossiers import digest, forms
from schakel.dossiers.models import Dossier
from schakel.dossiers.permissions import speaker
from schakel.dossiers.queries import follows as queries
from schakel.dossiers.services import follows as services
from schakel.dossiers.views.common import found
from schakel.people.models import Person


@require_POST
def follow_dossier(request: HttpRequest, address: str) -> HttpResponse:
    return _follow(request, found(request, address))


@require_POST
def follow_area(request: HttpRequest, code: str) -> HttpResponse:
    area = areas.by_code(code)
    if area is None:
        raise Http404
    return _follow(request, area)


def _follow(request: HttpRequest, target: Dossier | Area) -> HttpResponse:
    if "stop" in request.POST:
        services.stop(request.actor, target)
        messages.success(request, _("U volgt dit niet meer."))
    else:
        services.follow(request.actor, target)
        messages.success(
            request,
            _("U volgt dit nu. Is er nieuws? Dan mailen wij u, hoogstens één keer per dag."),
        )
    if request.POST.get("terug") == "lijst":
        return redirect("dossiers:follows")
    return redirect(target)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """What I follow, and how often mail comes."""
    person = _person(request)
    choice = services.choice_of(person)
    form = forms.RhythmForm(request.POST or None, initial={"rhythm": choice.rhythm})
    if request.method == "POST" and form.is_valid():
        services.choose(request.actor, form.cleaned_data["rhythm"])
        messages.success(request, _("Uw keuze is bewaard."))
        return redirect("dossiers:follows")
    return render(
        request,
        "dossiers/follows.html",
        {
            "form": form,
            "page": page_of(request, queries.follows(person)),
            "undeliverable": choice.undeliverable,
            "never": choice.rhythm == "never",
        },
        status=400 if form.errors else 200,
    )


@never_cache
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """The mail as it would leave now."""
    person = _person(request)
    about = queries.news([person.pk], clock.now()).get(person.pk, [])
    mail = digest.compose(person, about) if about else None
    return render(request, "dossiers/preview.html", {"mail": mail, "language": person.language})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop all mail, without signing in. A mail program posts here by itself (RFC 8058).

    Without the token of a form: the signed link is what shows that the reader of the mail asks it.
    """
    services.person_behind(token)
    if request.method == "POST":
        services.unsubscribe(request.actor, token)
        return render(request, "dossiers/unsubscribed.html")
    return render(request, "dossiers/unsubscribe.html")


def _person(request: HttpRequest) -> Person:
    person = speaker(request.actor)
    if person is None:
        raise NotAllowed(_("Log in om te zien wat u volgt."))
    return person
