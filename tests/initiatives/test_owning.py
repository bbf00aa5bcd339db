"""Who owns a dream: its teller by mail, one of two at once, and nobody else in their place."""

from datetime import timedelta

import pytest

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.models import Dossier
from schakel.initiatives import services
from schakel.initiatives.models import Claim, Credit
from schakel.people.models import Membership
from tests.factories.exchange import Town, resident
from tests.factories.initiatives import SOUP, dream, initiative
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def told_by_mail(town: Town, email: str = "an@voorbeeld.example") -> services.Told:
    return services.tell(Actor.visitor(), town.area, SOUP, email=email)


def test_a_dream_without_an_account_is_not_read_by_everybody_at_once(town: Town) -> None:
    told = told_by_mail(town)
    assert told.initiative.dossier.visibility == Dossier.Visibility.CLOSED
    assert told.initiative.dossier.owner == town.municipality


def test_who_has_an_account_is_read_at_once(town: Town) -> None:
    made = dream(town)
    assert made.dossier.visibility == Dossier.Visibility.PUBLIC
    assert made.dossier.process.state == "dream"


def test_the_teller_takes_it_up_with_the_link_and_runs_a_new_group(town: Town) -> None:
    told = told_by_mail(town)
    person = PersonFactory(email="an@voorbeeld.example")
    made = services.claim(resident(person), told.token)
    assert made.dossier.owner.name == SOUP.title
    assert Membership.objects.filter(person=person, party=made.dossier.owner, role="board").exists()
    assert made.dossier.visibility == Dossier.Visibility.PUBLIC
    assert Credit.objects.get(initiative=made).person == person


def test_another_address_cannot_take_over_a_dream(town: Town) -> None:
    told = told_by_mail(town)
    with pytest.raises(NotAllowed, match="ander e-mailadres"):
        services.claim(resident(), told.token)
    with pytest.raises(NotAllowed, match="krijgt eerst de kans"):
        services.adopt(resident(), told.initiative)
    told.initiative.dossier.refresh_from_db()
    assert told.initiative.dossier.owner == town.municipality


def test_an_expired_link_says_what_to_do_and_a_new_one_comes_to_the_same_address_only(
    town: Town,
) -> None:
    told = told_by_mail(town)
    teller = resident(PersonFactory(email="an@voorbeeld.example"))
    with clock.at(clock.now() + timedelta(days=15)):
        with pytest.raises(InputRefused, match="Vraag hieronder een nieuwe"):
            services.claim(teller, told.token)
        assert services.renew(told.initiative, "ander@voorbeeld.example") == ""
        fresh = services.renew(told.initiative, "An@voorbeeld.example ")
        assert fresh and fresh != told.token
        with pytest.raises(InputRefused, match="kennen wij niet"):
            services.claim(teller, told.token)
        assert services.claim(teller, fresh).dossier.process.state == "idea"


def test_after_the_link_is_over_a_neighbour_may_take_it_up(town: Town) -> None:
    told = told_by_mail(town)
    with clock.at(clock.now() + timedelta(days=15)):
        made = services.adopt(resident(), told.initiative, group="De soepploeg")
    assert made.dossier.owner.name == "De soepploeg"
    credit = Credit.objects.get(initiative=made)
    assert credit.person is None and "een bewoner van" in credit.words


def test_a_link_works_once(town: Town) -> None:
    told = told_by_mail(town)
    teller = resident(PersonFactory(email="an@voorbeeld.example"))
    services.claim(teller, told.token)
    with pytest.raises(InputRefused, match="al gebruikt"):
        services.claim(teller, told.token)
    assert Claim.objects.get().used is not None


def test_the_second_who_takes_a_dream_up_hears_who_was_first(town: Town) -> None:
    made = dream(town)
    services.adopt(resident(), made, group="De eersten")
    with pytest.raises(InputRefused, match="al opgepakt door De eersten"):
        services.adopt(resident(), made)


def test_somebody_who_speaks_for_a_party_takes_it_up_for_that_party(town: Town) -> None:
    board = town.party(name="Stichting De Linde")
    made = services.adopt(board, dream(town))
    assert made.dossier.owner == board.party


def test_given_back_it_is_a_dream_of_the_neighbourhood_again(town: Town) -> None:
    made, board = initiative(town)
    services.release(board, made, reason="Wij verhuizen.")
    made.dossier.refresh_from_db()
    assert made.dossier.owner == town.municipality
    assert (
        services.adopt(resident(), made, group="Nieuwe ploeg").dossier.owner.name == "Nieuwe ploeg"
    )
