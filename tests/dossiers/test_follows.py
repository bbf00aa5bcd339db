"""Following a dossier or an area, stopping, choosing how often, and an end to it from the mail."""

from datetime import timedelta

import pytest
from django.core import signing
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.models import Follow, MailChoice, Notice
from schakel.dossiers.services import follows
from tests.factories import funding
from tests.factories.dossiers import DossierFactory
from tests.factories.people import MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db


def resident(person=None) -> Actor:
    return Actor(person or PersonFactory(), None, "resident", "Bewoner")


def test_following_twice_is_once_and_stopping_ends_it():
    actor, dossier = resident(), DossierFactory()
    for target in (dossier, dossier.area):
        assert follows.follow(actor, target) == follows.follow(actor, target)
    assert actor.person.follows.count() == 2
    follows.stop(actor, dossier)
    assert [follow.area for follow in actor.person.follows.all()] == [dossier.area]


def test_a_visitor_has_no_address_to_write_to():
    with pytest.raises(NotAllowed, match="Log in"):
        follows.follow(Actor.visitor(), DossierFactory())


def test_the_database_holds_a_follow_to_one_thing():
    dossier = DossierFactory()
    for what in ({}, {"dossier": dossier, "area": dossier.area}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.create(person=PersonFactory(), since=timezone.now(), **what)


def test_the_buttons_on_the_page_follow_and_stop(client):
    round = funding.prepared()
    person = PersonFactory()
    client.force_login(person)
    dossier = reverse("dossiers:follow", args=[round.dossier.address])
    area = reverse("dossiers:follow_area", args=[round.dossier.area.code.lower()])
    area_page = round.dossier.area.get_absolute_url()
    for address, place in ((dossier, round.get_absolute_url()), (area, area_page)):
        assert "Stop met volgen" in client.post(address, follow=True).content.decode()
        assert "Stop met volgen" in client.get(place).content.decode()
    mine = client.get(reverse("dossiers:follows")).content.decode()
    assert round.dossier.title in mine and round.dossier.area.name in mine
    answer = client.post(dossier, {"stop": "1", "terug": "lijst"})
    assert answer["Location"] == reverse("dossiers:follows")
    assert person.follows.count() == 1


def test_a_closed_dossier_cannot_be_followed_by_a_stranger(client):
    dossier = DossierFactory(visibility="closed")
    client.force_login(MembershipFactory().person)
    assert client.post(reverse("dossiers:follow", args=[dossier.address])).status_code == 404
    assert not Follow.objects.exists()


def test_one_chooses_how_often(client):
    person = PersonFactory()
    client.force_login(person)
    address = reverse("dossiers:follows")
    assert client.post(address, {"rhythm": "elk uur"}).status_code == 400
    client.post(address, {"rhythm": "weekly"})
    assert MailChoice.objects.get(person=person).rhythm == "weekly"


def test_what_happened_while_mail_was_off_is_not_told_later():
    actor, now = resident(), timezone.now()
    with clock.at(now):
        follows.choose(actor, "never")
    with clock.at(now + timedelta(days=5)):
        assert follows.choose(actor, "daily").told_until == now + timedelta(days=5)


def test_the_link_in_a_mail_stops_it_without_signing_in_or_a_form_token():
    person = PersonFactory()
    follows.choose(resident(person), "daily")
    address = reverse("dossiers:unsubscribe", args=[follows.unsubscribe_token(person)])
    mail_program = Client(enforce_csrf_checks=True)
    # A link checker that only looks changes nothing.
    assert mail_program.get(address).status_code == 200
    assert MailChoice.objects.get(person=person).rhythm == "daily"
    answer = mail_program.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and "sessie" not in answer.cookies
    assert MailChoice.objects.get(person=person).rhythm == "never"


def test_a_link_that_is_not_ours_stops_nothing(client):
    person = PersonFactory()
    follows.choose(resident(person), "daily")
    good = follows.unsubscribe_token(person)
    for token in (good[:-2] + "xx", "x", signing.dumps(str(person.pk))):
        assert client.post(reverse("dossiers:unsubscribe", args=[token])).status_code == 400
        with pytest.raises(InputRefused):
            follows.unsubscribe(Actor.visitor(), token)
    assert MailChoice.objects.get(person=person).rhythm == "daily"


def test_old_notices_are_forgotten(settings):
    dossier, now = DossierFactory(), timezone.now()
    for days in (settings.NOTICES_DAYS + 1, settings.NOTICES_DAYS - 1):
        Notice.objects.create(dossier=dossier, kind="file.add", at=now - timedelta(days=days))
    assert follows.forget() == 1
    assert Notice.objects.count() == 1
