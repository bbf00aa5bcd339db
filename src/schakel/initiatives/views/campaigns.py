"""Asking a neighbourhood: the list, one with its answers, answering, entering and ordering."""

import csv
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from schakel.areas import queries as areas
from schakel.base import clock
from schakel.base.attempts import Limit
from schakel.base.exceptions import NotAllowed
from schakel.base.paging import page_of
from schakel.initiatives.datapack import harmless
from schakel.initiatives.forms import campaigns as forms
from schakel.initiatives.forms.parts import ReasonForm
from schakel.initiatives.models import Campaign, Response, Topic
from schakel.initiatives.permissions.campaigns import may_begin, may_keep
from schakel.initiatives.queries import campaigns as queries
from schakel.initiatives.services import campaigns as services
from schakel.people.views.tasks import GET_OR_POST, sign_in_first, task

_often = Limit(
    "initiatives.response",
    gettext_lazy("U gaf veel antwoorden achter elkaar. Verder kan na %(time)s uur."),
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    area = areas.by_code(request.GET.get("buurt", ""))
    return render(
        request,
        "initiatives/campaigns.html",
        {
            "page": page_of(request, queries.campaigns(request.actor, area)),
            "area": area,
            "may_begin": may_begin.test(request.actor),
            "today": clock.today(),
        },
    )


def _found(request: HttpRequest, address: str) -> Campaign:
    campaign = queries.by_address(request.actor, address)
    if campaign is None:
        raise Http404
    return campaign


def _kept(request: HttpRequest, address: str) -> Campaign:
    campaign = _found(request, address)
    if not may_keep.test(request.actor, campaign):
        raise NotAllowed(_("Alleen wie dit vraagt, kan dit. Wissel van rol als u dat bent."))
    return campaign


@require_safe
def detail(request: HttpRequest, address: str) -> HttpResponse:
    campaign = _found(request, address)
    keeps = may_keep.test(request.actor, campaign)
    chosen = request.GET.get("onderwerp", "")
    topics = queries.topics(campaign)
    found = queries.answers(campaign)
    topic = next((each for each in topics if str(each.pk) == chosen), None)
    if topic is not None:
        found = found.filter(topic=topic)
    elif chosen == "los":
        found = found.filter(topic=None)
    return render(
        request,
        "initiatives/campaign.html",
        {
            "campaign": campaign,
            "dossier": campaign.dossier,
            "topics": topics,
            "topic": topic,
            "chosen": chosen,
            "page": page_of(request, found),
            "known": queries.known(campaign),
            "gathered": queries.gathered(campaign),
            "open": campaign.closes >= clock.today(),
            "keeps": keeps,
            "waiting": queries.waiting(campaign).count() if keeps else 0,
        },
    )


@require_safe
def answers_csv(request: HttpRequest, address: str) -> HttpResponse:
    """Every shown answer in its raw words, with how it was gathered and where people put it."""
    campaign = _found(request, address)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{campaign.dossier.short_id}.csv"'
    writer = csv.writer(response, lineterminator="\r\n")
    writer.writerow(("antwoord", "hoe", "dag", "onderwerp", "voorgesteld"))
    for each in queries.answers(campaign)[:10_000]:
        topic = each.topic.name if each.topic else ""
        writer.writerow(map(harmless, (each.text, each.how, each.day, topic, each.proposed)))
    return response


@GET_OR_POST
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    if request.actor.person is None:
        return sign_in_first(request)
    if not may_begin.test(request.actor):
        raise NotAllowed(_("Wissel naar de rol van de groep of organisatie die dit vraagt."))
    form = forms.CampaignForm(
        request.POST or None, area=areas.by_code(request.GET.get("buurt", "")) or request.actor.area
    )
    return task(
        request,
        lambda data: services.begin(request.actor, data["area"], form.asked()),
        heading=_("Vraag het de buurt"),
        text=_("Aan de deur, op kaarten en hier. Alle antwoorden blijven te lezen."),
        button=_("Begin"),
        back=reverse("initiatives:campaigns"),
        to=_page,
        form=form,
    )


def _page(campaign: Campaign) -> str:
    return campaign.dossier.get_absolute_url()


@GET_OR_POST
@never_cache
def answer(request: HttpRequest, address: str) -> HttpResponse:
    campaign = _found(request, address)
    form = forms.ResponseForm(
        request.POST or None, question=campaign.question, known=campaign.known
    )

    def act(data: dict[str, Any]) -> None:
        _often.check(request.client_address)
        _often.count(request.client_address)
        services.answer(request.actor, campaign, data["text"], knows=form.knowing())

    return task(
        request,
        act,
        heading=campaign.dossier.title,
        text=campaign.dossier.purpose,
        button=_("Geef antwoord"),
        done=_("Dank u wel. Wie dit vraagt, leest uw antwoord eerst."),
        back=_page(campaign),
        form=form,
    )


@GET_OR_POST
@never_cache
def enter(request: HttpRequest, address: str) -> HttpResponse:
    campaign = _kept(request, address)
    form = forms.EnterForm(request.POST or None, initial={"day": clock.today()})
    return task(
        request,
        lambda data: services.enter(
            request.actor, campaign, form.answers(), how=data["how"], day=data["day"]
        ),
        heading=_("Voer antwoorden in"),
        about=campaign.question,
        text=_("Wat u aan de deur of op kaarten kreeg. Noem geen namen."),
        button=_("Voer in"),
        done=_("De antwoorden staan erbij."),
        back=_page(campaign),
        form=form,
    )


@never_cache
@require_safe
def waiting(request: HttpRequest, address: str) -> HttpResponse:
    campaign = _kept(request, address)
    return render(
        request,
        "initiatives/responses.html",
        {"campaign": campaign, "page": page_of(request, queries.waiting(campaign))},
    )


@require_POST
def order(request: HttpRequest, address: str) -> HttpResponse:
    campaign = _kept(request, address)
    services.order(request.actor, campaign)
    return redirect(_page(campaign))


def _response(request: HttpRequest, number: int) -> Response:
    found = queries.response(number)
    if found is None or queries.by_address(request.actor, found.campaign.dossier.short_id) is None:
        raise Http404
    if not may_keep.test(request.actor, found.campaign):
        raise NotAllowed(_("Alleen wie dit vraagt, ordent de antwoorden."))
    return found


@require_POST
def show(request: HttpRequest, number: int) -> HttpResponse:
    response = _response(request, number)
    services.show(request.actor, response)
    return redirect("initiatives:responses", address=response.campaign.dossier.short_id)


@GET_OR_POST
def hide(request: HttpRequest, number: int) -> HttpResponse:
    response = _response(request, number)
    return task(
        request,
        lambda data: services.hide(request.actor, response, reason=data["reason"]),
        heading=_("Haal dit antwoord weg"),
        about=response.text,
        button=_("Haal het weg"),
        done=_("Het is weg."),
        back=_page(response.campaign),
        form=ReasonForm(request.POST or None),
    )


@GET_OR_POST
def place(request: HttpRequest, number: int) -> HttpResponse:
    response = _response(request, number)
    now = response.topic.name if response.topic else ""
    return task(
        request,
        lambda data: services.place(request.actor, response, data["name"]),
        heading=_("Zet dit antwoord ergens anders"),
        about=response.text,
        button=_("Bewaar"),
        done=_("Het is bewaard."),
        back=_page(response.campaign),
        form=forms.PlaceForm(request.POST or None, initial={"name": now}),
    )


@GET_OR_POST
def rename(request: HttpRequest, number: int) -> HttpResponse:
    topic = Topic.objects.filter(pk=number).select_related("campaign__dossier__owner").first()
    if topic is None:
        raise Http404
    campaign = _kept(request, topic.campaign.dossier.short_id)
    return task(
        request,
        lambda data: services.rename(request.actor, topic, data["name"]),
        heading=_("Geef dit onderwerp een andere naam"),
        about=topic.name,
        button=_("Bewaar"),
        done=_("Het is bewaard."),
        back=_page(campaign),
        form=forms.TopicForm(request.POST or None, initial={"name": topic.name}),
    )
