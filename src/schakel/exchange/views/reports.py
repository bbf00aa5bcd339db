"""Reporting a line, and what an office does about it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from schakel.base.attempts import Limit
from schakel.base.exceptions import NotAllowed
from schakel.exchange import forms, queries, services
from schakel.exchange.permissions import may_moderate
from schakel.people.views.tasks import GET_OR_POST, task

_often = Limit(
    "exchange.report", gettext_lazy("U meldde te vaak. Probeer het opnieuw na %(time)s uur.")
)


@GET_OR_POST
@never_cache
def report(request: HttpRequest, address: str) -> HttpResponse:
    line = queries.by_address(request.actor, address)
    if line is None:
        raise Http404

    def act(data: dict[str, Any]) -> None:
        _often.check(request.client_address)
        _often.count(request.client_address)
        services.report(request.actor, line, reason=data["reason"])

    return task(
        request,
        act,
        heading=_("Meld dat dit niet goed is"),
        about=line.title,
        text=_("Een medewerker leest dit. Wie het schreef, ziet niet wie het meldde."),
        button=_("Meld het"),
        done=_("Dank u wel. Een medewerker kijkt ernaar."),
        back=line.get_absolute_url(),
        form=forms.ReasonForm(request.POST or None),
    )


@GET_OR_POST
@never_cache
def handle(request: HttpRequest, address: str) -> HttpResponse:
    """What was reported, in the words of who reported it; take the line away, or leave it."""
    line = queries.reported(address)
    if line is None:
        raise Http404
    if not may_moderate.test(request.actor, line):
        raise NotAllowed(_("Alleen een medewerker van deze gemeente kan dit doen."))
    leaves = "laat" in request.POST
    form = None if leaves else forms.ReasonForm(request.POST or None)

    def act(data: dict[str, Any]) -> object:
        if leaves:
            return services.dismiss(request.actor, line)
        return services.remove(request.actor, line, reason=data["reason"])

    return task(
        request,
        act,
        heading=_("Is dit in orde?"),
        about=line.title,
        text=line.text,
        button=_("Haal het weg"),
        done=_("Het is bewaard."),
        back=reverse("processes:worklist"),
        form=form,
        template="exchange/report.html",
        reports=list(line.reports.filter(handled=None)),
    )
