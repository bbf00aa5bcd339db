"""The package for who begins: what is in it, who puts it there, and asking for it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from schakel.base.exceptions import NotAllowed
from schakel.base.paging import page_of
from schakel.exchange.models import Line
from schakel.exchange.permissions import may_moderate
from schakel.initiatives.forms.starters import PackageForm, StarterForm
from schakel.initiatives.permissions import is_in_it
from schakel.initiatives.queries import starters as queries
from schakel.initiatives.services import starters as services
from schakel.initiatives.views.public import found
from schakel.people.models import Party
from schakel.people.permissions import is_official
from schakel.people.queries import home_of
from schakel.people.views.tasks import GET_OR_POST, task


@never_cache
@GET_OR_POST
def ask(request: HttpRequest, address: str) -> HttpResponse:
    initiative = found(request, address)
    if not is_in_it.test(request.actor, initiative):
        raise NotAllowed(_("Alleen wie dit doet, vraagt het startpakket aan."))
    items = queries.for_group(request.actor, initiative)
    form = PackageForm(request.POST or None, items=items)

    def act(data: dict[str, Any]) -> list[Line]:
        chosen = set(data["items"])
        return services.ask(
            request.actor, initiative, [item for item in items if str(item.pk) in chosen]
        )

    return task(
        request,
        act,
        heading=_("Het startpakket"),
        about=initiative.dossier.title,
        text=_("Dit is er voor wie begint. Kies wat u kunt gebruiken. Wie het biedt, zegt ja.")
        if items
        else _("Er staat nu niets in het pakket dat u nog niet vroeg."),
        button=_("Vraag dit aan"),
        back=f"{initiative.get_absolute_url()}#nodig",
        done=_("Uw vraag is verstuurd. U ziet het antwoord bij “Mijn beloften”."),
        form=form if items else None,
        to=lambda lines: initiative.get_absolute_url(),
    )


@never_cache
@require_safe
def package(request: HttpRequest) -> HttpResponse:
    """For an office: what stands in the package, and what can be put in."""
    home = _home(request)
    return render(
        request,
        "initiatives/starters.html",
        {
            "items": [
                (item, may_moderate.test(request.actor, item.line))
                for item in queries.package(home)
            ],
            "page": page_of(request, queries.can_be_added(request.actor, home, request.actor.area)),
        },
    )


@never_cache
@GET_OR_POST
def put_in(request: HttpRequest, line: str) -> HttpResponse:
    home = _home(request)
    row = queries.can_be_added(request.actor, home, request.actor.area)
    offer = row.filter(short_id=line).first()
    if offer is None:
        raise Http404
    return task(
        request,
        lambda data: services.put_in(request.actor, offer, why=data["why"]),
        heading=_("Zet dit in het startpakket"),
        about=offer.title,
        button=_("Zet erin"),
        back=reverse("initiatives:starters"),
        done=_("Het staat in het pakket."),
        form=StarterForm(request.POST or None),
    )


@require_POST
def take_out(request: HttpRequest, number: int) -> HttpResponse:
    item = queries.package(_home(request)).filter(pk=number).first()
    if item is None:
        raise Http404
    services.take_out(request.actor, item)
    messages.success(request, _("Het staat niet meer in het pakket."))
    return redirect("initiatives:starters")


def _home(request: HttpRequest) -> Party:
    home = home_of(request.actor.party)
    if home is None or not is_official.test(request.actor):
        raise NotAllowed(_("Alleen een medewerker van deze gemeente stelt het pakket samen."))
    return home
