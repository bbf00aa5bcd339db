"""Roles of a party: see, invite, change, end; and one's own: give back, show the name."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schakel.base import clock
from schakel.base.exceptions import NotAllowed
from schakel.base.paging import page_of
from schakel.people import forms, mailing, permissions, queries, services
from schakel.people.models import Membership, Party, Role
from schakel.people.permissions import Gift
from schakel.people.views.parties import run_by
from schakel.people.views.tasks import GET_OR_POST, task


@require_safe
@never_cache
def roles(request: HttpRequest, address: str) -> HttpResponse:
    party = run_by(request, address)
    return render(
        request,
        "people/roles.html",
        {
            "party": party,
            "page": page_of(request, queries.roles_of(party)),
            "invitations": queries.open_invitations(party, clock.now()).select_related("area"),
            "may_change": permissions.may_manage.test(request.actor, party),
        },
    )


def _roles_to_give(request: HttpRequest, party: Party) -> list[Role]:
    return [
        role
        for role in permissions.roles_at(party)
        if permissions.may_give.test(request.actor, Gift(party, role))
    ]


@GET_OR_POST
@never_cache
def invite(request: HttpRequest, address: str) -> HttpResponse:
    party = run_by(request, address)
    form = forms.InviteForm(request.POST or None, party=party, roles=_roles_to_give(request, party))

    def act(data: dict[str, Any]) -> None:
        issued = services.invite(
            request.actor,
            party=party,
            role=data["role"],
            email=data["email"],
            area=forms.chosen_area(data.get("area", "")),
        )
        link = request.build_absolute_uri(reverse("people:invitation", args=[issued.token]))
        if mailing.invitation(issued.invitation, link):
            messages.success(request, _("De uitnodiging is verstuurd."))
        else:
            messages.error(
                request, _("De mail ging niet weg. Trek de uitnodiging in en probeer het opnieuw.")
            )

    return task(
        request,
        act,
        form=form,
        heading=_("Iemand uitnodigen"),
        about=party.name,
        text=_("Wij sturen een mail met een link. Die werkt één keer, en alleen voor dit adres."),
        button=_("Stuur de uitnodiging"),
        back=reverse("people:roles", args=[party.address]),
    )


@GET_OR_POST
@never_cache
def uninvite(request: HttpRequest, address: str, id: Any) -> HttpResponse:
    party = run_by(request, address)
    invitation = (
        queries.open_invitations(party, clock.now()).select_related("party").filter(pk=id).first()
    )
    if invitation is None:
        raise Http404
    return task(
        request,
        lambda data: services.withdraw_invitation(request.actor, invitation),
        heading=_("Deze uitnodiging intrekken?"),
        about=party.name,
        text=_("%(email)s kan de link dan niet meer gebruiken.") % {"email": invitation.email},
        button=_("Trek de uitnodiging in"),
        back=reverse("people:roles", args=[party.address]),
        done=_("De uitnodiging is ingetrokken."),
    )


def _held(request: HttpRequest, address: str, pk: int) -> tuple[Party, Membership]:
    party = run_by(request, address)
    if not permissions.may_manage.test(request.actor, party):
        raise NotAllowed(_("Alleen wie deze partij bestuurt kan een rol wijzigen."))
    held = queries.role_at(party, pk)
    if held is None:
        raise Http404
    return party, held


@GET_OR_POST
@never_cache
def change(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    party, held = _held(request, address, pk)
    form = forms.RoleForm(
        request.POST or None,
        party=party,
        initial={
            "role": held.role,
            "area": held.area.code if held.area else "",
            "ends": held.ends,
        },
    )

    def act(data: dict[str, Any]) -> Membership:
        return services.change_role(
            request.actor,
            held,
            role=data["role"],
            area=forms.chosen_area(data.get("area", "")),
            ends=data["ends"],
        )

    return task(
        request,
        act,
        form=form,
        heading=_("Deze rol wijzigen"),
        about=f"{held.person.name}, {party.name}",
        button=_("Bewaar"),
        back=reverse("people:roles", args=[party.address]),
        done=_("De rol is gewijzigd."),
    )


@GET_OR_POST
@never_cache
def end(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    party, held = _held(request, address, pk)
    return task(
        request,
        lambda data: services.end_role(request.actor, held, **data),
        form=forms.ReasonForm(request.POST or None),
        heading=_("Deze rol beëindigen?"),
        about=f"{held.person.name}, {party.name}",
        text=_("De rol houdt meteen op. De reden staat in het logboek, de naam niet."),
        button=_("Beëindig de rol"),
        back=reverse("people:roles", args=[party.address]),
        done=_("De rol is beëindigd."),
    )


# --- one's own roles ------------------------------------------------------------------------------


def _own(request: HttpRequest, pk: int) -> Membership:
    person = request.actor.person
    held = queries.memberships_on(person, clock.today()).filter(pk=pk).first() if person else None
    if held is None:
        raise Http404
    return held


@GET_OR_POST
@never_cache
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    held = _own(request, pk)
    return task(
        request,
        lambda data: services.leave(request.actor, held),
        heading=_("Deze rol neerleggen?"),
        about=str(held),
        text=_("De rol houdt meteen op. Terugkomen kan alleen met een nieuwe uitnodiging."),
        button=_("Leg de rol neer"),
        back=reverse("web:role"),
        done=_("U hebt de rol neergelegd."),
    )


@GET_OR_POST
@never_cache
def named(request: HttpRequest, pk: int) -> HttpResponse:
    held = _own(request, pk)
    # An empty tick box sends nothing: the method says whether there is an answer.
    answer = request.POST if request.method == "POST" else None
    form = forms.NamedForm(answer, initial={"named": held.named})
    return task(
        request,
        lambda data: services.set_named(request.actor, held, data["named"]),
        form=form,
        heading=_("Uw naam bij deze rol?"),
        about=str(held),
        text=_("Zonder vinkje staat alleen de functie op de pagina. U kunt dit altijd wijzigen."),
        button=_("Bewaar"),
        back=reverse("web:role"),
        done=_("Dit is bewaard."),
    )


# --- the link of an invitation --------------------------------------------------------------------


@GET_OR_POST
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    asked = services.invitation_behind(token)
    actor = request.actor
    if request.method == "POST":
        if request.POST.get("doe") == "nee":
            services.decline_invitation(actor, token)
            messages.success(request, _("U hebt nee gezegd. De uitnodiging is weg."))
            return redirect("web:front")
        held = services.accept_invitation(actor, token)
        messages.success(request, _("U hebt er een rol bij. Kies hieronder of u er nu in handelt."))
        return redirect(f"{reverse('web:role')}?kies={held.pk}")
    return render(
        request,
        "people/invitation.html",
        {
            "invitation": asked,
            "mine": actor.person is not None and actor.person.email.lower() == asked.email,
        },
    )
