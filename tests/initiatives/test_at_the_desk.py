"""A dream that was spoken or written on paper, and entered by a desk, is as good as one typed by oneself."""

import re

import pytest
from django.core import mail

from schakel.initiatives.models import Initiative
from schakel.people.models import Role
from tests.factories.exchange import Town, resident
from tests.factories.people import MembershipFactory
from tests.pages import said

pytestmark = pytest.mark.django_db
HELPED = {"name": "Zwaantje Zilver", "phone": "0600000000", "consent": "on"}


@pytest.fixture
def town():
    return Town()


@pytest.fixture
def desk(client, town):
    client.force_login(MembershipFactory(party=town.municipality, role=Role.DESK).person)
    return client


@pytest.mark.parametrize(
    ("channel", "told", "words"),
    [("desk", "spoken", "Verteld of ingesproken"), ("paper", "paper", "Op papier")],
)
def test_it_is_read_by_everybody_at_once_without_a_name(desk, town, channel, told, words):
    desk.post("/balie/", HELPED | {"channel": channel})
    assert "Hoe kwam deze droom bij u?" in said(desk.get("/droom/"))
    dream = {"title": "Een bankje", "want": "Een bankje bij de school.", "told": told,
             "area": town.area.code}  # fmt: skip
    read_back = said(desk.post("/droom/", dream))
    assert words in read_back
    assert not Initiative.objects.exists()
    desk.post("/droom/", dream | {"doe": "vertel"})
    made = Initiative.objects.select_related("dossier__process").get()
    assert (made.told, made.dossier.process.state) == (told, "dream")
    desk.logout()
    page = said(desk.get(made.get_absolute_url()))
    assert f"een bewoner van {town.area.name}" in page
    assert "Zwaantje" not in page


def test_who_told_it_takes_it_up_by_the_link_the_desk_let_send(desk, town):
    teller = resident()
    desk.post("/balie/", HELPED | {"channel": "desk"})
    dream = {"title": "Een bankje", "want": "Een bankje.", "told": "spoken",
             "area": town.area.code, "email": teller.person.email, "doe": "vertel"}  # fmt: skip
    desk.post("/droom/", dream)
    (sent,) = mail.outbox
    assert sent.to == [teller.person.email]
    link = re.search(r"/droom/mijn/\S+", sent.body).group()
    desk.logout()
    desk.force_login(teller.person)
    assert desk.post(link, {"group": "De bankjes"}).status_code == 302
    made = Initiative.objects.select_related("dossier__owner").get()
    assert made.dossier.owner != town.municipality
