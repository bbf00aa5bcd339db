"""The mail of the day: at most one, never empty, in the reader's language, whatever stops halfway."""

import logging
import smtplib
import uuid
from datetime import datetime, timedelta
from email import message_from_bytes
from itertools import pairwise

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.dossiers import digest
from schakel.dossiers.models import Dossier, Follow, MailChoice, Notice
from schakel.dossiers.services import follows, remarks
from schakel.people.models import Person
from tests.factories import funding
from tests.factories.areas import AreaFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.people import MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 11, 3, 12, 0, tzinfo=timezone.get_default_timezone())
MORNING = timedelta(hours=20)  # from noon to eight the next day


def resident(person=None) -> Actor:
    return Actor(person or PersonFactory(), None, "resident", "Bewoner")


@pytest.fixture
def reader():
    return PersonFactory(name="Fenna")


@pytest.fixture
def dossier(reader):
    dossier = DossierFactory(title="Geld voor <de> wijk")
    with clock.at(DAY):
        follows.follow(resident(reader), dossier)
    return dossier


def happens(dossier: Dossier, after=timedelta(hours=1), by=None, text="Een vraag"):
    with clock.at(DAY + after):
        return remarks.write(resident(by), dossier, text=text)


def send(after=MORNING) -> int:
    with clock.at(DAY + after):
        return digest.send()


def test_news_comes_the_next_morning_once(dossier, reader):
    happens(dossier)
    happens(dossier, timedelta(hours=2))
    assert send(timedelta(hours=18)) == 0  # six o'clock is before the hour
    assert [send(MORNING + timedelta(minutes=15 * n)) for n in range(3)] == [1, 0, 0]
    (letter,) = mail.outbox
    assert letter.to == [reader.email]
    assert letter.subject == "Nieuws over 1 pagina die u volgt"
    assert letter.body.startswith("Dag Fenna,")
    assert "Geld voor <de> wijk" in letter.body
    assert letter.body.count("Iemand schreef een opmerking.") == 1
    assert f"http://localhost:8000{dossier.get_absolute_url()}" in letter.body
    assert "Een vraag" not in letter.body


def test_news_of_after_the_mail_waits_for_the_next_day(dossier):
    happens(dossier)
    send()
    happens(dossier, MORNING + timedelta(hours=1))
    assert send(MORNING + timedelta(hours=2)) == 0
    assert send(MORNING + timedelta(days=1)) == 1
    assert send(MORNING + timedelta(days=2)) == 0


def test_without_news_there_is_no_mail(dossier):
    assert send() == 0
    assert mail.outbox == []


def test_nobody_hears_of_what_they_did_themselves_or_of_before_they_followed(dossier, reader):
    happens(dossier, by=reader)
    happens(dossier, -timedelta(hours=1))
    Notice.objects.create(dossier=dossier, kind="no.longer.known", at=DAY + timedelta(hours=1))
    assert send() == 0


def test_a_dossier_is_heard_of_through_its_area_at_any_level_and_once(reader):
    district = AreaFactory(district=True)
    buurt = AreaFactory(kind="buurt", code="BU00000001", parent=district)
    dossier = DossierFactory(area=buurt)
    with clock.at(DAY):
        for target in (district.parent, district, buurt, dossier):
            follows.follow(resident(reader), target)
    happens(dossier)
    assert send() == 1
    assert mail.outbox[0].body.count("Iemand schreef een opmerking.") == 1


def test_a_round_tells_its_followers_what_happens(reader):
    round = funding.prepared()
    with clock.at(funding.START):
        follows.follow(resident(reader), round.dossier)
    with clock.at(funding.OPENS):
        funding.services.open_voting(Actor.system(), round)
    with clock.at(funding.OPENS + timedelta(hours=1)):
        assert digest.send() == 1
    assert "Het stemmen is begonnen." in mail.outbox[0].body


def test_a_mail_is_in_the_language_of_its_reader(dossier, reader):
    Person.objects.filter(pk=reader.pk).update(language="en")
    happens(dossier)
    send()
    assert "Iemand" not in mail.outbox[0].body
    assert mail.outbox[0].subject.startswith("News about 1 page")


def test_weekly_is_once_a_week_and_never_is_never(dossier, reader):
    with clock.at(DAY):
        follows.choose(resident(reader), "weekly")
    for day in range(15):
        happens(dossier, timedelta(days=day, hours=1))
        send(MORNING + timedelta(days=day))
    assert len(mail.outbox) == 3
    with clock.at(DAY + timedelta(days=15)):
        follows.choose(resident(reader), "never")
    assert send(timedelta(days=40)) == 0


def test_the_mail_carries_the_link_that_stops_it(dossier, client):
    happens(dossier)
    send()
    headers = message_from_bytes(mail.outbox[0].message().as_bytes())
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Auto-Submitted"] == "auto-generated"
    link = headers["List-Unsubscribe"].replace("\n", "").replace(" ", "").strip("<>")
    assert link in mail.outbox[0].body
    assert client.post(link.removeprefix("http://localhost:8000")).status_code == 200
    happens(dossier, timedelta(days=1, hours=1))
    assert send(MORNING + timedelta(days=1)) == 0


