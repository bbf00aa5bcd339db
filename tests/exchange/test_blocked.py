"""Somebody who is blocked does not see the blocker and asks them nothing, wherever they try."""

import re

import pytest
from django.urls import reverse

from schakel.exchange import services
from schakel.exchange.models import Block, Line, LineReport
from schakel.exchange.services import Terms
from schakel.web.search import services as search
from tests.factories.exchange import Town, asked, offered, resident
from tests.pages import said

pytestmark = pytest.mark.django_db
TITLE = "Wie leert ons pannenkoeken bakken?"


class Scene:
    """Who asked something, was bothered by somebody's answer, and blocked them."""

    def __init__(self) -> None:
        self.town = Town()
        self.blocker, self.blocked, self.other = resident(), resident(), resident()
        self.line = asked(self.town, self.blocker, Terms("knowledge", TITLE))
        self.met = services.answer(self.blocked, self.line, text="Ik weet waar u woont.")
        self.promised = services.answer(
            self.blocked, asked(self.town, self.blocker, Terms("goods", "Een pan")), text="Ik kom."
        )
        services.accept(self.blocker, self.promised)
        self.own = offered(self.town, self.blocked, Terms("knowledge", "Pannenkoeken bakken"))
        search.index_everything()

    def block(self) -> None:
        services.block(self.blocker, self.met)


@pytest.fixture
def scene():
    return Scene()


def text(answer) -> str:
    """A page without the marks around the words that somebody searched."""
    return re.sub(r"</?mark[^>]*>", "", said(answer))


PAGES = {
    "the list": lambda scene: reverse("exchange:list"),
    "the list of the neighbourhood": lambda scene: (
        f"/vraag-en-aanbod/?buurt={scene.town.area.code}"
    ),
    "the data": lambda scene: reverse("exchange:list-json"),
    "the page of the neighbourhood": lambda scene: scene.town.area.get_absolute_url(),
    "the search": lambda scene: "/zoeken/?q=pannenkoeken",
    "the data of the search": lambda scene: "/zoeken.json?q=pannenkoeken",
    "what fits an offer of their own": lambda scene: scene.own.get_absolute_url(),
    "the line itself": lambda scene: scene.line.get_absolute_url(),
    "their promises": lambda scene: reverse("exchange:mine"),
}


@pytest.mark.parametrize("page", PAGES)
def test_what_a_blocked_person_no_longer_sees(client, scene, page):
    address = PAGES[page](scene)
    client.force_login(scene.blocked.person)
    before = client.get(address)
    assert before.status_code == 200
    assert TITLE in text(before), "the page shows the line as long as nobody blocks"
    scene.block()
    after = client.get(address)
    assert after.status_code == (404 if page == "the line itself" else 200)
    assert TITLE not in text(after)
    client.force_login(scene.other.person)
    if page not in ("what fits an offer of their own", "their promises"):
        assert TITLE in text(client.get(address)), "everybody else sees it"


VERBS = {
    "answer": {"text": "Toch."},
    "report": {"reason": "Onzin."},
    "accept": {},
    "deliver": {},
    "confirm": {},
    "miss": {"reason": "Niet gekomen."},
    "withdraw": {"reason": "Toch niet."},
    "block": {},
}


@pytest.mark.parametrize("verb", VERBS)
def test_what_a_blocked_person_can_no_longer_do(client, scene, verb):
    scene.block()
    client.force_login(scene.blocked.person)
    before = list(Line.objects.order_by("pk").values())
    for line in (scene.line, scene.met, scene.promised):
        answer = client.post(reverse(f"exchange:{verb}", args=[line.address]), VERBS[verb])
        assert answer.status_code == 404
    assert list(Line.objects.order_by("pk").values()) == before
    assert not LineReport.objects.exists()
    assert Block.objects.count() == 1


def test_who_asked_first_ends_all_that_was_between_the_two(scene):
    scene.block()
    for line in (scene.met, scene.promised):
        line.refresh_from_db()
        assert (line.status, line.reason) == ("withdrawn", "De ander wil dit niet.")


def test_the_blocker_sees_whom_and_lifts_it(client, scene):
    scene.block()
    client.force_login(scene.blocker.person)
    assert "Wie u blokkeerde" in said(client.get(reverse("exchange:mine")))
    page = said(client.get(reverse("exchange:blocks")))
    assert f"Iemand bij “{TITLE}”" in page
    assert scene.blocked.person.name not in page
    block = Block.objects.get()
    client.force_login(scene.blocked.person)
    assert client.post(reverse("exchange:unblock", args=[block.pk])).status_code == 404
    assert TITLE not in said(client.get(reverse("exchange:blocks")))
    client.force_login(scene.blocker.person)
    client.post(reverse("exchange:unblock", args=[block.pk]))
    assert not Block.objects.exists()
    assert "U blokkeerde niemand." in said(client.get(reverse("exchange:blocks")))
    client.force_login(scene.blocked.person)
    assert client.get(scene.line.get_absolute_url()).status_code == 200
