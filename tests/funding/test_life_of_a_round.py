from datetime import timedelta

import pytest

from schakel.base import clock
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.funding import services
from schakel.funding.exceptions import Frozen, NotCounted, TooDear
from schakel.funding.models import Outcome, ProjectResult
from schakel.funding.services import ProjectSpec
from schakel.journal.models import Entry
from schakel.processes.exceptions import NotInThisPhase, NotInThisState
from schakel.processes.models import Decision
from schakel.voice.exceptions import BoxStillOpen
from tests.factories import funding as make

pytestmark = pytest.mark.django_db


def state(round):
    return type(round.dossier.process).objects.get(dossier=round.dossier_id).state


def test_a_round_lives_from_preparation_to_a_decision_and_every_step_is_in_the_journal():
    round = make.decided()

    assert state(round) == "decided"
    verbs = list(
        Entry.objects.filter(dossier=round.pk).order_by("pk").values_list("verb", flat=True)
    )
    assert verbs == [
        "round.start",
        "round.declare",
        "round.plans.add",
        "round.open",
        "voice.open",
        "voice.add",
        "round.close",
        "voice.close",
        "round.count",
        "round.decide",
        "round.decision",
    ]


def test_the_outcome_keeps_the_order_the_reason_and_the_comparison():
    outcome = make.decided().outcome

    # 12 voters share 6,000: the 6 and the 3 pay for their plans; the beek lacks money.
    assert outcome.data["winners"] == ["1", "2", "3"]
    assert outcome.voters == 12
    assert outcome.spent_cents == 6_000_00
    assert outcome.asked_cents == 12_000_00
    assert outcome.covered == 10
    lines = list(ProjectResult.objects.filter(outcome=outcome))
    assert [line.project.key for line in lines] == ["1", "2", "3", "4"]
    assert [line.chosen_in for line in lines] == [1, 2, 3, None]
    assert lines[3].lacked_cents > 0
    assert lines[3].explanation["key"] == "allocation.lost.shares"


def test_a_second_count_gives_the_first_outcome():
    round = make.counted()
    first = Outcome.objects.get(round=round)
    with clock.at(make.CLOSES + timedelta(days=1)):
        assert services.count(make.SYSTEM, round).computed == first.computed
    assert Entry.objects.filter(dossier=round.pk, verb="round.count").count() == 1


def test_steps_out_of_order_are_refused():
    round = make.prepared()
    with clock.at(make.OPENS):
        with pytest.raises(NotInThisState):
            services.count(make.SYSTEM, round)
        with pytest.raises(NotCounted):
            services.decide(make.SYSTEM, round)
    with clock.at(make.START), pytest.raises(NotInThisPhase):
        services.open_voting(make.SYSTEM, round)
    with clock.at(make.OPENS):
        round = services.open_voting(make.SYSTEM, round)
        with pytest.raises(NotInThisPhase, match="Stemmen kan tot"):
            services.close_voting(make.SYSTEM, round)
        with pytest.raises(NotAllowed):
            services.withdraw(make.official(round.pot.municipality), round, reason="Te laat.")
    assert state(round) == "voting"


def test_nothing_is_counted_before_the_box_is_closed():
    from schakel.funding import counting

    with pytest.raises(BoxStillOpen):
        counting.run(make.opened())


def test_a_round_without_plans_does_not_open():
    round = make.prepared(plans=())
    with clock.at(make.OPENS), pytest.raises(InputRefused, match="geen plannen"):
        services.open_voting(make.SYSTEM, round)


def test_plans_are_added_changed_and_removed_only_in_preparation():
    round = make.prepared()
    services.add_project(make.SYSTEM, round, ProjectSpec("Bankje", 500_00))
    bench = round.projects.get(title="Bankje")
    assert bench.key == "5"
    services.change_project(
        make.SYSTEM,
        bench,
        title="Bankje",
        cost_cents=600_00,
        description="Met leuning",
        proposer="",
    )
    services.remove_project(make.SYSTEM, round.projects.get(key="4"))
    assert [p.cost_cents for p in round.projects.all()] == [3_000_00, 2_000_00, 1_000_00, 600_00]

    with clock.at(make.OPENS):
        services.open_voting(make.SYSTEM, round)
    for act in (
        lambda: services.add_project(make.SYSTEM, round, ProjectSpec("Te laat", 1)),
        lambda: services.remove_project(make.SYSTEM, bench),
    ):
        with pytest.raises(Frozen):
            act()


