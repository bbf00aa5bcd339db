"""Two that are one: parties by their municipality, accounts by the person who has both."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from schakel.base.exceptions import NotAllowed
from schakel.base.paging import page_of
from schakel.people import forms, mailing, permissions, queries, services
from schakel.people.views.parties import found
from schakel.people.views.tasks import GET_OR_POST, sign_in_first, task


@require_safe
def doubles(request: HttpRequest) -> HttpResponse:
    home = queries.home_of(request.actor.party)
    if home is None or not permissions.may_find_duplicates.test(request.actor):
        raise NotAllowed(_("Alleen een medewerker van de gemeente zoekt dubbele partijen."))
    page = page_of(request, queries.likely_doubles(home))
    keys = [row["name_key"] for row in page]
    return render(
        request, "people/doubles.html", {"page": page, "groups": queries.doubles_named(home, keys)}
    )


@GET_OR_POST
def merge(request: HttpRequest, address: str) -> HttpResponse:
    party = found(address)
    if party.ended or not permissions.may_merge.test(request.actor, (party, party)):
        raise NotAllowed(
            _("U kunt alleen partijen samenvoegen die in uw eigen gemeente thuis zijn.")
        )
    others = list(queries.same_name(party.name, party.municipality).exclude(pk=party.pk)[:25])
    text = request.GET.get("zoek", "")[:100]
    if text:
        here = queries.listed(text=text).filter(municipality=party.municipality)
        others += [other for other in here.exclude(pk=party.pk)[:25] if other not in others]
    by_short_id = {other.short_id: other for other in others}
    form = forms.MergeForm(request.POST or None, others=others)

    def act(data: dict[str, Any]) -> Any:
        return services.merge_parties(
            request.actor,
            party,
            by_short_id[data["other"]],
            reason=data["reason"],
            with_roles=data["with_roles"],
        )

    return task(
        request,
        act,
        form=form,
        heading=_("Is dit dezelfde partij?"),
        about=party.name,
        text=_("Deze partij gaat op in de andere. Haar adres blijft werken. Terug kan niet."),
        button=_("Voeg samen"),
        back=party.get_absolute_url(),
        done=_("De twee zijn nu één partij."),
        to=lambda done: done.into.get_absolute_url(),
        template="people/merge.html",
        others=others,
        search=text,
    )


@GET_OR_POST
@never_cache
def join(request: HttpRequest) -> HttpResponse:
    """Ask for the other account to go up in this one. The answer says nothing about which exist."""
    if request.actor.person is None:
        return sign_in_first(request)

    def act(data: dict[str, Any]) -> None:
        asked = services.ask_person_merge(request.actor, data["email"])
        if asked is not None:
            path = reverse("people:join_confirm", args=[asked.token])
            mailing.join(asked.merge, request.build_absolute_uri(path))

    return task(
        request,
        act,
        form=forms.JoinForm(request.POST or None),
        heading=_("Hebt u nog een account?"),
        text=_(
            "Dit account houdt u. Naar het andere adres sturen wij een mail om het te bevestigen."
        ),
        button=_("Stuur de mail"),
        back=reverse("web:role"),
        done=_("Als er een account met dat adres is, ligt daar nu een mail met een link."),
    )


@GET_OR_POST
@never_cache
def join_confirm(request: HttpRequest, token: str) -> HttpResponse:
    asked = services.person_merge_behind(token)
    if request.actor.person is None:
        return sign_in_first(request)
    if request.method == "POST":
        services.confirm_person_merge(request.actor, token)
        request.session.flush()
        messages.success(request, _("De accounts zijn nu één. Log in met het account dat u houdt."))
        return redirect("web:front")
    mine = request.actor.person.pk == asked.gone_id
    return render(request, "people/join_confirm.html", {"asked": asked, "mine": mine})
