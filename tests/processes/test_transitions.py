"""Processes: only declared moves, by whom may, in the open phase; the database refuses the rest."""

from datetime import timedelta

import pytest
import rules
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from schakel.base import clock
from schakel.base.actor import Actor
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.models import Fact
from schakel.norms.models import Norm, NormNotVerified
from schakel.people.permissions import acts_for_municipality
from schakel.processes import kinds, queries, services
from schakel.processes.exceptions import NotInThisPhase, NotInThisState
from schakel.processes.kinds import ProcessKind, Transition
from schakel.processes.models import AllowedTransition, Decision, Process
from tests.factories.dossiers import DossierFactory
from tests.factories.people import official

pytestmark = pytest.mark.django_db

KIND = ProcessKind(
    name="trial",
    states={"draft": "ontwerp", "open": "open", "done": "klaar"},
    initial="draft",
    transitions=(
        Transition("open", ("draft",), "open", may=acts_for_municipality),
        Transition("finish", ("open",), "done", may=rules.always_true, phase="work"),
    ),
    verbs={"open": "Open", "finish": "Rond af"},
    phases={"work": "werken"},
)


@pytest.fixture
def process(monkeypatch):
    monkeypatch.setitem(kinds.kinds._items, "trial", KIND)
    services.install_allowed()
    now = timezone.now()
    dossier = DossierFactory()
    return services.start(
        Actor.system(), dossier, "trial", phases={"work": (now, now + timedelta(days=1))}
    )


def test_a_declared_move_changes_state_and_is_logged_and_journalled(process):
    actor = official(process.dossier.municipality)
    moved = services.move(actor, process, "open", reason="Alles is klaar.")
    assert moved.state == "open"
    log = moved.log.last()
    assert (log.verb, log.source, log.target) == ("open", "draft", "open")
    assert log.entry.reason == "Alles is klaar."
    assert Fact.objects.get(entry=log.entry).facts == {"from": "draft", "to": "open"}


def test_somebody_without_the_role_is_refused_and_nothing_is_written(process):
    before = Fact.objects.count()
    for stranger in (Actor.visitor(), official()):
        with pytest.raises(NotAllowed, match="rol"):
            services.move(stranger, process, "open")
    assert Fact.objects.count() == before


def test_a_verb_from_another_state_is_refused_with_the_state_named(process):
    with pytest.raises(NotInThisState, match="ontwerp"):
        services.move(Actor.system(), process, "finish")


def test_a_verb_outside_its_phase_is_refused_with_the_phase_named(process):
    services.move(official(process.dossier.municipality), process, "open")
    with (
        clock.at(timezone.now() + timedelta(days=2)),
        pytest.raises(NotInThisPhase, match="werken"),
    ):
        services.move(Actor.system(), process, "finish")
    assert services.move(Actor.system(), process, "finish").state == "done"


@pytest.mark.parametrize(
    "change", [{"state": "done"}, {"state": "nonsense"}, {"kind": "round", "state": "draft"}]
)
def test_the_database_itself_refuses_any_other_change(process, change):
    with pytest.raises(DatabaseError, match="cannot go from this state"), transaction.atomic():
        Process.objects.filter(pk=process.pk).update(**change)
    process.refresh_from_db()
    assert (process.kind, process.state) == ("trial", "draft")


def test_the_database_refuses_a_process_that_begins_in_the_middle(process):
    with pytest.raises(DatabaseError, match="cannot go from this state"), transaction.atomic():
        Process.objects.create(dossier=DossierFactory(), kind="trial", state="done")


def test_the_database_refuses_it_by_raw_sql_too(process):
    with (
        pytest.raises(DatabaseError, match="cannot go"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE processes_process SET state = 'done'")


def test_moves_that_are_no_longer_declared_leave_the_table(process, monkeypatch):
    AllowedTransition.objects.create(kind="trial", source="done", target="draft")
    services.install_allowed()
    assert not AllowedTransition.objects.filter(kind="trial", source="done").exists()


def test_a_declaration_that_names_an_unknown_state_cannot_be_made():
    with pytest.raises(ValueError, match="elsewhere"):
        ProcessKind(
            name="wrong",
            states={"draft": "ontwerp"},
            initial="draft",
            transitions=(Transition("go", ("draft",), "elsewhere", may=rules.always_true),),
            verbs={"go": "Ga"},
        )


def test_an_actor_sees_the_verbs_that_are_theirs(process):
    mine = queries.possible(official(process.dossier.municipality), process)
    assert [transition.verb for transition in mine] == ["open"]
    assert queries.possible(Actor.visitor(), process) == []


def decide(process, **more):
    given = {
        "body": "Bewoners",
        "standing": "right",
        "outcome": "yes",
        "plain_text": "Het plan krijgt geld.",
        "legal_text": "Verleend op grond van de regeling.",
    }
    return services.decide(official(process.dossier.municipality), process, **{**given, **more})


def test_a_decision_has_two_texts_and_a_no_has_a_ground(process):
    with pytest.raises(InputRefused, match="twee teksten"):
        decide(process, legal_text=" ")
    with pytest.raises(InputRefused, match="wettelijke grond"):
        decide(process, outcome="no")
    assert decide(process, outcome="no", legal_ground="Verordening, art. 3").legal_ground
    assert Decision.objects.count() == 1


def test_the_database_refuses_a_bare_no_and_a_decision_with_one_text(process):
    made = decide(process)
    for change in ({"outcome": "no"}, {"legal_text": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Decision.objects.filter(pk=made.pk).update(**change)


def test_a_term_runs_on_a_verified_norm_stands_still_and_runs_on(process):
    Norm.objects.create(
        key="test.weeks",
        value=6,
        unit="weeks",
        valid_from=timezone.localdate() - timedelta(days=400),
        source="Test, art. 1",
        verified=True,
    )
    actor, start = Actor.system(), timezone.localdate()
    running = services.start_clock(actor, process, "test.weeks")
    assert running.due == start + timedelta(weeks=6)
    with clock.at(timezone.now() + timedelta(days=10)):
        waiting = services.suspend_clock(actor, running, because="Wij wachten op uw tekening.")
    with clock.at(timezone.now() + timedelta(days=15)):
        again = services.resume_clock(actor, waiting)
    assert again.due == start + timedelta(weeks=6, days=5)
    assert list(queries.running_clocks()) == [again]


def test_no_term_rests_on_an_unverified_norm(process):
    with pytest.raises(NormNotVerified):
        services.start_clock(Actor.system(), process, "awb.objection_weeks")
    with pytest.raises(NormNotVerified):
        decide(process, objection_norm="awb.objection_weeks")
    assert not Decision.objects.exists()
