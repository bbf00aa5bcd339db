"""Who decides here: the mandates with their source, for everybody."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schakel.base import clock
from schakel.base.exceptions import NotAllowed
from schakel.base.paging import page_of
from schakel.people import forms, permissions, queries, services
from schakel.people.models import Mandate, Party
from schakel.people.views.tasks import GET_OR_POST, task


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.who_decides(clock.today()))
    return render(
        request,
        "people/mandates.html",
        {
            "page": page,
            "lines": [
                (queries.line(mandate), permissions.may_manage.test(request.actor, mandate.party))
                for mandate in page
            ],
            "may_give": bool(_own_parties(request)),
        },
    )


@require_safe
def index_json(request: HttpRequest) -> JsonResponse:
    page = page_of(request, queries.who_decides(clock.today()))
    return JsonResponse(
        {
            "aantal": page.paginator.count,
            "pagina": page.number,
            "mandaten": [
                {
                    "waarover": str(line.subject),
                    "functie": line.office,
                    "gegeven door": line.mandate.giver,
                    "bron": line.mandate.source,
                    "vanaf": line.mandate.starts.isoformat(),
                    "tot en met": line.mandate.ends.isoformat() if line.mandate.ends else None,
                }
                for line in map(queries.line, page)
            ],
        }
    )


def _own_parties(request: HttpRequest) -> list[Party]:
    """The parties whose mandates this actor lays down: their own, and its departments."""
    party = request.actor.party
    if party is None or party.ended or not permissions.manages.test(request.actor, party):
        return []
    departments = party.members.filter(kind=Party.Kind.DEPARTMENT, ended=None).order_by("name")
    return [party, *departments]


@GET_OR_POST
def new(request: HttpRequest) -> HttpResponse:
    parties = _own_parties(request)
    if not parties:
        raise NotAllowed(_("Alleen wie een partij bestuurt legt een mandaat vast."))
    by_short_id = {party.short_id: party for party in parties}
    form = forms.MandateForm(request.POST or None, parties=parties)

    def act(data: dict[str, Any]) -> Mandate:
        return services.give_mandate(request.actor, **{**data, "party": by_short_id[data["party"]]})

    return task(
        request,
        act,
        form=form,
        heading=_("Een mandaat vastleggen"),
        text=_("Daarna ziet iedereen welke functie hierover beslist, en waar dat staat."),
        button=_("Leg het mandaat vast"),
        back=reverse("people:mandates"),
        done=_("Het mandaat staat in de lijst."),
    )


@GET_OR_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    mandate = queries.mandate_by_id(pk)
    if mandate is None:
        raise Http404
    if not permissions.may_manage.test(request.actor, mandate.party):
        raise NotAllowed(
            _("Alleen wie %(party)s bestuurt trekt een mandaat in.") % {"party": mandate.party}
        )
    return task(
        request,
        lambda data: services.end_mandate(request.actor, mandate, **data),
        form=forms.ReasonForm(request.POST or None),
        heading=_("Dit mandaat intrekken?"),
        about=str(queries.line(mandate).subject),
        text=_("Vandaag is dan de laatste dag. Wat al besloten is, blijft gelden."),
        button=_("Trek het mandaat in"),
        back=reverse("people:mandates"),
        done=_("Het mandaat houdt na vandaag op."),
    )
