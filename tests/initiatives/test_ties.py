"""The network of an area: who does what with whom, who says so, and whether the other agrees."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.initiatives.models import Tie
from schakel.initiatives.services import ties as services
from tests.factories.exchange import Town, resident
from tests.factories.initiatives import signed_in
from tests.factories.people import official
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.mark.requirement("S3-029", breaks="schakel.initiatives.services.ties.say")
@pytest.mark.requirement("S3-004", breaks="schakel.initiatives.services.ties.confirm")
@pytest.mark.parametrize("kind", ["economic", "cultural", "meaning"])
def test_a_tie_says_what_kind_it_is_and_who_says_so_and_the_other_confirms(
    client: Client, town: Town, kind: str
) -> None:
    club, church = town.party(name="Voetbalclub"), town.party(name="Open kerk")
    signed_in(client, club)
    answer = client.post(
        reverse("initiatives:add_tie"),
        {
            "other": "open kerk",
            "kind": kind,
            "text": "Zij eten in onze kantine.",
            "area": town.area.code,
        },
    )
    listed = reverse("initiatives:ties") + f"?buurt={town.area.code}&soort={kind}"
    page = said(Client().get(listed))
    assert "Voetbalclub – Open kerk" in page
    assert "één partij zegt dit" in page
    signed_in(client, church)
    client.post(reverse("initiatives:confirm_tie", args=[Tie.objects.get().pk]))
    assert "beide partijen zeggen dit" in said(Client().get(listed))
    assert "Voetbalclub" in said(Client().get(answer.url))
    other = next(each for each in Tie.Kind.values if each != kind)
    page = said(Client().get(reverse("initiatives:ties") + f"?soort={other}"))
    assert "Voetbalclub" not in page


def test_an_office_names_a_tie_of_others_only_with_where_to_read_it(town: Town) -> None:
    one, other = town.party().party, town.party().party
    office = official(town.municipality)
    with pytest.raises(InputRefused, match="waar dit te lezen is"):
        services.say(office, town.area, other, kind="care", text="Samen.", one=one)
    tie = services.say(
        office, town.area, other, kind="care", text="Samen.", one=one, source="Jaarverslag 2025"
    )
    assert "uit een bron" in said(Client().get(reverse("initiatives:ties")))
    assert tie.confirmed is None


def test_nobody_else_says_confirms_or_ends_a_tie(town: Town) -> None:
    one, other, third = town.party(), town.party(), town.party()
    for nobody in (resident(), third):
        with pytest.raises(NotAllowed):
            services.say(nobody, town.area, other.party, kind="care", text="Samen.", one=one.party)
    tie = services.say(one, town.area, other.party, kind="care", text="Samen.")
    for nobody in (one, resident(), third, official(town.municipality)):
        with pytest.raises(NotAllowed):
            services.confirm(nobody, tie)
    for nobody in (resident(), third, official(Town().municipality)):
        with pytest.raises(NotAllowed):
            services.end(nobody, tie, reason="Zo.")
    services.end(other, tie, reason="Wij doen dit niet.")
    assert "Samen." not in said(Client().get(reverse("initiatives:ties")))


def test_the_database_refuses_a_tie_twice_or_of_one_party(town: Town) -> None:
    one, other = town.party(), town.party()
    services.say(one, town.area, other.party, kind="care", text="Samen.")
    with pytest.raises(InputRefused, match="staat er al"):
        services.say(one, town.area, other.party, kind="care", text="Nog eens.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tie.objects.update(other=one.party)


def test_an_unknown_name_is_said_at_its_field(client: Client, town: Town) -> None:
    signed_in(client, town.party())
    answer = client.post(
        reverse("initiatives:add_tie"),
        {"other": "Bestaat niet", "kind": "care", "text": "Samen.", "area": town.area.code},
    )
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["other"]
