"""Two initiatives that go on as one: the proposal, and the answer."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.initiatives import queries
from schakel.initiatives.forms.merging import MergeForm
from schakel.initiatives.models import Merge
from schakel.initiatives.permissions import runs
from schakel.initiatives.queries.merging import by_number
from schakel.initiatives.services import merging as services
from schakel.initiatives.views.public import found
from schakel.people.views.tasks import GET_OR_POST, task


@never_cache
@GET_OR_POST
def propose(request: HttpRequest, address: str) -> HttpResponse:
    gone = found(request, address)
    if not runs.test(request.actor, gone):
        raise NotAllowed(_("Alleen wie dit initiatief trekt, stelt dit voor."))

    def act(data: dict[str, Any]) -> Merge:
        text = data["into"].strip().rstrip("/").rsplit("/", 1)[-1]
        into = queries.by_address(request.actor, text)
        if into is None:
            raise InputRefused(_("Dat initiatief vinden wij niet. Plak het adres van de pagina."))
        return services.propose(request.actor, gone, into, why=data["why"])

    return task(
        request,
        act,
        heading=_("Ga samen verder"),
        about=gone.dossier.title,
        text=_(
            "Zegt de ander ja? Dan is dit initiatief klaar en leidt de pagina naar het andere. "
            "Wie het bedacht, blijft staan. Wat openstaat, gaat mee."
        ),
        button=_("Stel het voor"),
        back=gone.get_absolute_url(),
        to=lambda merge: reverse("initiatives:merge", args=[merge.pk]),
        form=MergeForm(request.POST or None),
    )


@never_cache
@GET_OR_POST
def merge(request: HttpRequest, number: int) -> HttpResponse:
    row = by_number(number)
    if row is None:
        raise Http404
    mine = {side: runs.test(request.actor, getattr(row, side)) for side in ("gone", "into")}
    if row.done is None and not any(mine.values()):
        raise Http404
    if request.method == "POST":
        if "ja" in request.POST:
            services.accept(request.actor, row)
            return redirect(row.into.get_absolute_url())
        services.leave(request.actor, row)
        return redirect((row.into if mine["into"] else row.gone).get_absolute_url())
    return render(request, "initiatives/merge.html", {"merge": row, "mine": mine})
