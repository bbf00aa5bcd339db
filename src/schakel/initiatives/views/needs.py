"""Asking everything that is needed in one form, and answering it for the municipality."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schakel.base import formats
from schakel.base.exceptions import NotAllowed
from schakel.exchange.models import Line
from schakel.exchange.queries import contributions
from schakel.exchange.templatetags.exchange import amount_of
from schakel.initiatives import permissions
from schakel.initiatives.forms.needs import AnswerNeedForm, NeedForm
from schakel.initiatives.queries import needs as queries
from schakel.initiatives.services import needs as services
from schakel.initiatives.views.public import found
from schakel.people.permissions import is_official
from schakel.people.views.tasks import GET_OR_POST, task


@GET_OR_POST
@never_cache
def ask(request: HttpRequest, address: str) -> HttpResponse:
    initiative = found(request, address)
    if not permissions.is_in_it.test(request.actor, initiative):
        raise NotAllowed(_("Alleen wie dit doet, kan er iets voor vragen. Bied zelf iets aan."))
    form = NeedForm(request.POST or None)
    return task(
        request,
        lambda data: services.ask(request.actor, initiative, form.wanted()),
        heading=_("Wat hebt u nodig?"),
        about=initiative.dossier.title,
        text=_("Eén formulier voor alles. De buurt ziet het, en de gemeente antwoordt."),
        button=_("Vraag het"),
        done=_("Het staat op de pagina. De gemeente geeft antwoord."),
        back=f"{initiative.get_absolute_url()}#nodig",
        form=form,
    )


@require_safe
def given(request: HttpRequest, address: str) -> HttpResponse:
    """What people and groups gave beside what the government gave, kind by kind."""
    initiative = found(request, address)
    rows = [
        (
            Line.Kind(one.kind).label,
            _said(one.kind, one.own, one.own_times),
            _said(one.kind, one.public, one.public_times),
        )
        for one in contributions(initiative.dossier)
    ]
    return render(
        request,
        "initiatives/given.html",
        {
            "initiative": initiative,
            "rows": rows,
            "columns": (_("Soort"), _("Van mensen en groepen"), _("Van de overheid")),
        },
    )


def _said(kind: str, quantity: int | None, times: int) -> str:
    """The amount, or how often when nobody gave a number."""
    if not times:
        return "–"
    often = ngettext("%(n)s keer", "%(n)s keer", times) % {"n": formats.count(times)}
    how_much = amount_of(kind, quantity, None)
    return f"{how_much} ({often})" if how_much else often


@GET_OR_POST
@never_cache
def answer(request: HttpRequest, number: int) -> HttpResponse:
    if not is_official.test(request.actor):
        raise NotAllowed(_("Alleen een medewerker van deze gemeente kan dit doen."))
    need = queries.by_number(request.actor, number)
    if need is None:
        raise Http404
    return task(
        request,
        lambda data: services.answer(
            request.actor, need, data["said"], because=data["because"], again=data["again"]
        ),
        heading=need.get_type_display(),
        about=need.initiative.dossier.title,
        text=f"{need.line.title}{need.line.text}",
        button=_("Geef antwoord"),
        done=_("Het antwoord staat op de pagina."),
        back=f"{need.initiative.get_absolute_url()}#nodig",
        form=AnswerNeedForm(request.POST or None),
    )
