"""A desk acts for somebody: with consent, for a while, in the journal as a desk and never with a name."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from schakel.base import clock
from schakel.base.actor import Channel
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers import services as dossiers
from schakel.dossiers.models import Fact
from schakel.journal.models import Entry
from schakel.people import queries, services
from schakel.people.models import Behalf
from schakel.people.permissions import acts_for_somebody
from schakel.web import middleware
from tests.factories.people import (
    MembershipFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
FORM = {"name": "Zwaantje Zilver", "phone": "0600000000", "channel": "desk", "consent": "on"}


@pytest.fixture
def desk():
    return MembershipFactory(role="desk", party__name="Gemeente Lindendam")


@pytest.fixture
def signed_in(client, desk):
    client.force_login(desk.person)
    return client


def test_the_bar_says_for_whom_until_stopped(signed_in):
    assert "Handel namens iemand" in signed_in.get("/privacy/").content.decode()
    signed_in.post("/balie/", FORM)
    page = signed_in.get("/privacy/").content.decode()
    assert "Balie: u handelt namens" in page and "Zwaantje Zilver" in page
    assert "Baliemedewerker, Gemeente Lindendam" in page
    signed_in.post("/balie/stoppen/")
    page = signed_in.get("/privacy/").content.decode()
    assert "Zwaantje" not in page and "Handel namens iemand" in page
    assert Behalf.objects.get().ended is not None


def test_the_middleware_makes_an_actor_of_the_desk_for_somebody(signed_in, rf, desk):
    signed_in.post("/balie/", {**FORM, "channel": "paper"})
    request = rf.get("/", HTTP_COOKIE=f"sessie={signed_in.cookies['sessie'].value}")
    request.session, request.user = signed_in.session, desk.person
    actor = middleware._actor_of(request)
    assert actor.channel is Channel.PAPER
    assert actor.on_behalf_of == Behalf.objects.get()
    assert acts_for_somebody.test(actor)
    assert actor.office == "Gemeente Lindendam, baliemedewerker, op papier namens iemand"


def test_the_journal_shows_a_desk_and_the_facts_the_channel_but_never_who(desk):
    actor = queries.actor_for(desk)
    behalf = services.begin_behalf(actor, name="Zwaantje Zilver", channel="desk", consent=True)
    acting = replace(actor, channel=Channel.DESK, on_behalf_of=behalf)
    with transaction.atomic():
        entry = dossiers.record(acting, None, "test", facts={"n": 1})
    assert entry.office == "Gemeente Lindendam, baliemedewerker, aan de balie namens iemand"
    fact = Fact.objects.get(entry=entry)
    assert fact.facts == {"n": 1, "channel": "desk"}
    kept = str(Entry.objects.values().get(pk=entry.pk)) + str(Fact.objects.values().get(pk=fact.pk))
    assert "Zwaantje" not in kept and str(behalf.pk) not in kept


def test_it_ends_by_itself_and_a_form_sent_after_that_does_nothing(signed_in):
    signed_in.post("/balie/", FORM)
    with clock.at(clock.now() + timedelta(minutes=29)):
        assert "Zwaantje" in signed_in.get("/privacy/").content.decode()
    with clock.at(clock.now() + timedelta(minutes=31)):
        late = signed_in.post("/partijen/nieuw/", {"name": "X"})
        assert late.status_code == 403 and "Er is niets gedaan" in late.content.decode()
        assert "Zwaantje" not in signed_in.get("/privacy/").content.decode()


def test_signing_out_or_another_role_stops_it(client, desk):
    other = MembershipFactory(person=desk.person, role="council")
    for stop in (
        lambda: client.post("/uitloggen/"),
        lambda: client.post("/rol/", {"rol": other.pk}),
    ):
        client.force_login(desk.person)
        client.post("/rol/", {"rol": desk.pk})
        client.post("/balie/", FORM)
        assert Behalf.objects.filter(ended=None).count() == 1
        stop()
        assert not Behalf.objects.filter(ended=None).exists()


def test_who_loses_the_desk_role_acts_for_nobody_any_more(signed_in, desk):
    signed_in.post("/balie/", FORM)
    desk.ends, desk.stopped = clock.today(), clock.now()
    desk.save()
    page = signed_in.get("/privacy/").content.decode()
    assert "Zwaantje" not in page and "Baliemedewerker" not in page


def test_another_desk_cannot_take_it_over(client, desk):
    services.begin_behalf(queries.actor_for(desk), name="Zwaantje", channel="desk", consent=True)
    other = MembershipFactory(role="desk", party=desk.party)
    client.force_login(other.person)
    session = client.session
    session["behalf"] = str(Behalf.objects.get().pk)
    session.save()
    assert "Zwaantje" not in client.get("/privacy/").content.decode()
    assert client.post(f"/balie/{Behalf.objects.get().pk}/wissen/").status_code == 404


@pytest.mark.parametrize("role", ["official", "area_manager", "council", "admin", "researcher"])
def test_no_other_role_acts_for_somebody(client, role):
    held = MembershipFactory(role=role)
    client.force_login(held.person)
    assert client.get("/balie/").status_code == 403
    with pytest.raises(NotAllowed):
        services.begin_behalf(queries.actor_for(held), name="X", channel="desk", consent=True)


def test_a_desk_has_none_of_the_powers_of_an_official(desk):
    from schakel.people.permissions import is_official, may_see_roles

    actor = queries.actor_for(desk)
    assert not is_official.test(actor) and not may_see_roles.test(actor, desk.party)


def test_without_consent_or_name_it_does_not_begin(signed_in, desk):
    for wrong, sentence in [
        ({"consent": ""}, "Vraag eerst of het mag"),
        ({"name": ""}, "Schrijf namens wie"),
        ({"channel": "web"}, "geldige keuze"),
        ({"email": "niemand@voorbeeld.example"}, "heeft geen account"),
        ({"email": desk.person.email}, "Dit bent u zelf"),
    ]:
        answer = signed_in.post("/balie/", {**FORM, **wrong})
        assert answer.status_code == 400, wrong
        if wrong != {"channel": "web"}:
            assert sentence in answer.content.decode()
    assert not Behalf.objects.exists()
    with pytest.raises(InputRefused):
        services.begin_behalf(queries.actor_for(desk), name="X", channel="desk", consent=False)


def test_somebody_with_an_account_is_told(signed_in, mailoutbox):
    noor = PersonFactory(name="Noor")
    signed_in.post("/balie/", {**FORM, "email": noor.email})
    assert Behalf.objects.get().person == noor and Behalf.objects.get().name == ""
    assert mailoutbox[0].to == [noor.email]


def test_who_was_helped_can_be_erased_and_goes_by_itself(signed_in, desk):
    signed_in.post("/balie/", FORM)
    behalf = Behalf.objects.get()
    signed_in.post(f"/balie/{behalf.pk}/wissen/")
    behalf.refresh_from_db()
    assert (behalf.name, behalf.phone, behalf.person) == ("", "", None) and behalf.erased
    signed_in.post("/balie/", FORM)
    with clock.at(clock.now() + timedelta(days=29)):
        assert services.clean_behalfs() == 1
    assert "Zwaantje" not in str(list(Behalf.objects.values()))


def test_the_database_refuses_help_without_consent(desk):
    behalf = services.begin_behalf(queries.actor_for(desk), name="X", channel="desk", consent=True)
    for change in ("consent = false", "channel = 'web'", "erased = started"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE people_behalf SET {change}")
    assert behalf.consent
