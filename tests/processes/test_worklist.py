"""The work list: what an office must do, the first due first, and nobody else's."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from schakel.base import clock, worklist
from schakel.base.actor import Actor
from schakel.dossiers.models import Dossier
from schakel.norms.models import Norm
from schakel.processes import services
from schakel.processes.models import Phase, Process
from tests.factories import funding
from tests.factories.areas import AreaFactory
from tests.factories.people import MunicipalityFactory, official

pytestmark = pytest.mark.django_db
NOW = funding.START


@pytest.fixture
def round():
    with clock.at(NOW):
        yield funding.prepared()


def worklist_page(client, actor: Actor, query: str = ""):
    client.force_login(actor.person)
    response = client.get(f"/werklijst/{query}")
    assert response.status_code == 200
    return response


def test_a_round_stands_on_the_list_with_the_act_and_the_day(client, round):
    office = official(round.dossier.municipality)
    with clock.at(NOW + timedelta(days=1)):
        page = worklist_page(client, office)
    (line,) = page.context["lines"]
    assert line.work.title == round.dossier.title
    assert str(line.work.act) == "Open het stemmen"
    assert line.work.due == funding.OPENS.date()
    assert line.words == "Nog 4 werkdagen"  # Monday 2 to Friday 6 November; it opens on a Sunday
    assert round.dossier.get_absolute_url() in page.content.decode()


def test_what_was_not_done_in_time_is_late_and_said_first(client, round):
    office = official(round.dossier.municipality)
    with clock.at(funding.OPENS + timedelta(days=3)):
        page = worklist_page(client, office, "?toon=te-laat")
    assert page.context["urgency"] == "1 zaak is te laat."
    (line,) = page.context["lines"]
    assert line.status == "late"


def test_another_municipality_sees_nothing_of_it(client, round):
    elsewhere = official(MunicipalityFactory())
    with clock.at(NOW):
        page = worklist_page(client, elsewhere)
    assert page.context["counts"].all == 0
    assert "U hebt nu niets te doen." in page.content.decode()


def test_a_role_for_one_area_sees_only_that_area(client, round):
    other = AreaFactory(kind="wijk", parent=round.dossier.area.parent)
    here = official(round.dossier.municipality, area=round.dossier.area)
    there = official(round.dossier.municipality, area=other)
    assert worklist.of(here).counts().all == 1
    assert worklist.of(there).counts().all == 0


def test_a_legal_term_takes_the_place_of_the_act_and_can_stand_still(client, round):
    Norm.objects.create(
        key="trial.weeks",
        value=8,
        unit="weeks",
        valid_from=date(2020, 1, 1),
        source="Awb 4:13",
        verified=True,
    )
    office = official(round.dossier.municipality)
    process = Process.objects.get(dossier=round.dossier)
    with clock.at(NOW):
        running = services.start_clock(office, process, "trial.weeks")
    with clock.at(NOW + timedelta(days=10)):
        services.suspend_clock(office, running, because="Wij wachten op de tekening.")
    with clock.at(NOW + timedelta(days=20)):
        page = worklist_page(client, office, "?toon=staat-stil")
    (line,) = page.context["lines"]
    assert line.status == "paused"
    assert line.days_left == 46
    assert "Wij wachten op de tekening." in page.content.decode()
    assert page.context["counts"].all == 1


def test_only_an_office_has_a_work_list(client, round):
    assert client.get("/werklijst/").status_code == 403


def test_a_thousand_cases_cost_no_more_than_ten(client, round, django_assert_max_num_queries):
    office = official(round.dossier.municipality)
    _fill(round.dossier, 1_000)
    client.force_login(office.person)
    with clock.at(NOW), django_assert_max_num_queries(12):
        first = client.get("/werklijst/")
    with clock.at(NOW):
        last = client.get("/werklijst/?pagina=41")
    assert first.context["counts"].all == 1_001
    assert len(first.context["lines"]) == 25
    assert len(last.context["lines"]) == 1
    due = [line.work.due for line in first.context["lines"]]
    assert due == sorted(due)


def test_no_case_is_shown_twice_or_left_out_over_the_pages(round):
    office = official(round.dossier.municipality)
    _fill(round.dossier, 60)
    with clock.at(NOW):
        titles = [
            w.title for start in (0, 25, 50) for w in worklist.of(office).items("all", start, 25)
        ]
    assert len(titles) == len(set(titles)) == 61


def _fill(like: Dossier, number: int) -> None:
    """Copies of a round in preparation, straight into the tables: the page is what is tested."""
    dossiers = [
        Dossier(
            short_id=f"z{n}",
            kind="round",
            municipality=like.municipality,
            area=like.area,
            title=f"Ronde {n:04}",
            purpose="Geld verdelen.",
            owner=like.owner,
            created=timezone.now(),
        )
        for n in range(number)
    ]
    Dossier.objects.bulk_create(dossiers)
    processes = Process.objects.bulk_create(
        Process(dossier=dossier, kind="round", state="prepare") for dossier in dossiers
    )
    closes: datetime = funding.OPENS
    Phase.objects.bulk_create(
        Phase(process=process, name="prepare", opens=NOW, closes=closes + timedelta(hours=n))
        for n, process in enumerate(processes)
    )
