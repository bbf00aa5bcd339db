"""The requirements that rounds answer, each through command, address or service."""

import pytest
from django.urls import reverse

from schakel.base import clock
from schakel.funding import services
from schakel.journal.models import Entry
from schakel.processes.models import Decision
from tests.factories import funding as make
from tests.pages import said

pytestmark = pytest.mark.django_db

OVERASKED = ((["1", "2"], 6), (["3"], 3), (["4"], 2), ([], 1))


@pytest.mark.requirement("S2-036", breaks="schakel.funding.services.decide")
def test_residents_decide_a_neighbourhood_budget_by_rules_declared_beforehand(client):
    round = make.prepared(ties="votes")
    before = said(client.get(round.get_absolute_url()))
    assert "Hier beslist: bewoners van de Molenwijk. De uitslag is bindend." in before
    assert "de meeste stemmen eerst. Dat stond vooraf vast." in before

    decided = make.decided(ballots=OVERASKED)
    decision = Decision.objects.get(process__dossier=decided.pk)
    assert decision.body == "bewoners van de Molenwijk"
    assert Entry.objects.filter(dossier=decided.pk, verb="round.decision").exists()
    page = said(client.get(decided.get_absolute_url()))
    assert "Uitslag staat vast" in page
    assert "3 van de 4 plannen krijgen geld" in page


@pytest.mark.requirement("S4-023", breaks="schakel.funding.services.count")
def test_an_over_asked_pot_is_divided_up_to_its_ceiling_with_a_published_ranking(client):
    round = make.decided(ballots=OVERASKED)
    page = said(client.get(round.get_absolute_url()))
    assert "Bewoners vroegen 2 keer zo veel als er was." in page

    data = client.get(reverse("funding:round_json", args=[round.dossier.short_id])).json()
    assert (
        data["uitslag"]["gevraagdCenten"]
        > data["budgetCenten"]
        >= data["uitslag"]["verdeeldCenten"]
    )
    ranking = [(plan["plaats"], plan["nummer"], plan["krijgtGeld"]) for plan in data["plannen"]]
    assert ranking == [(1, "1", True), (2, "2", True), (3, "3", True), (4, "4", False)]
    assert data["plannen"][3]["ontbrakCenten"] > 0


@pytest.mark.requirement("S4-110", breaks="schakel.processes.services.decide")
def test_a_decision_has_a_plain_and_a_legal_text(client):
    round = make.decided(ballots=OVERASKED)
    decision = Decision.objects.get(process__dossier=round.pk)
    assert decision.plain_text.startswith("3 van de 4 plannen krijgen geld")
    assert decision.legal_text.startswith("Onderwerp: verdeling van")
    assert "Regeling wijkbudget 2026" in decision.legal_text
    page = said(client.get(round.get_absolute_url()))
    assert page.index("3 van de 4 plannen krijgen geld: samen") < page.index(
        "In de woorden van de regels"
    )
    assert "Overwegende dat" in page


@pytest.mark.requirement("S4-042", breaks="schakel.processes.services.decide")
def test_each_process_records_whether_it_is_a_right_or_an_advice(client):
    right = make.decided()
    advice = make.counted(standing="advice", decides="college van burgemeester en wethouders")
    with clock.at(make.CLOSES):
        services.conclude(make.SYSTEM, advice)

    def standing(round):
        return Decision.objects.get(process__dossier=round.pk).standing

    assert (standing(right), standing(advice)) == ("right", "advice")
    assert "bindend" in client.get(right.get_absolute_url()).content.decode()
    assert "niet bindend" in client.get(advice.get_absolute_url()).content.decode()
