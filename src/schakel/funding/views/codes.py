"""Codes for the letters: in the clear in one answer, and nowhere after it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.funding import forms
from schakel.funding.models import Round
from schakel.funding.views.officials import confirmation, own
from schakel.voice import codes as voice_codes
from schakel.voice import services as voice


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("issued")
def codes(request: HttpRequest, address: str) -> HttpResponse:
    round = own(request, address)
    if round.dossier.process.state != "voting":
        raise NotAllowed(_("Codes maakt u zodra het stemmen open is."))
    form = forms.CodesForm(request.POST or None, initial={"form": "csv"})
    refusal = ""
    if request.method == "POST" and form.is_valid():
        box = round.dossier.ballot_box
        try:
            if form.cleaned_data["reissue"]:
                issued = [voice.reissue(request.actor, box, form.cleaned_data["reissue"])]
            else:
                issued = voice.issue_codes(request.actor, box, form.cleaned_data["number"])
        except InputRefused as refused:
            refusal = str(refused)
        else:
            return _codes_file(request, round, issued, form.cleaned_data["form"])
    return confirmation(
        request,
        round,
        heading=_("Codes voor de brieven"),
        text=_(
            "U ziet de codes maar één keer. Bewaar het bestand veilig en gooi het na het printen weg."
        ),
        button=_("Maak de codes"),
        back=round.get_absolute_url(),
        form=form,
        refusal=refusal,
    )


@sensitive_variables("issued")
def _codes_file(
    request: HttpRequest, round: Round, issued: list[voice_codes.IssuedCode], form: str
) -> HttpResponse:
    name = f"codes-{round.dossier.short_id}"
    if form == "csv":
        response = HttpResponse(
            voice_codes.codes_csv(issued), content_type="text/csv; charset=utf-8"
        )
        name += ".csv"
    else:
        address = request.build_absolute_uri(reverse("voice:code", args=[round.dossier.address]))
        sheet = voice_codes.sheet(round.dossier.ballot_box, issued, address=address)
        response = HttpResponse(sheet, content_type="text/html; charset=utf-8")
        name += ".html"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
