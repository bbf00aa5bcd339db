"""An invitation: for one address, for a while, once, and only while the inviter may."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from schakel.base import clock
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.people import queries, services
from schakel.people.models import Invitation, Membership
from tests.factories.people import (
    MembershipFactory,
    MunicipalityFactory,
    PartyFactory,
    PersonFactory,
    official,
    runs,
)

pytestmark = pytest.mark.django_db


def resident(person):
    from schakel.base.actor import Actor

    return Actor(person=person, party=None, role="resident")


def issued(board, **more):
    return services.invite(
        board, **{"party": board.party, "role": "member", "email": "Noor@voorbeeld.example", **more}
    )


def test_from_the_mail_to_the_role(client):
    board = runs(PartyFactory(name="Stichting De Kas"))
    client.force_login(board.person)
    client.post(
        f"/partij/{board.party.address}/rollen/uitnodigen/",
        {"email": "noor@voorbeeld.example", "role": "board"},
    )
    (sent,) = mail.outbox
    assert sent.to == ["noor@voorbeeld.example"] and "Stichting De Kas" in sent.subject
    path = re.search(r"http://testserver(/uitnodiging/\S+)", sent.body)[1]
    assert (
        "noor@voorbeeld.example"
        in client.get(f"/partij/{board.party.address}/rollen/").content.decode()
    )
    client.logout()
    assert "Log in" in client.get(path).content.decode()
    noor = PersonFactory(email="noor@voorbeeld.example")
    client.force_login(noor)
    assert "Ja, ik doe mee" in client.get(path).content.decode()
    answer = client.post(path, {"doe": "ja"})
    held = noor.memberships.get()
    assert (held.role, held.party) == ("board", board.party)
    assert answer["Location"] == f"/rol/?kies={held.pk}"
    # Used once.
    assert "al gebruikt" in client.get(path).content.decode()
    assert client.post(path, {"doe": "ja"}).status_code == 400
    assert noor.memberships.count() == 1


def test_another_address_cannot_take_it_over(client):
    given = issued(runs(PartyFactory()))
    thief = PersonFactory()
    client.force_login(thief)
    page = client.get(f"/uitnodiging/{given.token}/").content.decode()
    assert "ander e-mailadres" in page and "noor@" not in page
    assert client.post(f"/uitnodiging/{given.token}/", {"doe": "ja"}).status_code == 403
    assert not thief.memberships.exists()
    assert Invitation.objects.get().accepted is None


def test_only_a_hash_of_the_link_is_kept():
    given = issued(runs(PartyFactory()))
    assert given.token not in str(Invitation.objects.values().get())


def test_it_lapses_after_the_term_of_the_norm(client):
    given = issued(runs(PartyFactory()))
    noor = resident(PersonFactory(email="noor@voorbeeld.example"))
    with clock.at(timezone.now() + timedelta(days=14, seconds=1)):
        with pytest.raises(InputRefused, match="verlopen"):
            services.accept_invitation(noor, given.token)
    with clock.at(timezone.now() + timedelta(days=13)):
        services.accept_invitation(noor, given.token)


def test_it_rests_on_the_rights_of_who_sent_it():
    board = runs(PartyFactory())
    runs(board.party)
    given = issued(board)
    services.leave(board, Membership.objects.get(person=board.person))
    with pytest.raises(InputRefused, match="ingetrokken"):
        services.accept_invitation(
            resident(PersonFactory(email="noor@voorbeeld.example")), given.token
        )


def test_withdrawn_declined_and_replaced_ones_give_nothing():
    board = runs(PartyFactory())
    noor = resident(PersonFactory(email="noor@voorbeeld.example"))
    withdrawn = issued(board)
    services.withdraw_invitation(board, withdrawn.invitation)
    declined = issued(board)
    services.decline_invitation(noor, declined.token)
    replaced = issued(board)
    issued(board)
    for one in (withdrawn, declined, replaced):
        with pytest.raises(InputRefused):
            services.accept_invitation(noor, one.token)
    assert queries.open_invitations(board.party, timezone.now()).count() == 1


def test_a_party_has_so_many_open_at_once():
    board = runs(PartyFactory())
    for n in range(25):
        issued(board, email=f"n{n}@voorbeeld.example")
    with pytest.raises(InputRefused, match="Trek er eerst een in"):
        issued(board, email="nog@voorbeeld.example")


def test_an_official_never_invites_an_administrator_nor_anybody_elsewhere(client):
    home = MunicipalityFactory()
    actor = official(home)
    for party in (home, MunicipalityFactory(), PartyFactory(municipality=MunicipalityFactory())):
        for role in ("admin", "official", "board"):
            with pytest.raises(NotAllowed):
                services.invite(actor, party=party, role=role, email="x@voorbeeld.example")
    client.force_login(actor.person)
    form = {"email": "x@voorbeeld.example", "role": "admin"}
    assert client.post(f"/partij/{home.address}/rollen/uitnodigen/", form).status_code == 403


def test_the_municipality_helps_a_party_that_nobody_runs_and_stops_when_somebody_does():
    home = MunicipalityFactory()
    party = PartyFactory(municipality=home)
    helper = official(home)
    services.invite(helper, party=party, role="board", email="a@voorbeeld.example")
    with pytest.raises(NotAllowed):
        services.invite(helper, party=party, role="member", email="a@voorbeeld.example")
    runs(party)
    with pytest.raises(NotAllowed):
        services.invite(helper, party=party, role="board", email="b@voorbeeld.example")


def test_a_form_with_the_id_of_another_partys_invitation_or_role_changes_nothing(client):
    mine, theirs = runs(PartyFactory()), runs(PartyFactory())
    given = issued(theirs)
    seat = MembershipFactory(party=theirs.party, role="member")
    client.force_login(mine.person)
    address = mine.party.address
    hostile = [
        f"/partij/{address}/uitnodigingen/{given.invitation.pk}/intrekken/",
        f"/partij/{address}/rollen/{seat.pk}/wijzigen/",
        f"/partij/{address}/rollen/{seat.pk}/beeindigen/",
    ]
    form = {"role": "board", "reason": "Zomaar"}
    assert [client.post(url, form).status_code for url in hostile] == [404, 404, 404]
    seat.refresh_from_db()
    assert seat.role == "member" and seat.ends is None
    assert Invitation.objects.get().withdrawn is None


def test_the_address_is_kept_no_longer_than_the_norm():
    issued(runs(PartyFactory()))
    with clock.at(timezone.now() + timedelta(days=43)):
        assert services.clean_invitations() == 0
    with clock.at(timezone.now() + timedelta(days=45)):
        assert services.clean_invitations() == 1


def test_a_mail_that_does_not_go_out_is_said(client, settings):
    settings.EMAIL_BACKEND = "tests.people.broken_mail.Backend"
    board = runs(PartyFactory())
    client.force_login(board.person)
    answer = client.post(
        f"/partij/{board.party.address}/rollen/uitnodigen/",
        {"email": "noor@voorbeeld.example", "role": "member"},
        follow=True,
    )
    assert "De mail ging niet weg" in answer.content.decode()
