"""Telling a dream: three questions, a look at the answers, and the link to take it up oneself."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from schakel.areas import queries as areas
from schakel.base.attempts import Limit
from schakel.base.exceptions import InputRefused
from schakel.base.formats import day
from schakel.initiatives import forms, mailing, queries, services
from schakel.initiatives.models import Claim, Initiative
from schakel.initiatives.views.public import found
from schakel.people.permissions import acts_for_somebody
from schakel.people.views.tasks import GET_OR_POST, sign_in_first, task

# Many dreams in a row from one address are more likely a machine than a street.
_told = Limit(
    "initiatives.tell", gettext_lazy("U vertelde veel achter elkaar. Verder kan na %(time)s uur.")
)
_asked = Limit(
    "initiatives.link", gettext_lazy("U vroeg te vaak om een link. Probeer het na %(time)s uur.")
)


@GET_OR_POST
@never_cache
def tell(request: HttpRequest) -> HttpResponse:
    """The form, then the same answers to look at, then the dream. All of it works without a session."""
    actor = request.actor
    form = forms.DreamForm(
        request.POST or None,
        signed_in=actor.person is not None,
        desk=acts_for_somebody.test(actor),
        area=areas.by_code(request.GET.get("buurt", "")) or actor.area,
        initial={"want": request.GET.get("wens", "")[:2000]},
    )
    refusal = ""
    step = request.POST.get("doe", "")
    if request.method == "POST" and step != "wijzig" and form.is_valid():
        dream = _dream(form.cleaned_data)
        if step != "vertel":
            return render(
                request, "initiatives/check_dream.html", {"form": form, "answers": _answers(form)}
            )
        try:
            return _tell(request, dream, form.cleaned_data)
        except InputRefused as refused:
            refusal = str(refused)
    wrong = refusal or (form.is_bound and step != "wijzig" and form.errors)
    return render(
        request,
        "initiatives/tell.html",
        {"form": form, "refusal": refusal},
        status=400 if wrong else 200,
    )


def _dream(data: dict[str, Any]) -> services.Dream:
    end_day = data["end_day"]
    return services.Dream(
        title=data["title"],
        want=data["want"],
        can=data["can"],
        need=data["need"],
        told=data.get("told") or Initiative.Told.WEB,
        met=data["met"],
        end_state=data["end_state"],
        end_day=end_day,
        milestones=services.steps_back(
            end_day, first=data["first"], halfway=data["halfway"], last=data["last"]
        )
        if end_day
        else (),
    )


def _answers(form: forms.DreamForm) -> list[tuple[Any, Any]]:
    """What was filled in, as it is read back."""
    answers = []
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if not value:
            continue
        if name in ("own", "named"):
            value = _("Ja")
        elif name == "told":
            value = Initiative.Told(value).label
        elif isinstance(value, date):
            value = day(value)
        answers.append((field.label, value))
    return answers


def _tell(request: HttpRequest, dream: services.Dream, data: dict[str, Any]) -> HttpResponse:
    actor = request.actor
    writer = str(actor.person.pk) if actor.person else request.client_address
    _told.check(writer)
    _told.count(writer)
    told = services.tell(
        actor,
        data["area"],
        dream,
        email=data.get("email", ""),
        named=data.get("named", False),
    )
    if told.token:
        _mail(request, told.initiative, told.token)
    if data.get("own"):
        made = services.adopt(actor, told.initiative)
        messages.success(request, started())
        return redirect(into_role(request, made))
    if actor.person is None:
        return render(
            request,
            "initiatives/told.html",
            {"initiative": told.initiative, "mailed": bool(told.token)},
        )
    messages.success(request, _("Uw droom staat erop."))
    return redirect(told.initiative.get_absolute_url())


def _mail(request: HttpRequest, initiative: Initiative, token: str) -> bool:
    link = request.build_absolute_uri(reverse("initiatives:claim", args=[token]))
    return mailing.claim_link(Claim.objects.get(initiative=initiative), link)


def into_role(request: HttpRequest, initiative: Initiative) -> str:
    """Where who took an initiative up chooses the role in which they run it."""
    seat = queries.seat_of(request.actor, initiative)
    if seat is None:
        return initiative.get_absolute_url()
    return f"{reverse('web:role')}?kies={seat.pk}&terug={initiative.get_absolute_url()}"


def started() -> str:
    return _("Het is nu van u. Nodig anderen uit en schrijf er meer bij.")


@GET_OR_POST
@never_cache
def claim(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of the mail: a link that is over says so and how to get a new one."""
    try:
        waiting = services.behind(token)
    except InputRefused as refused:
        over = queries.by_token(token)
        return render(
            request,
            "initiatives/link_over.html",
            {"refusal": str(refused), "initiative": over},
            status=410,
        )
    if request.actor.person is None:
        return sign_in_first(request)
    services.check_teller(request.actor, waiting)
    initiative = waiting.initiative
    return task(
        request,
        lambda data: services.claim(request.actor, token, group=data["group"]),
        heading=_("Dit is uw droom"),
        about=initiative.dossier.title,
        text=_("Pak hem op. Dan bent u de trekker en kunt u anderen uitnodigen."),
        button=_("Ik ga dit doen"),
        back=reverse("initiatives:list"),
        done=started(),
        to=lambda made: into_role(request, made),
        form=forms.GroupForm(request.POST or None),
    )


@GET_OR_POST
@never_cache
def renew(request: HttpRequest, address: str) -> HttpResponse:
    """A new link, for the address that told the dream. Nobody hears whether an address did."""
    initiative = queries.waiting_for_teller(address) or found(request, address)

    def act(data: dict[str, Any]) -> None:
        _asked.check(request.client_address)
        _asked.count(request.client_address)
        if token := services.renew(initiative, data["email"]):
            _mail(request, initiative, token)

    return task(
        request,
        act,
        heading=_("Vraag een nieuwe link"),
        text=_("Vul het adres in waarmee u deze droom vertelde."),
        button=_("Stuur een link"),
        back=reverse("initiatives:list"),
        done=_("Vertelde u hem met dit adres? Dan is er een mail onderweg."),
        form=forms.EmailForm(request.POST or None),
    )