@pytest.mark.parametrize(
    "spec",
    [
        ProjectSpec("", 100),
        ProjectSpec("Gratis", 0),
        ProjectSpec("Min", -1),
        ProjectSpec("Komma", 100, key="a,b"),
        ProjectSpec("Dubbel", 100, key="1"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_words(spec):
    round = make.prepared()
    with pytest.raises(InputRefused):
        services.add_projects(make.SYSTEM, round, [ProjectSpec("Goed", 100), spec])
    assert round.projects.count() == 4


def test_the_rounds_of_a_pot_together_stay_within_it():
    pot = make.pot(10_000_00)
    make.prepared(pot=pot, budget_cents=7_000_00)
    with pytest.raises(TooDear, match=r"€.3\.000"):
        make.prepared(pot=pot, budget_cents=3_000_01)
    make.prepared(pot=pot, budget_cents=3_000_00)


def test_a_withdrawn_round_gives_its_money_back_and_says_why():
    pot = make.pot(10_000_00)
    round = make.prepared(pot=pot, budget_cents=7_000_00)
    who = make.official(pot.municipality)
    with pytest.raises(InputRefused, match="waarom"):
        services.withdraw(who, round, reason=" ")
    services.withdraw(who, round, reason="De raad stelde de regeling uit.")
    assert state(round) == "withdrawn"
    assert Entry.objects.get(verb="round.withdraw").reason == "De raad stelde de regeling uit."
    make.prepared(pot=pot, budget_cents=10_000_00)


def test_another_municipality_and_another_area_may_do_nothing():
    round = make.prepared()
    stranger = make.official(
        make.municipality("Gemeente Elders", "GM9902"), email="elders@example.org"
    )
    elsewhere = make.official(
        round.pot.municipality, email="wijk@example.org", within=make.area("WK990102", "Oost")
    )
    for who in (stranger, elsewhere):
        with clock.at(make.OPENS):
            for act in (
                lambda who=who: services.open_voting(who, round),
                lambda who=who: services.add_project(who, round, ProjectSpec("Plan", 100)),
                lambda who=who: services.withdraw(who, round, reason="Nee"),
                lambda who=who: make.prepared(who, pot=round.pot, plans=()),
            ):
                with pytest.raises(NotAllowed):
                    act()


def test_where_residents_advise_the_municipality_decides_afterwards_with_its_own_texts():
    round = make.counted(standing="advice", decides="college van burgemeester en wethouders")
    with clock.at(make.CLOSES):
        with pytest.raises(NotInThisState, match="advies"):
            services.decide(make.SYSTEM, round, outcome="yes", plain_text="Ja.", legal_text="Ja.")
        services.conclude(make.SYSTEM, round)
        assert state(round) == "advised"
        who = make.official(round.pot.municipality)
        with pytest.raises(InputRefused, match="grond"):
            services.decide(who, round, outcome="no", plain_text="Nee.", legal_text="Nee.")
        services.decide(
            who,
            round,
            outcome="no",
            plain_text="Wij volgen het advies niet.",
            legal_text="Het college besluit af te wijken.",
            legal_ground="Regeling wijkbudget 2026, artikel 7",
        )
    advice, decision = Decision.objects.order_by("pk")
    assert (advice.standing, advice.body) == ("advice", "bewoners")
    assert (decision.standing, decision.body) == ("right", round.decides)
    assert state(round) == "decided"


def test_a_decision_of_residents_takes_no_text_of_others():
    round = make.counted()
    with clock.at(make.CLOSES), pytest.raises(InputRefused, match="uitslag"):
        services.decide(make.SYSTEM, round, outcome="no", plain_text="Nee.", legal_text="Nee.")
    assert state(round) == "counting"


def test_a_decision_is_dutch_whatever_language_its_official_reads():
    from django.utils import translation

    round = make.counted()
    with clock.at(make.CLOSES), translation.override("en"):
        decision = services.conclude(make.SYSTEM, round)
    assert "volgorde van het plannummer" in decision.legal_text
    assert decision.plain_text.startswith("3 van de 4 plannen krijgen geld")
    assert decision.english_summary.startswith("3 of the 4 plans get money")


@pytest.mark.parametrize("terms", [{"regulation": "x" * 301}, {"decides": ""}, {"ties": "dice"}])
def test_terms_that_could_not_end_in_a_decision_are_refused_at_the_start(terms):
    with pytest.raises(InputRefused):
        make.prepared(**terms)


def test_the_longest_regulation_still_grounds_a_decision():
    assert make.decided(regulation="x" * 300, ballots=()).dossier.process.state == "decided"
