"""The circle around a group: who wants to be asked for help, and the group that asks."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schakel.base.attempts import Limit
from schakel.base.exceptions import NotAllowed
from schakel.exchange.models import Line
from schakel.exchange.services import Terms
from schakel.initiatives.forms.circle import CircleForm, HelpForm
from schakel.initiatives.permissions import is_in_it
from schakel.initiatives.queries import participants as reads
from schakel.initiatives.services import circle as services
from schakel.initiatives.views.public import found
from schakel.people.views.tasks import GET_OR_POST, sign_in_first, task

_often = Limit(
    "initiatives.circle",
    gettext_lazy("U vroeg de kring al een paar keer. Verder kan na %(time)s uur."),
)


@never_cache
@require_safe
def circle(request: HttpRequest, address: str) -> HttpResponse:
    initiative = found(request, address)
    inside = is_in_it.test(request.actor, initiative)
    people = reads.circle(initiative)
    return render(
        request,
        "initiatives/circle.html",
        {
            "initiative": initiative,
            "inside": inside,
            "people": list(people[:100]) if inside else [],
            "number": people.count(),
            "mine": reads.mine(request.actor, initiative),
        },
    )


@never_cache
@GET_OR_POST
def stand_in(request: HttpRequest, address: str) -> HttpResponse:
    initiative = found(request, address)
    if request.actor.person is None:
        return sign_in_first(request)
    back = reverse("initiatives:circle", args=[initiative.dossier.short_id])
    mine = reads.mine(request.actor, initiative)
    if request.method == "POST" and "weg" in request.POST:
        services.step_out(request.actor, initiative)
        messages.success(request, _("U staat niet meer in de kring."))
        return redirect(back)
    return task(
        request,
        lambda data: services.stand_in(request.actor, initiative, helps=data["helps"]),
        heading=_("Kom in de kring"),
        about=initiative.dossier.title,
        text=_("De groep ziet uw naam en mag u om hulp vragen, per mail. U kunt altijd stoppen."),
        button=_("Ik sta in de kring"),
        back=back,
        done=_("U staat in de kring. De groep weet u te vinden."),
        form=CircleForm(request.POST or None, initial={"helps": mine.helps if mine else ""}),
    )


@never_cache
@GET_OR_POST
def ask(request: HttpRequest, address: str) -> HttpResponse:
    initiative = found(request, address)
    if not is_in_it.test(request.actor, initiative):
        raise NotAllowed(_("Alleen wie bij de groep hoort, vraagt de kring om hulp."))

    def act(data: dict[str, Any]) -> tuple[Line, int]:
        writer = str(initiative.pk)
        _often.check(writer)
        _often.count(writer)
        terms = Terms(data["kind"], data["title"], data["text"], due=data["due"])
        return services.ask(request.actor, initiative, terms)

    return task(
        request,
        act,
        heading=_("Vraag de kring om hulp"),
        about=initiative.dossier.title,
        text=_("Iedereen in de kring krijgt een mail. De vraag staat ook open voor de buurt."),
        button=_("Vraag het"),
        back=reverse("initiatives:circle", args=[initiative.dossier.short_id]),
        to=lambda asked: _told(request, *asked),
        form=HelpForm(request.POST or None),
    )


def _told(request: HttpRequest, line: Line, mails: int) -> str:
    messages.success(
        request,
        ngettext(
            "De vraag staat er. %(number)s mens uit de kring kreeg een mail.",
            "De vraag staat er. %(number)s mensen uit de kring kregen een mail.",
            mails,
        )
        % {"number": mails},
    )
    return line.get_absolute_url()
