"""Calendar files: of an area and of a party to subscribe to, and one of somebody's own to read in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schakel.agenda import calendar, forms, queries, reading, services
from schakel.agenda.views.organising import refuse_unless_adds
from schakel.agenda.views.public import area_of
from schakel.base.actor import Actor
from schakel.people import queries as people
from schakel.people.views.tasks import GET_OR_POST, sign_in_first, task

# A calendar program reads the whole file again and again.
_MOST = 2_000


@require_safe
def of_area(request: HttpRequest, code: str) -> HttpResponse:
    area = area_of(code)
    assert area is not None
    found = queries.whole(Actor.visitor(), area=area)[:_MOST]
    return _file(area.name, calendar.calendar(area.name, found), code.lower())


@require_safe
def of_party(request: HttpRequest, address: str) -> HttpResponse:
    party = people.party_by_address(address)
    if party is None:
        raise Http404
    found = queries.whole(Actor.visitor(), party=party)[:_MOST]
    return _file(party.name, calendar.calendar(party.name, found), party.short_id)


def _file(name: str, content: bytes, file: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="agenda-{file}.ics"'
    return response


@GET_OR_POST
@never_cache
def read_in(request: HttpRequest) -> HttpResponse:
    if request.actor.person is None:
        return sign_in_first(request)
    refuse_unless_adds(request)
    form = forms.ReadForm(
        request.POST or None,
        request.FILES or None,
        area=request.actor.area or request.actor.party.area,
    )

    def act(data: dict[str, Any]) -> services.Read:
        # One more than is allowed: the reader refuses it by its size.
        content = form.cleaned_data["file"].read(reading.MOST_BYTES + 1)
        return services.read_in(request.actor, data["area"], content)

    return task(
        request,
        act,
        heading=_("Lees uw agenda in"),
        text=_("Alles uit het bestand komt in de agenda, of niets. U leest wat er niet klopt."),
        button=_("Lees in"),
        back=reverse("agenda:week"),
        to=lambda read: _told(request, read),
        form=form,
        template="agenda/read.html",
    )


def _told(request: HttpRequest, read: services.Read) -> str:
    words = ngettext(
        "%(number)s activiteit is ingelezen.", "%(number)s activiteiten zijn ingelezen.", read.added
    ) % {"number": read.added}
    if read.known:
        words += " " + _("%(number)s stond er al.") % {"number": read.known}
    messages.success(request, words)
    return reverse("agenda:week")


read_in.accepts_files = True
