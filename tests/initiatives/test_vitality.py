"""How it goes with a group is the group's own: signals beside the quarter before, energy without names."""

from datetime import timedelta

import pytest
from django.urls import reverse

from schakel.base import clock
from schakel.exchange import services as exchange
from schakel.exchange.services import Terms
from schakel.initiatives import services
from schakel.initiatives.queries import vitality as queries
from schakel.initiatives.services import participants, vitality
from schakel.people.models import Role
from schakel.people.queries import actor_for
from tests.factories.exchange import Town, resident
from tests.factories.initiatives import initiative, signed_in
from tests.factories.people import MembershipFactory, official
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def soup():
    town = Town()
    made, who = initiative(town)
    return town, made, who


def member(made):
    return actor_for(MembershipFactory(party=made.dossier.owner, role=Role.MEMBER))


def page_of(made) -> str:
    return reverse("initiatives:vitality", args=[made.dossier.short_id])


@pytest.mark.requirement("S4-066", breaks="schakel.initiatives.queries.vitality.signals")
def test_signals_stand_beside_the_quarter_before(client, soup):
    town, made, who = soup
    with clock.at(clock.now() - timedelta(days=120)):
        participants.join(resident(), made)
    for _number in range(2):
        participants.join(resident(), made)
    gift = exchange.promise(
        town.party(), made.dossier.owner, town.area, Terms("goods", "Pannen"), dossier=made.dossier
    )
    made_step = services.add_milestone(who, made, title="Een keuken")
    services.reach_milestone(who, made_step)
    told = {signal.name: (signal.now, signal.before) for signal in queries.signals(made)}
    assert told["Mensen die erbij kwamen"] == (2, 1)
    assert told["Stappen die gezet zijn"] == (1, 0)
    assert told["Beloften die ontvangen zijn"] == (0, 0)
    assert gift.status == "promised"
    page = said(signed_in(client, who).get(page_of(made)))
    assert "Mensen die erbij kwamen" in page
    assert "Minder is niet slechter." in page


def test_energy_is_shown_from_three_answers_and_never_by_name(client, soup):
    _town, made, who = soup
    everybody = [who, member(made), member(made)]
    levels = ("full", "low", "low")
    for actor, level in zip(everybody[:2], levels, strict=False):
        vitality.say(actor, made, level)
    assert "2 mensen vulden dit in. Dat is te weinig om te laten zien." in said(
        signed_in(client, who).get(page_of(made))
    )
    signed_in(client, everybody[2])
    answer = client.post(
        reverse("initiatives:pulse", args=[made.dossier.short_id]), {"level": "low"}
    )
    assert answer.status_code == 302
    energy = queries.energy(who, made)
    assert [number for _label, number in energy.levels] == [1, 0, 2, 0]
    page = said(client.get(page_of(made)))
    for actor in everybody[:2]:
        assert actor.person.name not in page


def test_only_the_latest_word_within_the_term_counts(soup):
    _town, made, who = soup
    others = [member(made), member(made)]
    with clock.at(clock.now() - timedelta(days=40)):
        for actor in (who, *others):
            vitality.say(actor, made, "full")
    vitality.say(who, made, "empty")
    vitality.say(who, made, "low")
    assert [number for _label, number in queries.energy(who, made).levels] == [2, 0, 1, 0]
    with clock.at(clock.now() + timedelta(days=60)):
        energy = queries.energy(who, made)
        assert (energy.answers, energy.levels) == (1, ())


@pytest.mark.parametrize(
    ("shared", "visitor", "office"), [("own", 403, 403), ("office", 403, 200), ("all", 200, 200)]
)
def test_the_group_says_who_reads_it(client, soup, shared, visitor, office):
    town, made, who = soup
    signed_in(client, who)
    client.post(
        reverse("initiatives:share_vitality", args=[made.dossier.short_id]), {"shared": shared}
    )
    assert client.get(page_of(made)).status_code == 200
    signed_in(client, official(town.municipality))
    assert client.get(page_of(made)).status_code == office
    assert (
        client.post(
            reverse("initiatives:pulse", args=[made.dossier.short_id]), {"level": "low"}
        ).status_code
        == 403
    )
    signed_in(client, official(Town().municipality))
    assert client.get(page_of(made)).status_code == visitor
    client.logout()
    assert client.get(page_of(made)).status_code == visitor


def test_a_member_fills_in_and_does_not_choose_who_reads(client, soup):
    _town, made, _who = soup
    signed_in(client, member(made))
    address = reverse("initiatives:share_vitality", args=[made.dossier.short_id])
    assert client.post(address, {"shared": "all"}).status_code == 403
    made.refresh_from_db()
    assert made.vitality_shared == "own"
