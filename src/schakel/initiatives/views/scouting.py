"""What an office finds when it looks around: its list, and the note at one initiative."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schakel.areas import queries as areas
from schakel.base.exceptions import NotAllowed
from schakel.base.paging import page_of
from schakel.initiatives.forms.scouting import ScoutForm
from schakel.initiatives.permissions import may_say_again
from schakel.initiatives.queries import scouting as queries
from schakel.initiatives.services import scouting as services
from schakel.initiatives.views.public import found
from schakel.people.permissions import is_official
from schakel.people.views.tasks import GET_OR_POST, task


@never_cache
@require_safe
def noted(request: HttpRequest) -> HttpResponse:
    if not is_official.test(request.actor):
        raise NotAllowed(_("Alleen een medewerker van een gemeente leest deze lijst."))
    area = areas.by_code(request.GET.get("buurt", ""))
    page = page_of(request, queries.noted(request.actor, area))
    return render(request, "initiatives/scouting.html", {"page": page, "area": area})


@never_cache
@GET_OR_POST
def note(request: HttpRequest, address: str) -> HttpResponse:
    initiative = found(request, address)
    if not may_say_again.test(request.actor, initiative.dossier):
        raise NotAllowed(_("Alleen een medewerker van deze gemeente kan dit doen."))
    known = queries.of(initiative)
    if request.method == "POST" and "weg" in request.POST:
        return task(
            request,
            lambda data: services.take_off(request.actor, initiative),
            heading="",
            button="",
            back=reverse("initiatives:scouting"),
            done=_("Het staat niet meer op de lijst."),
        )
    return task(
        request,
        lambda data: services.note(request.actor, initiative, why=data["why"], helps=data["helps"]),
        heading=_("Zet dit op de verkenning"),
        about=initiative.dossier.title,
        text=_("De groep leest mee. Het geeft geen recht en geen voorrang."),
        button=_("Zet het erop"),
        back=reverse("initiatives:scouting"),
        done=_("Het staat op de lijst. Bel de groep, en vraag wat u kunt doen."),
        form=ScoutForm(
            request.POST or None,
            initial={"why": known.why, "helps": known.helps} if known else None,
        ),
        template="initiatives/scout_form.html",
        known=known,
    )
