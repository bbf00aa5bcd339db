import re
from html import unescape

import pytest
from django.conf import settings
from django.core.mail import send_mail
from django.test import Client
from django.urls import reverse

from schakel.base.actor import Actor
from schakel.dossiers.models import Dossier
from schakel.people.models import Person
from schakel.voice import queries as ballot_boxes
from schakel.voice import services as voice
from schakel.voice.models import Voter
from schakel.web.demo import notice
from schakel.web.demo.content import round_content
from schakel.web.demo.examples import EXAMPLES
from schakel.web.middleware import ROLE_IN_SESSION

SENTENCE = "Lindendam bestaat niet, alle gegevens zijn verzonnen."


def _links(html: str) -> list[str]:
    """Where the links of a page lead; the way back after changing role differs on every page."""
    found = [unescape(link).split("#")[0] for link in re.findall(r'href="(/[^"]*)"', html)]
    return [link.split("?terug=")[0] for link in found]


@pytest.mark.parametrize("person", ["", "joost", "bas"])
def test_every_page_says_that_it_is_synthetic(built: None, client: Client, person: str) -> None:
    if person:
        client.post(reverse("demo:signin"), {"persoon": person})
    waiting, seen = ["/", reverse("demo:people"), reverse("demo:outbox")], set()
    while waiting:
        address = waiting.pop(0)
        if address in seen or address.startswith(settings.STATIC_URL):
            continue
        seen.add(address)
        response = client.get(address, follow=True)
        assert response.status_code == 200, (address, response.status_code)
        if not response["Content-Type"].startswith("text/html"):
            continue
        html = response.content.decode()
        assert SENTENCE in html, address
        waiting += _links(html)
    assert len(seen) > 15


def test_error_pages_say_so_too(
    built: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SENTENCE in client.get("/bestaat-niet/").content.decode()
    monkeypatch.setattr("schakel.web.views.funding.open_rounds", lambda actor: 1 / 0)
    client.raise_request_exception = False
    broken = client.get("/")
    assert broken.status_code == 500
    assert SENTENCE in broken.content.decode()


def test_the_notice_asks_the_database_once_and_no_more_when_full(
    built: None, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        notice.notice()
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert notice.synthetic() in notice.notice()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.key)
def test_one_click_makes_a_visitor_an_example_person(built: None, client: Client, example) -> None:
    html = client.get(reverse("demo:people")).content.decode()
    assert f"Kijk als {example.name}" in html
    response = client.post(reverse("demo:signin"), {"persoon": example.key}, follow=True)
    assert response.redirect_chain == [(example.first_page(), 302)]
    assert response.status_code == 200
    actor = response.wsgi_request.actor
    assert actor.person.name == example.name
    role, _party, code = example.roles[0]
    assert (actor.role, actor.area.code if actor.area else "") == (role, code)
    assert "U handelt als" in response.content.decode()


def test_somebody_with_two_roles_changes_between_them(built: None, client: Client) -> None:
    client.post(reverse("demo:signin"), {"persoon": "bas"})
    page = client.get(reverse("web:role"))
    roles = [m.role for m in page.context["memberships"]]
    assert roles == ["board", "resident"]
    other = page.context["memberships"][1]
    client.post(reverse("web:role"), {"rol": other.id})
    assert client.session[ROLE_IN_SESSION] == other.id


@pytest.mark.parametrize("who", ["", "niemand", "beheerder@echt.example"])
def test_nobody_else_is_let_in(built: None, client: Client, who: str) -> None:
    Person.objects.create_user("beheerder@echt.example", "Beheerder", "een lang wachtwoord")
    assert client.post(reverse("demo:signin"), {"persoon": who}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_looking_at_the_address_signs_nobody_in(built: None, client: Client) -> None:
    assert client.get(reverse("demo:signin")).status_code == 405
    assert client.get(reverse("demo:code")).status_code == 405


def test_the_area_manager_reaches_her_district_and_the_other_municipality_does_not(
    built: None, client: Client
) -> None:
    from schakel.people.permissions import acts_for_municipality, covers_area

    box = ballot_boxes.open_boxes().get()

    def acting(person: str) -> Actor:
        return client.post(
            reverse("demo:signin"), {"persoon": person}, follow=True
        ).wsgi_request.actor

    manager, official, stranger = map(acting, ["samira", "joost", "ilse"])
    for actor in (manager, official):
        assert covers_area.test(actor, box.dossier)
        assert acts_for_municipality.test(actor, box.dossier)
    assert not acts_for_municipality.test(stranger, box.dossier)


def test_a_visitor_gets_a_code_that_votes(built: None, client: Client) -> None:
    box = ballot_boxes.open_boxes().get()
    before = Voter.objects.filter(box=box).count()
    response = client.post(reverse("demo:code"))
    assert "no-store" in response["Cache-Control"]
    code = response.context["code"]
    html = response.content.decode()
    assert code in html
    assert f'action="{reverse("voice:choice", args=[box.dossier.address])}"' in html
    assert Voter.objects.filter(box=box).count() == before + 1
    option = box.options.first()
    receipt = voice.cast(Actor.visitor(), box, code, [option.key])
    assert not receipt.replaced


def test_post_stays_here_and_can_be_read(built: None, client: Client) -> None:
    assert "Er ligt nog geen post" in client.get(reverse("demo:outbox")).content.decode()
    # The test runner puts its own mailbox in the place of the demo's.
    from django.test import override_settings

    with override_settings(EMAIL_BACKEND="schakel.web.demo.mail.OutboxBackend"):
        send_mail("Uw code", "Regel 1\n\n<b>Regel 2</b>", None, ["noor@lindendam.example"])
    html = client.get(reverse("demo:outbox")).content.decode()
    assert "Uw code" in html
    assert "noor@lindendam.example" in html
    assert "&lt;b&gt;Regel 2" in html


def test_a_file_of_ballots_says_so_wherever_it_goes(built: None, client: Client) -> None:
    short = Dossier.objects.get(id=round_content("molenkwartier").id).short_id
    response = client.get(reverse("funding:ballots", args=[short]))
    assert response.status_code == 200
    text = b"".join(response) if response.streaming else response.content
    assert "comment;#1: Synthetic. Lindendam does not exist." in text.decode()
