"""Changing, ending and leaving a role; somebody always runs a party; the journal knows no names."""

from datetime import timedelta

import pytest
from django.utils import timezone

from schakel.base import clock
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.models import Fact
from schakel.journal.models import Entry
from schakel.people import queries, services
from schakel.people.models import Membership
from tests.factories.areas import AreaFactory
from tests.factories.people import (
    MembershipFactory,
    MunicipalityCodeFactory,
    MunicipalityFactory,
    PartyFactory,
    PersonFactory,
    official,
    runs,
)

pytestmark = pytest.mark.django_db


def seat_of(actor):
    return Membership.objects.get(person=actor.person)


def test_the_last_who_runs_a_party_finds_a_successor_first():
    board = runs(PartyFactory(name="Stichting De Kas"))
    with pytest.raises(InputRefused, match=r"laatste bestuurslid van Stichting De Kas.*opvolger"):
        services.leave(board, seat_of(board))
    runs(board.party)
    services.leave(board, seat_of(board))
    assert not queries.memberships_on(board.person, clock.today()).exists()


def test_nor_can_the_last_be_removed_lowered_or_given_a_last_day():
    home = MunicipalityFactory()
    admin = runs(home)
    held = seat_of(admin)
    with pytest.raises(InputRefused, match="laatste beheerder"):
        services.end_role(admin, held, reason="Weg")
    with pytest.raises(InputRefused, match="laatste beheerder"):
        services.change_role(admin, held, role="official")
    with pytest.raises(InputRefused, match="laatste beheerder"):
        services.change_role(admin, held, role="admin", ends=clock.today() + timedelta(days=9))
    # Somebody with a last day, or for one area, does not run the whole of it from then on.
    MembershipFactory(party=home, role="admin", ends=clock.today() + timedelta(days=9))
    with pytest.raises(InputRefused):
        services.leave(admin, held)


def test_an_ended_role_falls_away_at_once(client):
    board = runs(PartyFactory(name="Stichting De Kas"))
    held = MembershipFactory(party=board.party, role="member")
    client.force_login(held.person)
    client.post("/rol/", {"rol": held.pk})
    assert "Lid, Stichting De Kas" in client.get("/privacy/").content.decode()
    services.end_role(board, held, reason="Gestopt")
    page = client.get("/privacy/").content.decode()
    assert "Lid, Stichting De Kas" not in page
    assert "U handelt als <strong>Bewoner</strong>" in page


def test_who_loses_the_chosen_role_is_not_put_in_another_unasked(client):
    board = runs(PartyFactory())
    held = MembershipFactory(party=board.party, role="member")
    MembershipFactory(person=held.person, role="official")
    client.force_login(held.person)
    client.post("/rol/", {"rol": held.pk})
    services.end_role(board, held, reason="Gestopt")
    assert "U handelt als <strong>Bewoner</strong>" in client.get("/privacy/").content.decode()


def test_switching_keeps_the_place(client):
    board = runs(PartyFactory())
    client.force_login(board.person)
    assert "/rol/?terug=/privacy/" in client.get("/privacy/").content.decode()
    page = client.get("/rol/?terug=/privacy/").content.decode()
    assert 'name="terug" value="/privacy/"' in page
    answer = client.post("/rol/", {"rol": "0", "terug": "/privacy/"})
    assert answer["Location"] == "/privacy/"
    assert client.post("/rol/", {"rol": "0", "terug": "//elders.example"})["Location"] == "/"


def test_changing_a_role_keeps_the_old_one_to_read():
    board = runs(PartyFactory())
    held = MembershipFactory(party=board.party, role="member")
    services.change_role(board, held, role="board")
    rows = Membership.objects.filter(person=held.person).order_by("id")
    assert [(row.role, row.stopped is None) for row in rows] == [("member", False), ("board", True)]
    assert [row.role for row in queries.memberships_on(held.person, clock.today())] == ["board"]
    yesterday = clock.today() - timedelta(days=1)
    assert [row.role for row in queries.memberships_on(held.person, yesterday)] == ["member"]


@pytest.mark.parametrize("role", ["official", "area_manager", "desk", "council"])
def test_only_the_administrator_gives_roles_at_a_municipality(role):
    home = MunicipalityFactory()
    person = PersonFactory()
    given = {"person": person, "party": home, "role": role, "starts": clock.today()}
    for actor in (
        official(home),
        runs(MunicipalityFactory()),
        runs(PartyFactory(municipality=home)),
        runs(home, area=AreaFactory()),
    ):
        with pytest.raises(NotAllowed):
            services.give_role(actor, **given)
    assert services.give_role(runs(home), **given).role == role


def test_a_party_cannot_give_itself_a_desk_or_an_official():
    board = runs(PartyFactory())
    for role in ("desk", "broker", "official", "admin"):
        with pytest.raises(NotAllowed):
            services.give_role(
                board,
                person=PersonFactory(),
                party=board.party,
                role=role,
                starts=clock.today(),
            )


def test_the_administrator_of_the_municipality_runs_its_departments():
    home = MunicipalityFactory()
    department = PartyFactory(kind="department", corner="government", municipality=home)
    given = {"person": PersonFactory(), "party": department, "role": "admin"}
    services.give_role(runs(home), starts=clock.today(), **given)
    with pytest.raises(NotAllowed):
        services.give_role(runs(MunicipalityFactory()), starts=clock.today(), **given)


def test_an_area_of_elsewhere_is_refused_with_a_sentence():
    town, other = MunicipalityCodeFactory(), MunicipalityCodeFactory()
    with pytest.raises(InputRefused, match="ligt niet in"):
        services.give_role(
            runs(town.party),
            person=PersonFactory(),
            party=town.party,
            role="area_manager",
            starts=clock.today(),
            area=other.area,
        )


def test_every_change_of_rights_is_in_the_journal_by_office_and_without_a_name():
    board = runs(PartyFactory(name="Stichting De Kas"), person__name="Zwaantje Zilver")
    person = PersonFactory(name="Pelle Paars")
    given = {"person": person, "party": board.party, "starts": clock.today()}
    held = services.give_role(board, role="member", **given)
    held = services.change_role(board, held, role="board")
    services.end_role(board, held, reason="De termijn is voorbij.")
    entries = Entry.objects.order_by("id")
    assert [entry.verb for entry in entries] == ["role.give", "role.change", "role.end"]
    assert {entry.office for entry in entries} == {"Stichting De Kas, bestuurslid"}
    public = str(list(entries.values())) + str(list(Fact.objects.values_list("facts", flat=True)))
    assert "Zwaantje" not in public and "Pelle" not in public and str(person.pk) not in public


def test_a_refused_change_leaves_no_trace():
    board = runs(PartyFactory())
    held = MembershipFactory(party=board.party, role="member")
    with pytest.raises(InputRefused, match="telefoonnummer"):
        services.end_role(board, held, reason="Bel 0612345678")
    held.refresh_from_db()
    assert held.ends is None and not Entry.objects.exists()


def test_a_role_given_again_on_the_day_it_was_stopped_counts():
    board = runs(PartyFactory())
    given = {"person": PersonFactory(), "party": board.party, "role": "member"}
    held = services.give_role(board, starts=clock.today(), **given)
    services.end_role(board, held, reason="Vergissing")
    services.give_role(board, starts=clock.today(), **given)
    assert queries.memberships_on(given["person"], timezone.localdate()).count() == 1
