"""Pages that exist in the demo only: example people, a code to vote with, and the post."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from schakel.base.actor import Actor
from schakel.base.paging import page_of
from schakel.people.models import Person
from schakel.voice import queries as ballot_boxes
from schakel.voice import services as voice
from schakel.voice.models import BallotBox
from schakel.web.demo import examples
from schakel.web.demo.builder import OPEN_ROUND
from schakel.web.demo.content import municipalities, round_content, stable_id
from schakel.web.demo.models import Mail


@require_safe
@never_cache
def people(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "demo/people.html",
        {"examples": examples.EXAMPLES, "box": _open_box(), "municipalities": municipalities()},
    )


@require_POST
def signin(request: HttpRequest) -> HttpResponse:
    """Become an example person. Nobody else: an account that was made by hand keeps its password."""
    example = examples.by_key(request.POST.get("persoon", ""))
    person = (
        Person.objects.filter(id=stable_id(f"person.{example.key}")).first() if example else None
    )
    if example is None or person is None:
        raise Http404
    login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect(example.first_page())


@require_POST
@never_cache
@sensitive_variables("issued")
def code(request: HttpRequest) -> HttpResponse:
    """One new code for the open round, shown once. The letter on paper does not exist in the demo."""
    box = _open_box()
    if box is None:
        return render(request, "demo/code.html", {"box": None, "code": ""})
    (issued,) = voice.issue_codes(Actor.system(), box, 1)
    return render(request, "demo/code.html", {"box": box, "code": issued.code})


@require_safe
@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/outbox.html", {"page": page_of(request, Mail.objects.all())})


def _open_box() -> BallotBox | None:
    return ballot_boxes.open_boxes().filter(dossier=round_content(OPEN_ROUND).id).first()
