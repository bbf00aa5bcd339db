"""Writing down in whose words a dossier is told."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from schakel.base.exceptions import NotAllowed
from schakel.dossiers import forms
from schakel.dossiers.queries.wordings import voices
from schakel.dossiers.services import wordings as services
from schakel.dossiers.views.common import found, task


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, address: str, voice: str) -> HttpResponse:
    dossier = found(request, address)
    chosen = next((each for each in voices(request.actor, dossier) if each.key == voice), None)
    if chosen is None:
        raise Http404
    if not chosen.may_change:
        raise NotAllowed(_("Deze woorden zijn van een ander. Alleen die partij wijzigt ze."))
    known = {"text": chosen.wording.text, "source": chosen.wording.source} if chosen.wording else {}
    return task(
        request,
        dossier,
        lambda data: services.word(request.actor, dossier, voice, **data),
        heading=chosen.label,
        text=_("Iedereen kan dit lezen, naast de woorden van de ander."),
        button=_("Bewaar"),
        done=_("De woorden staan erbij."),
        back=f"{dossier.get_absolute_url()}#woorden",
        form=forms.WordingForm(request.POST or None, initial=known),
    )
