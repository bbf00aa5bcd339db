"""Who follows an area or an initiative reads once a week what is to come there."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from schakel.agenda import digest, services
from schakel.base import clock
from schakel.dossiers import digest as mails
from schakel.dossiers.models import MailChoice
from schakel.dossiers.services import follows
from tests.factories.agenda import activity, soup
from tests.factories.exchange import Town, resident
from tests.factories.initiatives import initiative

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 6, 12, 0, tzinfo=timezone.get_default_timezone())
MONDAY = FRIDAY + timedelta(days=2, hours=20)


@pytest.fixture
def town():
    with clock.at(FRIDAY):
        yield Town()


def follower(what, rhythm="daily"):
    reader = resident()
    with clock.at(FRIDAY):
        follows.follow(reader, what)
    MailChoice.objects.filter(person=reader.person).update(rhythm=rhythm)
    return reader.person


def send(at) -> list[str]:
    mail.outbox.clear()
    with clock.at(at):
        mails.send()
    return [message.body for message in mail.outbox]


def quiet() -> None:
    """As if everybody was told of what happened until now."""
    MailChoice.objects.update(told_until=MONDAY)


def test_a_daily_mail_says_it_on_monday_and_a_weekly_one_always(town):
    with clock.at(FRIDAY):
        activity(town)
    daily, weekly = follower(town.district), follower(town.district, "weekly")
    quiet()
    sent = send(FRIDAY + timedelta(hours=20))
    assert [message.to for message in mail.outbox] == [[weekly.email]]
    assert "Soep op de stoep, Buurthuis De Linde" in sent[0]
    sent = send(MONDAY)
    assert [message.to for message in mail.outbox] == [[daily.email]]
    assert "Dit is er de komende week te doen." in sent[0]
    assert "zaterdag 14 november" in sent[0] or "14 november" in sent[0]
    assert mail.outbox[0].subject == "Deze week bij wat u volgt"


def test_only_what_one_follows_and_what_goes_on(town):
    with clock.at(FRIDAY):
        made, who = initiative(town)
        services.add(who, town.area, soup(title="Onze soep"), about=made.dossier)
        other, organiser = activity(town, area=town.beside, title="Elders")
        gone, runner = activity(town, area=town.area, title="Vervalt")
        services.call_off(runner, gone, reason="Ziek.")
    follower(made.dossier)
    quiet()
    (body,) = send(MONDAY)
    assert "Onze soep" in body
    assert "Elders" not in body
    assert "Vervalt" not in body
    assert other.pk and organiser


def test_who_follows_nothing_gets_nothing(town):
    with clock.at(FRIDAY):
        activity(town)
    assert send(MONDAY) == []


@pytest.mark.parametrize("number", [1, 40])
def test_two_queries_for_any_number_of_people(town, number):
    with clock.at(FRIDAY):
        for _each in range(3):
            activity(town)
    people = [follower(town.district).pk for _each in range(number)]
    with clock.at(MONDAY), CaptureQueriesContext(connection) as asked:
        found = digest.week(people, MONDAY)
    assert len(found) == number
    assert len(asked) == 2
