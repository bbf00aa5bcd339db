"""The circle around a group: people it knows by name because they chose it, and may ask for help."""

import pytest
from django.core import mail
from django.urls import reverse

from schakel.exchange.models import Line
from schakel.initiatives.models import Participant
from schakel.initiatives.services import participants
from tests.factories.exchange import Town, resident
from tests.factories.initiatives import initiative, signed_in
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def soup():
    return initiative(Town())


def url(made, name: str = "circle") -> str:
    return reverse(f"initiatives:{name}", args=[made.dossier.short_id])


@pytest.mark.requirement("S2-010", breaks="schakel.initiatives.services.circle.ask")
def test_the_group_asks_its_circle_and_each_gets_a_mail(client, soup):
    made, who = soup
    helper, only_joins = resident(), resident()
    participants.join(only_joins, made)
    client.force_login(helper.person)
    assert client.post(url(made, "stand_in"), {"helps": "Ik kan timmeren."}).status_code == 302
    assert "1 mens" not in said(client.get(url(made)))
    signed_in(client, who)
    page = said(client.get(url(made)))
    assert "1 mens staat in de kring." in page
    assert helper.person.name in page
    assert "Ik kan timmeren." in page
    sent = {"title": "Wie maakt een tafel?", "kind": "time", "text": "Van oud hout."}
    answer = client.post(url(made, "ask_circle"), sent, follow=True)
    assert "1 mens uit de kring kreeg een mail." in said(answer)
    (line,) = Line.objects.all()
    assert (line.dossier, line.receiver_party) == (made.dossier, made.dossier.owner)
    (message,) = mail.outbox
    assert message.to == [helper.person.email]
    assert "Wie maakt een tafel?" in message.body
    assert line.get_absolute_url() in message.body


def test_who_stands_in_it_is_for_the_group_only(client, soup):
    made, _who = soup
    helper = resident()
    client.force_login(helper.person)
    client.post(url(made, "stand_in"), {"helps": "Ik kan timmeren."})
    client.force_login(resident().person)
    page = said(client.get(url(made)))
    assert helper.person.name not in page
    assert "timmeren" not in page
    sent = {"title": "Wie?", "kind": "time"}
    assert client.post(url(made, "ask_circle"), sent).status_code == 403
    assert not mail.outbox


def test_who_steps_out_or_leaves_gets_no_mail_any_more(client, soup):
    made, who = soup
    for away in ({"weg": "1"}, None):
        helper = resident()
        client.force_login(helper.person)
        client.post(url(made, "stand_in"), {"helps": "Ik kan timmeren."})
        if away:
            client.post(url(made, "stand_in"), away)
        else:
            client.post(url(made, "leave"))
    assert not Participant.objects.filter(circle=True).exists()
    signed_in(client, who)
    client.post(url(made, "ask_circle"), {"title": "Wie?", "kind": "time"})
    assert Line.objects.count() == 1
    assert not mail.outbox


def test_without_words_nobody_stands_in_it(client, soup):
    made, _who = soup
    client.force_login(resident().person)
    assert client.post(url(made, "stand_in"), {"helps": " "}).status_code == 400
    assert client.post(url(made, "stand_in"), {"helps": "Bel 06-12345678"}).status_code == 400
    assert not Participant.objects.exists()
