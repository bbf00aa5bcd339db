"""What the demo builder makes is what people make with the forms: the pages are the same."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from schakel.base.actor import Actor
from schakel.initiatives.models import Initiative
from schakel.people import services as people
from schakel.people.models import Membership, Person
from schakel.web.demo import initiatives
from schakel.web.demo.content import InitiativeContent, stable_id
from schakel.web.demo.content import initiatives as contents
from schakel.web.middleware import ROLE_IN_SESSION

FIRST_DAY = date(2026, 3, 3)


def moment(day: date, hour: int) -> Any:
    at = timezone.make_aware(datetime.combine(day, time(hour)))
    return time_machine.travel(at, tick=False)


def post(client: Client, person: Person, address: str, data: dict[str, Any]) -> Any:
    """As this person, in the role of the group that they run if there is one."""
    client.force_login(person)
    seat = Membership.objects.filter(person=person).first()
    session = client.session
    session[ROLE_IN_SESSION] = seat.pk if seat else 0
    session.save()
    response = client.post(address, data)
    assert response.status_code == 302, response.content.decode()
    return response


def told_through_the_web(client: Client, person: Person, content: InitiativeContent) -> Initiative:
    told, met = (
        initiatives.told_on(FIRST_DAY, content.days),
        FIRST_DAY - timedelta(days=content.days),
    )
    end = FIRST_DAY + timedelta(days=content.end_in) if content.end_in else ""
    steps = dict(zip(("first", "halfway", "last"), content.steps, strict=False))
    with moment(told, 19):
        answer = post(
            client,
            person,
            reverse("initiatives:tell"),
            {
                "title": content.title,
                "want": content.want,
                "can": content.can,
                "need": content.need,
                "area": content.area,
                "met": met if met < told else "",
                "end_state": content.end_state,
                "end_day": end,
                **steps,
                "doe": "vertel",
            },
        )
    short = resolve(answer.url).kwargs["address"].partition("-")[0]
    initiative = Initiative.objects.get(dossier__short_id=short)
    if content.group:
        _go_on(client, person, initiative, content, told)
    return initiative


def _go_on(
    client: Client, person: Person, initiative: Initiative, content: InitiativeContent, told: date
) -> None:
    short = initiative.dossier.short_id
    with moment(told + timedelta(days=1), 20):
        address = reverse("initiatives:adopt", args=[short])
        post(client, person, address, {"group": content.group})
        post(
            client,
            person,
            reverse("initiatives:change", args=[short]),
            {
                "title": content.title,
                "purpose": content.want,
                "why": content.why,
                "gives": content.gives,
                "type": content.type,
                "domains": list(content.domains),
                "costs": content.costs,
                "conditions": content.conditions,
                "end_state": content.end_state,
                "end_day": initiative.end_day or "",
                **({"stays_small": "on"} if content.stays_small else {}),
            },
        )
    way = initiatives.WAYS[content.state]
    pause = (FIRST_DAY - told) / (len(way) + 1)
    for place, verb in enumerate(way, 1):
        with moment(told + place * pause, 18):
            said = {"reason": initiatives.ENDS} if verb == "end" else {}
            post(client, person, reverse("initiatives:say", args=[short, verb]), said)


def page(client: Client, initiative: Initiative) -> str:
    """As a visitor sees it, without what is different on every page."""
    client.logout()
    initiative = Initiative.objects.select_related("dossier__owner").get(pk=initiative.pk)
    html = client.get(initiative.get_absolute_url()).content.decode()
    html = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", html)
    html = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"', "", html)
    own = f"{initiative.dossier.short_id}|{initiative.dossier.owner.short_id}"
    return re.sub(f'([/=])({own})(?=[-./"])', r"\1", html)


@pytest.mark.parametrize("key", ["luchtig", "fietsles", "hooi", "bakfiets", "water", "dekbed"])
def test_a_page_of_the_demo_is_what_the_forms_would_make(
    built: None, client: Client, key: str
) -> None:
    (content,) = (content for content in contents() if content.key == key)
    one, other = (
        people.add_person(Actor.system(), email=f"{name}@lindendam.example", name="Sam")
        for name in ("dienst", "formulier")
    )
    initiatives.begin(FIRST_DAY, replace(content, key=f"{key}.again"), one, named=False)
    by_services = Initiative.objects.get(pk=stable_id(f"initiative.{key}.again"))
    by_forms = told_through_the_web(client, other, content)
    assert by_forms.pk != by_services.pk
    with moment(FIRST_DAY, 12):
        shown = page(client, by_services)
        assert content.want in shown
        assert page(client, by_forms) == shown
