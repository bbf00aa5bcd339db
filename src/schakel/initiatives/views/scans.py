"""Pages of scans: those of a group, one with its advice, and the questions with who may edit them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.models import Dossier
from schakel.initiatives import scanning
from schakel.initiatives.forms import scans as forms
from schakel.initiatives.models import Frame, Scan
from schakel.initiatives.permissions.scans import may_edit_questions, may_scan
from schakel.initiatives.queries import scans as queries
from schakel.initiatives.services import scans as services
from schakel.initiatives.views.public import found as found_initiative
from schakel.people.models import Party
from schakel.people.views.parties import found as found_party
from schakel.people.views.tasks import GET_OR_POST, sign_in_first, task

_MOST = 12


@never_cache
@require_safe
def chain(request: HttpRequest, address: str) -> HttpResponse:
    dossier = found_initiative(request, address).dossier
    return _scans(request, dossier.owner, dossier)


@never_cache
@require_safe
def stamina(request: HttpRequest, address: str) -> HttpResponse:
    return _scans(request, found_party(address), None)


def _scans(request: HttpRequest, party: Party, dossier: Dossier | None) -> HttpResponse:
    """The newest scan of a group with its advice, and the days of the older ones."""
    actor = request.actor
    of = queries.of_dossier(actor, dossier) if dossier else queries.of_party(actor, party)
    scans = list(of[:_MOST])
    home = dossier.municipality if dossier else services.home_of(party)
    asked = queries.questions(home, Frame.CHAIN if dossier else Frame.ACTIE)
    return render(
        request,
        "initiatives/scans.html",
        {
            "party": party,
            "dossier": dossier,
            "home": home,
            "asked": asked,
            "scans": scans,
            "shown": queries.told(scans[0]) if scans else None,
            "may": may_scan.test(actor, party),
        },
    )


@GET_OR_POST
@never_cache
def fill_chain(request: HttpRequest, address: str) -> HttpResponse:
    dossier = found_initiative(request, address).dossier
    return _fill(request, dossier.owner, dossier)


@GET_OR_POST
@never_cache
def fill_stamina(request: HttpRequest, address: str) -> HttpResponse:
    return _fill(request, found_party(address), None)


def _fill(request: HttpRequest, party: Party, dossier: Dossier | None) -> HttpResponse:
    if request.actor.person is None:
        return sign_in_first(request)
    if not may_scan.test(request.actor, party):
        raise NotAllowed(_("Alleen wie bij deze groep hoort, vult dit in. Wissel van rol."))
    frame = Frame.CHAIN if dossier else Frame.ACTIE
    home = dossier.municipality if dossier else services.home_of(party)
    form = forms.ScanForm(request.POST or None, asked=queries.questions(home, frame))
    return task(
        request,
        lambda data: services.fill(
            request.actor,
            party,
            form.answers(),
            filled_by=data["filled_by"],
            dossier=dossier,
            version=data["version"],
        ),
        heading=scanning.said(form.asked.title),
        about=dossier.title if dossier else party.name,
        text=scanning.said(form.asked.about),
        button=_("Kijk hoe het staat"),
        back=_page(party, dossier),
        to=lambda made: reverse("initiatives:scan", args=[made.pk]),
        form=form,
        template="initiatives/scan_form.html",
    )


def _page(party: Party, dossier: Dossier | None) -> str:
    if dossier is not None:
        return reverse("initiatives:scans", args=[dossier.short_id])
    return reverse("initiatives:stamina", args=[party.short_id])


def _found(request: HttpRequest, pk: UUID) -> Scan:
    scan = queries.by_id(request.actor, pk)
    if scan is None:
        raise Http404
    return scan


@never_cache
@require_safe
def scan(request: HttpRequest, pk: UUID) -> HttpResponse:
    shown = _found(request, pk)
    return render(
        request,
        "initiatives/scan.html",
        {
            "scan": shown,
            "shown": queries.told(shown),
            "before": queries.before(shown),
            "back": _page(shown.party, shown.dossier),
            "may": may_scan.test(request.actor, shown.party),
        },
    )


@GET_OR_POST
def share(request: HttpRequest, pk: UUID) -> HttpResponse:
    shown = _found(request, pk)
    if not may_scan.test(request.actor, shown.party):
        raise NotAllowed(_("Alleen wie bij deze groep hoort, kiest wie dit leest."))
    return task(
        request,
        lambda data: services.share(request.actor, shown, data["shared"]),
        heading=_("Wie mag dit lezen?"),
        text=_("U kunt dit altijd weer veranderen."),
        button=_("Bewaar"),
        done=_("Het is bewaard."),
        back=reverse("initiatives:scan", args=[shown.pk]),
        form=forms.ShareForm(request.POST or None, initial={"shared": shown.shared}),
    )


@require_POST
def ask(request: HttpRequest, pk: UUID, link: str) -> HttpResponse:
    """What would help a link becomes an ask with one press."""
    shown = _found(request, pk)
    return redirect(services.ask_for(request.actor, shown, link).get_absolute_url())


# --- the questions -------------------------------------------------------------------------------


def _municipality(request: HttpRequest, address: str) -> Party:
    party = found_party(address)
    if party.kind != Party.Kind.MUNICIPALITY:
        raise Http404
    return party


@require_safe
def questions(request: HttpRequest, address: str) -> HttpResponse:
    """What a municipality asks, open to everybody: the words, the rules, and what was changed when."""
    municipality = _municipality(request, address)
    return render(
        request,
        "initiatives/questions.html",
        {
            "municipality": municipality,
            "frames": [queries.questions(municipality, frame) for frame in Frame.values],
            "versions": queries.versions(municipality)[:25],
            "may": may_edit_questions.test(request.actor, municipality),
            "roles": scanning.ROLES,
        },
    )


@GET_OR_POST
@never_cache
def edit_link(request: HttpRequest, address: str, frame: str, link: str) -> HttpResponse:
    municipality, asked = _editing(request, address, frame)
    shown = next((each for each in asked.links if each["key"] == link), None)
    if shown is None:
        raise Http404
    form = forms.LinkForm(
        request.POST or None,
        initial={
            "label": shown["label"],
            "about": shown["about"],
            "questions": "\n".join(shown["questions"]),
            "ask": shown["ask"]["title"],
            **{f"offer_{role}": text for role, text in shown["offers"].items()},
        },
    )
    return task(
        request,
        lambda data: services.edit_link(
            request.actor, municipality, frame, link, form.edited(), reason=data["reason"]
        ),
        heading=scanning.said(shown["label"]),
        about=scanning.said(asked.title),
        text=_("Groepen zien dit meteen. Wat al ingevuld is, blijft zoals het was."),
        button=_("Publiceer"),
        done=_("De vragen zijn veranderd."),
        back=reverse("initiatives:questions", args=[municipality.short_id]),
        form=form,
    )


@GET_OR_POST
@never_cache
def edit_table(request: HttpRequest, address: str, frame: str) -> HttpResponse:
    """Try other rules on the scans there are; publish them when they do what was meant."""
    municipality, asked = _editing(request, address, frame)
    form = forms.TableForm(request.POST or None, initial={"table": asked.table})
    tried: list[Any] | None = None
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("doe") == "publiceer":
                services.edit_table(
                    request.actor,
                    municipality,
                    frame,
                    form.cleaned_data["table"],
                    reason=form.cleaned_data["reason"],
                )
                return redirect("initiatives:questions", address=municipality.short_id)
            tried = services.try_table(municipality, frame, form.cleaned_data["table"])
        except InputRefused as refused:
            refusal = str(refused)
    return render(
        request,
        "initiatives/scan_table.html",
        {
            "municipality": municipality,
            "asked": asked,
            "form": form,
            "refusal": refusal,
            "tried": tried,
        },
        status=400 if refusal or (form.is_bound and form.errors) else 200,
    )


def _editing(request: HttpRequest, address: str, frame: str) -> tuple[Party, scanning.Questions]:
    municipality = _municipality(request, address)
    if frame not in Frame.values:
        raise Http404
    if not may_edit_questions.test(request.actor, municipality):
        raise NotAllowed(_("Alleen een medewerker van deze gemeente wijzigt de vragen."))
    return municipality, queries.questions(municipality, frame)
