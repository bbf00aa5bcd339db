"""What fits a line: of the same kind, about the same, near; residents first; with the reasons."""

import datetime

import pytest

from schakel.exchange import matching, queries, services
from schakel.exchange.services import Terms
from tests.factories import exchange as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make.Town()


def keys(fit):
    return [reason.key.rsplit(".", 1)[1] for reason in fit.match.reasons]


def test_what_is_about_the_same_fits_and_says_why(town):
    asker = make.resident()
    question = make.asked(town, asker)
    cook = make.offered(town)
    make.offered(town, terms=Terms("knowledge", "Fietsen maken", "Ik plak uw band."))
    make.offered(town, terms=Terms("time", "Koken voor een grote groep"))
    (fit,) = queries.fits(asker, question)
    assert fit.line == cook
    assert keys(fit) == ["residents", "about", "same_area"]


def test_residents_come_before_institutions_even_when_these_are_nearer(town):
    asker = make.resident()
    question = make.asked(town, asker)
    institution = make.offered(town, town.party(kind="company", corner="market"))
    neighbour = services.offer(make.resident(), town.beside, make.COOKING)
    found = queries.fits(asker, question)
    assert [fit.line for fit in found] == [neighbour, institution]
    assert keys(found[0]) == ["residents", "about", "near"]
    assert keys(found[1]) == ["about", "same_area"]
    pair = matching.duo([fit.match for fit in found])
    assert [each.pk for each in pair] == [neighbour.pk, institution.pk]


def test_a_space_fits_any_purpose_when_it_is_free_and_large_enough(town):
    asker = make.resident()
    hall = Terms("space", "Zaal op zaterdag", quantity=600, square_metres=80)
    small = Terms("space", "Kamertje", quantity=600, square_metres=10)
    question = make.asked(
        town, asker, Terms("space", "Waar kunnen wij dansen?", quantity=120, square_metres=60)
    )
    large, little = make.offered(town, terms=hall), make.offered(town, terms=small)
    found = queries.fits(asker, question)
    assert [fit.line for fit in found] == [large, little]
    assert "part" in keys(found[1]) and "part" not in keys(found[0])


def test_other_days_another_municipality_and_own_lines_do_not_fit(town):

    asker = make.resident()
    day = datetime.date(2030, 5, 1)
    question = make.asked(town, asker, Terms("time", "Helpen met verven", ends=day))
    make.offered(town, asker, Terms("time", "Helpen met verven"))
    make.offered(make.Town(), terms=Terms("time", "Helpen met verven"))
    later = day + datetime.timedelta(days=1)
    make.offered(town, terms=Terms("time", "Helpen met verven", starts=later))
    assert queries.fits(asker, question) == []


def test_an_offer_finds_the_questions(town):
    giver = make.resident()
    question = make.asked(town)
    assert [fit.line for fit in queries.fits(giver, make.offered(town, giver))] == [question]
