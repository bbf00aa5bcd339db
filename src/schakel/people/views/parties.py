"""Parties for everybody: the list by corner, a page for each, and the pages of who runs one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from schakel.base.exceptions import NotAllowed
from schakel.base.paging import page_of
from schakel.base.plugs import party_links
from schakel.people import forms, permissions, queries, services
from schakel.people.models import Party
from schakel.people.views.tasks import GET_OR_POST, sign_in_first, task

# The corner as it stands in the address, with its key.
CORNERS = {
    "gemeenschap": Party.Corner.COMMUNITY,
    "overheid": Party.Corner.GOVERNMENT,
    "markt": Party.Corner.MARKET,
}


def _asked(request: HttpRequest) -> tuple[str, str, str]:
    word = request.GET.get("hoek", "")
    corner = CORNERS.get(word, "")
    return (word if corner else ""), str(corner), request.GET.get("zoek", "")[:100]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    word, corner, text = _asked(request)
    counts = queries.corner_counts(text)
    tabs = [
        {"word": word_, "label": key.label, "count": counts[key]} for word_, key in CORNERS.items()
    ]
    return render(
        request,
        "people/list.html",
        {
            "page": page_of(request, queries.listed(corner, text)),
            "text": text,
            "chosen": word,
            "tabs": tabs,
            "all": sum(counts.values()),
            "may_find_doubles": permissions.may_find_duplicates.test(request.actor),
        },
    )


@require_safe
def index_json(request: HttpRequest) -> JsonResponse:
    _word, corner, text = _asked(request)
    page = page_of(request, queries.listed(corner, text))
    counts = queries.corner_counts(text)
    return JsonResponse(
        {
            "aantal": page.paginator.count,
            "pagina": page.number,
            "hoeken": {word: counts[key] for word, key in CORNERS.items()},
            "partijen": [_json(request, party) for party in page],
        }
    )


def _json(request: HttpRequest, party: Party) -> dict[str, Any]:
    corner = next(word for word, key in CORNERS.items() if key == party.corner)
    return {
        "naam": party.name,
        "soort": str(party.get_kind_display()),
        "hoek": corner,
        "gemeente": party.municipality.name if party.municipality else None,
        "url": request.build_absolute_uri(party.get_absolute_url()),
    }


def found(address: str) -> Party:
    party = queries.party_by_address(address)
    if party is None:
        raise Http404
    return party


@require_safe
def detail(request: HttpRequest, address: str) -> HttpResponse:
    party = found(address)
    if party.short_id != address.split("-", 1)[0]:
        return redirect(party, permanent=True)
    actor = request.actor
    return render(
        request,
        "people/party.html",
        {
            "party": party,
            "shown": queries.page_of_party(party),
            "runs": permissions.may_see_roles.test(actor, party),
            "may_merge": permissions.may_merge.test(actor, (party, party)),
            "links": list(party_links),
        },
    )


@require_safe
def detail_json(request: HttpRequest, address: str) -> HttpResponse:
    party = found(address)
    if party.short_id != address.split("-", 1)[0]:
        return redirect("people:json", address=party.address, permanent=True)
    shown = queries.page_of_party(party)
    return JsonResponse(
        {
            **_json(request, party),
            "doet": party.description,
            "gebied": party.area.code if party.area else None,
            "website": party.website or None,
            "kvk": party.kvk or None,
            "kan geld ontvangen": party.can_receive_money,
            "opgeheven": party.ended.isoformat() if party.ended else None,
            "functies": [
                {"functie": str(role["label"]), "namen": role["names"]} for role in shown.roles
            ],
            "samengevoegd": [
                {
                    "naam": merge.gone.name,
                    "op": merge.at.isoformat(),
                    "door": merge.office,
                    "reden": merge.reason,
                    "logboekregel": merge.entry_id,
                }
                for merge in shown.absorbed
            ],
        }
    )


@GET_OR_POST
def new(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    if actor.person is None:
        return sign_in_first(request)
    if not permissions.may_begin.test(actor):
        raise NotAllowed(
            _("U handelt voor een gemeente. Wissel van rol als u voor uzelf een partij begint.")
        )
    home = queries.home_of(actor.party) or queries.municipalities().first()
    form = forms.PartyForm(
        request.POST or None,
        municipality=home,
        department=permissions.is_admin.test(actor) and actor.area is None,
    )

    def act(data: dict[str, Any]) -> Party:
        return services.add_party(
            actor,
            name=data["name"],
            kind=data["kind"],
            corner=data["corner"],
            municipality=home,
            area=forms.chosen_area(data["area"]),
            description=data["description"],
            website=data["website"],
            kvk=data["kvk"],
        )

    return task(
        request,
        act,
        form=form,
        heading=_("Een partij beginnen"),
        text=_("Een groep, stichting, vereniging of bedrijf. Daarna kunt u anderen uitnodigen."),
        button=_("Begin deze partij"),
        back=reverse("people:list"),
        done=_("De partij staat erin."),
        to=lambda party: party.get_absolute_url(),
        template="people/new.html",
    )


def run_by(request: HttpRequest, address: str) -> Party:
    """The party, for who runs it, or the municipality while nobody does."""
    party = found(address)
    if party.ended or not permissions.may_see_roles.test(request.actor, party):
        raise NotAllowed(_("Alleen wie %(party)s bestuurt kan dit zien.") % {"party": party.name})
    return party


@GET_OR_POST
def change(request: HttpRequest, address: str) -> HttpResponse:
    party = run_by(request, address)
    form = forms.PartyForm(
        request.POST or None,
        municipality=queries.home_of(party),
        party=party,
        initial={
            "name": party.name,
            "description": party.description,
            "website": party.website,
            "kvk": party.kvk,
            "area": party.area.code if party.area else "",
        },
    )

    def act(data: dict[str, Any]) -> Party:
        return services.change_party(
            request.actor, party, **{**data, "area": forms.chosen_area(data["area"])}
        )

    return task(
        request,
        act,
        form=form,
        heading=_("Wat staat er over deze partij?"),
        about=party.name,
        button=_("Bewaar"),
        back=party.get_absolute_url(),
        done=_("Dit is bewaard."),
        to=lambda changed: changed.get_absolute_url(),
    )


@GET_OR_POST
def end(request: HttpRequest, address: str) -> HttpResponse:
    party = run_by(request, address)
    if not permissions.may_manage.test(request.actor, party):
        raise NotAllowed(_("Alleen wie deze partij bestuurt kan haar opheffen."))
    return task(
        request,
        lambda data: services.end_party(request.actor, party, **data),
        form=forms.ReasonForm(request.POST or None),
        heading=_("Deze partij opheffen?"),
        about=party.name,
        text=_("Alle rollen houden op. De pagina blijft te lezen. U kunt dit niet terugdraaien."),
        button=_("Hef de partij op"),
        back=party.get_absolute_url(),
        done=_("De partij is opgeheven."),
    )


@GET_OR_POST
def money(request: HttpRequest, address: str) -> HttpResponse:
    """Who answers for the money: of a group its people or a host, of a host the groups that ask it."""
    party = run_by(request, address)
    if not permissions.manages.test(request.actor, party):
        raise NotAllowed(_("Alleen wie deze partij bestuurt kan dit zien."))
    actor, act = request.actor, request.POST.get("doe", "")
    form = forms.HostForm(request.POST if act == "vraag" else None)
    if request.method == "POST":
        if act in ("insta", "stop"):
            services.answer_for_money(actor, party, yes=act == "insta")
        elif act == "niet":
            services.ask_host(actor, party, None)
        elif act in ("ja", "nee"):
            services.answer_as_host(actor, found(request.POST.get("groep", "")), act == "ja")
        if act != "vraag":
            return redirect("people:money", address=party.address)
    return task(
        request,
        lambda data: services.ask_host(actor, party, data["host"]),
        form=form,
        heading=_("Wie staat in voor het geld?"),
        about=party.name,
        button=_("Vraag deze penvoerder"),
        back=party.get_absolute_url(),
        done=_("De vraag ligt bij de penvoerder. Die moet nog ja zeggen."),
        to=lambda asked: reverse("people:money", args=[party.address]),
        template="people/money.html",
        party=party,
        groups=list(queries.asks_host(party)[:25]),
        is_group=party.kind == Party.Kind.RESIDENTS,
        answers=actor.person is not None and party.liable_id == actor.person.pk,
    )
