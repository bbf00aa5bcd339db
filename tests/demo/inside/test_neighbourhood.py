"""The neighbourhood that a visitor walks through: enough of everything, of every kind and age."""

from collections import Counter
from datetime import timedelta

from schakel.base import clock
from schakel.initiatives import kinds
from schakel.initiatives.models import (
    Campaign,
    Handover,
    Initiative,
    Participant,
    Point,
    Response,
    Scan,
    ScanModel,
    Tie,
)
from schakel.web.demo.content import municipalities


def test_sixty_initiatives_of_every_type_and_state_lie_over_ten_districts(built: None) -> None:
    made = Initiative.objects.select_related("dossier__area__parent", "dossier__process")
    assert len(made) >= 60
    districts = Counter(initiative.dossier.area.parent.code for initiative in made)
    assert districts.keys() >= {district.code for district in municipalities()[0].districts}
    assert {initiative.type for initiative in made} >= set(Initiative.Type.values)
    states = {initiative.dossier.process.state for initiative in made}
    assert states >= set(kinds.INITIATIVE.states) - {"removed"}


def test_some_began_long_ago_and_some_last_week(built: None) -> None:
    begun = [
        initiative.met or initiative.dossier.created.date()
        for initiative in Initiative.objects.select_related("dossier")
    ]
    assert min(begun) < clock.today() - timedelta(days=5 * 365)
    assert max(begun) > clock.today() - timedelta(days=14)


def test_an_idea_that_was_taken_over_keeps_the_credit_of_its_source(built: None) -> None:
    copies = Initiative.objects.filter(credits__kind="copy").distinct()
    assert len(copies) >= 5
    for copy in copies:
        assert set(copy.credits.values_list("kind", flat=True)) == {"idea", "copy"}


def test_a_dozen_groups_filled_in_their_links_and_lindendam_has_words_of_its_own(
    built: None,
) -> None:
    chains = Scan.objects.filter(frame="chain")
    assert len({scan.dossier_id for scan in chains}) >= 12
    assert {scan.shared for scan in chains} == set(Scan.Shared.values)
    assert ScanModel.objects.filter(frame="chain").count() == 1
    assert Scan.objects.filter(frame="actie", party__kind="municipality").count() == 1


def test_neighbours_take_part_and_a_village_house_is_handed_over(built: None) -> None:
    assert Participant.objects.count() > 60
    assert Participant.objects.exclude(link="").count() > 10
    assert Handover.objects.filter(done__isnull=False).count() == 1
    assert Handover.objects.filter(done=None, stopped=None).count() == 1


def test_a_district_was_asked_twice_and_points_and_ties_stand_on_the_map(built: None) -> None:
    assert Campaign.objects.count() == 2
    assert Response.objects.count() > 200
    assert Response.objects.filter(topic__isnull=False).count() > 150
    assert Point.objects.count() >= 10
    assert Tie.objects.filter(confirmed__isnull=False).count() >= 10
