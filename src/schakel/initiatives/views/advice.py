"""The log of advice: what a critical friend sees, and what the group says back."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from schakel.base.exceptions import NotAllowed
from schakel.base.paging import page_of
from schakel.dossiers.permissions import may_advise
from schakel.dossiers.queries.remarks import advice
from schakel.dossiers.services.advice import advise
from schakel.initiatives.forms.people import AdviceForm
from schakel.initiatives.views.public import found
from schakel.people.views.tasks import GET_OR_POST, task


@GET_OR_POST
@never_cache
def log(request: HttpRequest, address: str) -> HttpResponse:
    dossier = found(request, address).dossier
    if not may_advise.test(request.actor, dossier):
        raise NotAllowed(_("Alleen de groep en haar kritische vrienden lezen dit."))
    return task(
        request,
        lambda data: advise(request.actor, dossier, text=data["text"]),
        heading=_("Advies van kritische vrienden"),
        about=dossier.title,
        text=_("Een kritische vriend kijkt mee en geeft raad. De groep beslist zelf."),
        button=_("Schrijf het op"),
        done=_("Het staat erbij."),
        back=request.path,
        form=AdviceForm(request.POST or None),
        template="initiatives/advice.html",
        page=page_of(request, advice(request.actor, dossier)),
        up=dossier.get_absolute_url(),
    )
