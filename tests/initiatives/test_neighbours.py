"""People who want to do something find each other: only who chose it, and without giving an address."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from schakel.base.actor import Actor
from schakel.exchange import services as exchange
from schakel.exchange.models import Block
from schakel.initiatives.models import Neighbour
from schakel.initiatives.services.neighbours import Known, be_found
from schakel.web.operating import privacy
from tests.factories.exchange import Town, asked, resident
from tests.pages import said

pytestmark = pytest.mark.django_db
LIST = "/buurtmakers/"
NOOR = Known("Noor", "Met kinderen tuinieren", domains=["groen", "jeugd"])


@pytest.fixture
def town():
    return Town()


@pytest.mark.requirement("S4-040", breaks="schakel.initiatives.services.neighbours.be_found")
def test_who_chose_it_is_found_by_area_and_subject(client, town):
    noor, other = resident(), resident()
    client.force_login(noor.person)
    sent = {
        "called": "Noor", "wants": "Met kinderen tuinieren", "kind": "resident",
        "area": town.area.code, "domains": ["groen"],
    }  # fmt: skip
    assert client.post("/buurtmakers/mij/", sent).status_code == 302
    client.force_login(other.person)
    assert "Met kinderen tuinieren" in said(client.get(LIST, {"onderwerp": "groen"}))
    assert "Met kinderen tuinieren" not in said(client.get(LIST, {"onderwerp": "eten"}))
    assert "Met kinderen tuinieren" not in said(client.get(LIST, {"soort": "professional"}))
    assert "Met kinderen tuinieren" not in said(client.get(LIST, {"buurt": town.beside.code}))
    page = said(client.get(town.area.get_absolute_url()))
    assert "Mensen die iets willen doen" in page
    assert "Met kinderen tuinieren" in page
    assert noor.person.name not in page + said(client.get(LIST))
    assert noor.person.email not in page + said(client.get(LIST))


def test_a_visitor_reads_of_nobody_and_not_how_few(client, town):
    be_found(resident(), town.area, NOOR)
    assert "Noor" not in said(client.get(LIST))
    page = said(client.get(town.area.get_absolute_url()))
    assert "Zoek iemand om iets samen te doen" in page
    assert "1 mens" not in page
    assert "tuinieren" not in page
    assert client.get("/buurtmakers/mij/").status_code == 302


@pytest.mark.requirement("S4-036", breaks="schakel.initiatives.services.neighbours.greet")
def test_neighbours_and_professionals_write_each_other(client, town):
    noor, works = resident(), resident()
    found = be_found(noor, town.area, NOOR)
    be_found(works, town.area, Known("Wim", "Ik help met papieren", kind="professional"))
    client.force_login(works.person)
    address = reverse("initiatives:greet", args=[found.pk])
    assert client.post(address, {"text": "Zullen wij?"}).status_code == 400
    assert not mail.outbox
    assert client.post(address, {"text": "Zullen wij?", "mine": "on"}).status_code == 302
    (sent,) = mail.outbox
    assert sent.to == [noor.person.email]
    for words in ("Zullen wij?", works.person.name, works.person.email, "/buurtmakers/mij/"):
        assert words in sent.body
    own = Neighbour.objects.get(person=works.person)
    answer = client.post(reverse("initiatives:greet", args=[own.pk]), {"text": "Ik", "mine": "on"})
    assert "Dit bent u zelf." in said(answer)


def test_who_is_blocked_finds_and_writes_nobody(client, town):
    noor, other = resident(), resident()
    found = be_found(noor, town.area, NOOR)
    exchange.block(noor, exchange.answer(other, asked(town, noor), text="Ik weet u te vinden."))
    client.force_login(other.person)
    assert "Noor" not in said(client.get(LIST))
    assert "Noor" not in said(client.get(town.area.get_absolute_url()))
    sent = {"text": "Toch.", "mine": "on"}
    assert client.post(reverse("initiatives:greet", args=[found.pk]), sent).status_code == 404
    assert not mail.outbox


def test_who_writes_many_waits(client, town, settings):
    settings.CODE_ATTEMPTS = 3
    found = be_found(resident(), town.area, NOOR)
    client.force_login(resident().person)
    address, sent = reverse("initiatives:greet", args=[found.pk]), {"text": "Hoi", "mine": "on"}
    answers = [client.post(address, sent).status_code for _number in range(5)]
    assert 429 in answers
    assert len(mail.outbox) == 3


def test_it_is_taken_away_by_oneself_and_with_the_account(client, town):
    noor, other = resident(), resident()
    be_found(noor, town.area, NOOR)
    be_found(other, town.area, NOOR)
    client.force_login(noor.person)
    client.post("/buurtmakers/mij/", {"weg": "1"})
    assert Neighbour.objects.get().person == other.person
    privacy.erase(Actor.system(), other.person)
    assert not Neighbour.objects.exists()


def test_what_names_a_phone_or_says_nothing_is_refused(client, town):
    client.force_login(resident().person)
    good = {"called": "Noor", "wants": "Tuinieren", "kind": "resident", "area": town.area.code}
    for wrong in ({"wants": "Bel 06-12345678"}, {"called": " "}, {"kind": "king"}):
        assert client.post("/buurtmakers/mij/", good | wrong).status_code == 400
    assert not Neighbour.objects.exists()


def test_who_got_an_unwanted_word_blocks_its_sender(client, town):
    noor, pest, third = resident(), resident(), resident()
    found = be_found(noor, town.area, NOOR)
    client.force_login(pest.person)
    address = reverse("initiatives:greet", args=[found.pk])
    client.post(address, {"text": "Ik weet u te vinden.", "mine": "on"})
    link = re.search(r"/buurtmakers/blokkeren/\S+", mail.outbox[0].body).group()
    for other in (pest, third):
        client.force_login(other.person)
        assert client.post(link).status_code == 404
    assert client.get(link[:-3] + "x/").status_code == 404
    client.force_login(noor.person)
    assert client.get(link).status_code == 200
    assert not Block.objects.exists()
    for _twice in range(2):
        assert client.post(link).status_code == 302
    assert Block.objects.get().blocked == pest.person
    client.force_login(pest.person)
    assert client.post(address, {"text": "Toch.", "mine": "on"}).status_code == 404