def test_a_closed_dossier_is_told_of_only_while_one_belongs_to_it(reader):
    dossier = DossierFactory(visibility="closed")
    held = MembershipFactory(person=reader, party=dossier.municipality)
    Follow.objects.create(person=reader, dossier=dossier, since=DAY)
    with clock.at(DAY):
        follows.choose(resident(reader), "daily")
    happens(dossier)
    assert send() == 1
    held.ends = (DAY - timedelta(days=1)).date()
    held.save()
    happens(dossier, timedelta(days=1, hours=1))
    assert send(MORNING + timedelta(days=1)) == 0


def test_who_left_gets_nothing(dossier, reader):
    happens(dossier)
    Person.objects.filter(pk=reader.pk).update(is_active=False)
    assert send() == 0


class Killed(BaseException):
    """The machine stops."""


def test_a_machine_that_stops_while_sending_sends_no_second_mail_that_day(dossier, monkeypatch):
    happens(dossier)

    def sent_then_killed(self, messages):
        EmailBackend_send(self, messages)
        raise Killed

    EmailBackend_send = EmailBackend.send_messages
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", sent_then_killed)
        with pytest.raises(Killed):
            send()
    assert len(mail.outbox) == 1
    assert send(MORNING + timedelta(hours=1)) == 0
    assert len(mail.outbox) == 1


def test_a_machine_that_stops_before_sending_loses_nothing(dossier, reader, monkeypatch):
    with clock.at(DAY):
        follows.choose(resident(reader), "weekly")
    happens(dossier)

    def killed(self, messages):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", killed)
        with pytest.raises(Killed):
            send()
    assert send(MORNING + timedelta(hours=1)) == 0
    assert send(MORNING + timedelta(days=1)) == 1
    assert "Iemand schreef een opmerking." in mail.outbox[0].body


def test_two_workers_take_different_people(dossier):
    happens(dossier)
    with clock.at(DAY + MORNING):
        first = digest._claim(clock.now())
        assert len(first) == 1
        assert digest._claim(clock.now()) == []


def test_an_address_that_fails_is_tried_less_and_less_and_then_given_up(
    dossier, reader, monkeypatch, caplog, client
):
    happens(dossier)
    tries = []

    def refuse(self, messages):
        tries.append(clock.now())
        raise smtplib.SMTPRecipientsRefused({reader.email: (550, b"unknown")})

    with monkeypatch.context() as patch, caplog.at_level(logging.DEBUG):
        patch.setattr(EmailBackend, "send_messages", refuse)
        for quarter in range(4 * 24 * 4):
            send(MORNING + timedelta(minutes=15 * quarter))
    hours = [(late - early) / timedelta(hours=1) for early, late in pairwise(tries)]
    assert hours == [1, 2, 4, 8, 16]
    assert reader.email not in caplog.text and "Fenna" not in caplog.text
    client.force_login(reader)
    page = client.get(reverse("dossiers:follows")).content.decode()
    assert "Onze mail komt niet aan" in page
    with clock.at(DAY + timedelta(days=6)):
        follows.choose(resident(reader), "daily")
    assert send(timedelta(days=7)) == 1


def no_answer(self):
    raise ConnectionRefusedError


def test_a_mail_server_that_is_away_counts_against_nobody(dossier, reader, monkeypatch, caplog):
    happens(dossier)
    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "open", no_answer)
        assert send() == 0
    assert MailChoice.objects.get(person=reader).failures == 0
    assert send(MORNING + timedelta(minutes=10)) == 0
    assert send(MORNING + timedelta(minutes=16)) == 1


def test_the_page_shows_the_mail_before_it_comes(dossier, reader, client):
    client.force_login(reader)
    address = reverse("dossiers:preview")
    assert "Er is nu geen nieuws" in client.get(address).content.decode()
    happens(dossier)
    page = client.get(address).content.decode()
    assert "Geld voor &lt;de&gt; wijk" in page and "Iemand schreef een opmerking." in page
    assert mail.outbox == []
    assert MailChoice.objects.get(person=reader).told_until == DAY


def followers(dossier: Dossier, number: int) -> None:
    people = Person.objects.bulk_create(
        Person(id=uuid.uuid4(), email=f"volger{n}@voorbeeld.example", name=f"Volger {n}")
        for n in range(number)
    )
    Follow.objects.bulk_create(Follow(person=p, dossier=dossier, since=DAY) for p in people)
    MailChoice.objects.bulk_create(MailChoice(person=p, told_until=DAY) for p in people)


@pytest.mark.parametrize("number", [500, pytest.param(10_000, marks=pytest.mark.slow)])
def test_many_followers_take_a_fixed_number_of_queries_for_each_fifty(number):
    dossier = DossierFactory()
    followers(dossier, number)
    happens(dossier)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert send() == number
    assert len({letter.to[0] for letter in mail.outbox}) == number
    assert len(captured) <= 9 * (number / 50) + 1
    with CaptureQueriesContext(connection) as again:
        assert send(MORNING + timedelta(minutes=15)) == 0
    assert len(again) == 1
