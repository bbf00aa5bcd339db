"""Who wants to do something in a neighbourhood: find each other, by choice, without giving an address."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from schakel.areas import queries as areas
from schakel.base.attempts import Limit
from schakel.base.paging import page_of
from schakel.exchange import services as exchange
from schakel.initiatives.forms.neighbours import GreetingForm, NeighbourForm
from schakel.initiatives.models import Neighbour
from schakel.initiatives.models.initiatives import DOMAINS
from schakel.initiatives.queries import neighbours as queries
from schakel.initiatives.services import neighbours as services
from schakel.people.views.tasks import task

_form = require_http_methods(["GET", "HEAD", "POST"])
_often = Limit(
    "initiatives.greeting",
    gettext_lazy("U schreef veel mensen achter elkaar. Verder kan na %(time)s uur."),
)


@never_cache
@require_safe
def neighbours(request: HttpRequest) -> HttpResponse:
    area = areas.by_code(request.GET.get("buurt", ""))
    domain, kind = request.GET.get("onderwerp", ""), request.GET.get("soort", "")
    found = queries.neighbours(
        request.actor,
        area=area,
        domain=domain if domain in DOMAINS else "",
        kind=kind if kind in Neighbour.Kind.values else "",
    )
    return render(
        request,
        "initiatives/neighbours.html",
        {
            "area": area,
            "page": page_of(request, found),
            "mine": queries.mine(request.actor),
            "domain": domain,
            "kind": kind,
            "domains": DOMAINS.items(),
            "kinds": Neighbour.Kind.choices,
        },
    )


@never_cache
@login_required
@_form
def me(request: HttpRequest) -> HttpResponse:
    mine = queries.mine(request.actor)
    area = mine.area if mine else areas.by_code(request.GET.get("buurt", ""))
    filled = (
        {name: getattr(mine, name) for name in ("called", "wants", "kind", "domains")}
        if mine
        else {"kind": Neighbour.Kind.RESIDENT}
    )
    if request.method == "POST" and "weg" in request.POST:
        return task(
            request,
            lambda data: services.be_found_no_more(request.actor),
            heading="",
            button="",
            back=reverse("initiatives:neighbours"),
            done=_("U staat er niet meer bij."),
        )
    form = NeighbourForm(request.POST or None, area=area, initial=filled)

    def act(data: dict[str, Any]) -> Neighbour:
        known = services.Known(data["called"], data["wants"], data["kind"], data["domains"])
        return services.be_found(request.actor, data["area"], known)

    return task(
        request,
        act,
        heading=_("Laat u vinden"),
        text=_("Wie ingelogd is, leest dit en kan u een bericht sturen. Niemand ziet uw adres."),
        button=_("Zet mij erbij"),
        back=reverse("initiatives:neighbours"),
        done=_("Mensen uit de buurt kunnen u nu vinden."),
        form=form,
        template="initiatives/neighbour_form.html",
        mine=mine,
    )


@never_cache
@login_required
@_form
def greet(request: HttpRequest, number: int) -> HttpResponse:
    neighbour = queries.neighbours(request.actor).filter(pk=number).first()
    if neighbour is None:
        raise Http404
    form = GreetingForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        writer = str(request.actor.person.pk)
        _often.check(writer)
        _often.count(writer)
        services.greet(request.actor, neighbour, data["text"])

    return task(
        request,
        act,
        heading=_("Stuur %(called)s een bericht") % {"called": neighbour.called},
        text=_("Vertel wie u bent en wat u wilt. De ander kiest of er een antwoord komt."),
        button=_("Verstuur"),
        back=reverse("initiatives:neighbours"),
        done=_("Uw bericht is verstuurd."),
        form=form,
    )


@never_cache
@login_required
@_form
def block_sender(request: HttpRequest, token: str) -> HttpResponse:
    """By the link in the mail of a first word; it works for who got that mail only."""
    sender = queries.sender_of(request.actor, token)
    if sender is None:
        raise Http404
    return task(
        request,
        lambda data: exchange.block_person(request.actor, sender),
        heading=_("Wilt u deze persoon niet meer zien?"),
        text=_(
            "Deze persoon ziet dan niets meer van u en kan u niets meer vragen. "
            "Wat u elkaar beloofde, stopt."
        ),
        button=_("Blokkeer deze persoon"),
        back=reverse("exchange:blocks"),
        done=_("Deze persoon kan u niets meer vragen."),
    )
