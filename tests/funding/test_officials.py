from datetime import timedelta

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from schakel.base import clock
from schakel.funding import services, tasks
from schakel.funding.models import Pot, Round
from schakel.processes.models import Decision
from tests.factories import funding as make

pytestmark = pytest.mark.django_db

ANSWERS = {
    "pot": {"pot": "nieuw"},
    "nieuwe-pot": {
        "name": "Wijkgeld",
        "year": "2026",
        "amount": "60.000",
        "source": "Begroting 2026",
    },
    "wat": {"title": "Geld voor de wijk", "purpose": "Bewoners verdelen geld.", "area": "WK990101"},
    "geld": {"budget": "45.000"},
    "wie": {
        "standing": "right",
        "decides": "bewoners van de Molenwijk",
        "regulation": "Regeling 2026",
    },
    "wanneer": {"opens": "2026-11-20", "closes": "2026-12-01", "result_by": "2026-12-10"},
    "regel": {
        "ballot_type": "approval",
        "max_choices": "3",
        "rule": "equal-shares",
        "ties": "votes",
    },
}


def address(round, name):
    return reverse(f"funding:{name}", args=[round.dossier.short_id])


def sign_in(client, actor):
    client.force_login(actor.person)
    return client


@pytest.fixture
def official(client):
    make.area()
    return make.official(make.municipality())


def test_an_official_makes_a_round_step_by_step_and_checks_the_answers(client, official):
    sign_in(client, official)
    with clock.at(make.START):
        response = client.get(reverse("funding:new"), follow=True)
        assert "Vraag 1 van" in response.content.decode()
        for step, answers in ANSWERS.items():
            response = client.post(reverse("funding:new_step", args=[step]), answers)
            assert response.status_code == 302, response.content.decode()
        page = client.get(response.url).content.decode()
        for answer in (
            "Wijkgeld",
            "45.000",
            "bewoners van de Molenwijk",
            "De meeste stemmen eerst",
        ):
            assert answer in page
        assert not Round.objects.exists()
        response = client.post(reverse("funding:check_new"), follow=True)

    round = Round.objects.get()
    assert "Plannen in deze ronde" in response.content.decode()
    assert (round.budget_cents, round.ties, round.max_choices) == (45_000_00, "votes", 3)
    assert round.pot.amount_cents == 60_000_00


@pytest.mark.parametrize(
    ("step", "wrong", "sentence"),
    [
        ("nieuwe-pot", {"amount": "veel"}, "Vul een bedrag in"),
        ("pot", {"pot": ""}, "Kies een pot."),
        ("wat", {"title": ""}, "Schrijf hoe de ronde heet."),
        ("wanneer", {"closes": "2026-11-01"}, "Kies een dag op of na de eerste dag."),
        ("wanneer", {"opens": "morgen"}, "Vul een datum in"),
        ("regel", {"ballot_type": "choose-1"}, "Laat dit leeg"),
    ],
)
def test_a_wrong_answer_is_kept_and_explained(client, official, step, wrong, sentence):
    sign_in(client, official)
    with clock.at(make.START):
        client.post(reverse("funding:new_step", args=["pot"]), ANSWERS["pot"])
        page = client.post(
            reverse("funding:new_step", args=[step]), ANSWERS[step] | wrong
        ).content.decode()
    assert sentence in page
    assert "Fout:" in page


def test_more_money_than_the_pot_holds_is_refused_and_leaves_no_pot(client, official):
    sign_in(client, official)
    with clock.at(make.START):
        for step, answers in (ANSWERS | {"geld": {"budget": "60.001"}}).items():
            client.post(reverse("funding:new_step", args=[step]), answers)
        response = client.post(reverse("funding:check_new"))
    assert response.status_code == 400
    assert "Kies een lager bedrag" in response.content.decode()
    assert not Round.objects.exists()
    assert not Pot.objects.exists()


def test_plans_are_added_changed_and_taken_out(client):
    round = make.prepared(plans=())
    sign_in(client, make.official(round.pot.municipality))
    plan = {"title": "Bankje", "cost": "500", "description": "Met leuning", "proposer": "De Singel"}
    client.post(address(round, "new_plan"), plan)
    made = round.projects.get()
    assert (made.title, made.cost_cents, made.key) == ("Bankje", 500_00, "1")
    assert client.post(address(round, "new_plan"), plan | {"cost": "0"}).status_code == 400

    change = reverse("funding:change_plan", args=[round.dossier.short_id, made.pk])
    assert 'value="500"' in client.get(change).content.decode()
    client.post(change, plan | {"cost": "650,50"})
    assert round.projects.get().cost_cents == 650_50
    client.post(reverse("funding:remove_plan", args=[round.dossier.short_id, made.pk]))
    assert not round.projects.exists()


def test_a_round_is_opened_closed_and_counted_with_a_page_to_confirm_each(client):
    round = make.prepared()
    sign_in(client, make.official(round.pot.municipality))
    with clock.at(make.OPENS):
        assert "staan daarna vast" in client.get(address(round, "open")).content.decode()
        client.post(address(round, "open"))
        assert client.get(address(round, "close")).status_code == 200
        assert client.post(address(round, "close")).status_code == 403
    with clock.at(make.CLOSES):
        client.post(address(round, "close"))
        page = client.post(address(round, "count"), follow=True).content.decode()
        assert "Wij tellen nu." in page
        client.post(address(round, "count"))
        assert DBTaskResult.objects.count() == 1
        tasks.count_round.call(str(round.pk))
        page = client.get(round.get_absolute_url()).content.decode()
    assert "Geen plan krijgt geld" in page
    assert Decision.objects.get().standing == "right"


def test_a_round_is_withdrawn_with_a_public_reason(client):
    round = make.prepared()
    sign_in(client, make.official(round.pot.municipality))
    assert client.post(address(round, "withdraw"), {"reason": ""}).status_code == 400
    answer = {"reason": "Het geld is nodig voor iets anders."}
    page = client.post(address(round, "withdraw"), answer, follow=True)
    assert "Deze ronde gaat niet door." in page.content.decode()
    assert "Het geld is nodig voor iets anders." in page.content.decode()


def test_after_an_advice_a_no_needs_its_legal_ground(client):
    round = make.counted(standing="advice", decides="college van burgemeester en wethouders")
    with clock.at(make.CLOSES):
        services.conclude(make.SYSTEM, round)
    sign_in(client, make.official(round.pot.municipality))
    answer = {
        "outcome": "no",
        "plain_text": "Wij doen het niet.",
        "legal_text": "Besloten is af te wijken.",
    }
    with clock.at(make.CLOSES + timedelta(days=1)):
        response = client.post(address(round, "decide"), answer)
        assert "Een nee heeft een wettelijke grond nodig." in response.content.decode()
        page = client.post(
            address(round, "decide"), answer | {"legal_ground": "Artikel 7"}, follow=True
        )
    assert "Wij doen het niet." in page.content.decode()
    assert "Artikel 7" in page.content.decode()


def test_codes_are_in_the_clear_in_one_answer_only(client):
    round = make.opened()
    sign_in(client, make.official(round.pot.municipality))
    with clock.at(make.OPENS):
        answer = client.post(address(round, "codes"), {"number": "3", "form": "csv"})
        assert answer["Content-Disposition"].startswith("attachment")
        assert "no-store" in answer["Cache-Control"]
        codes = [line.split(",")[1] for line in answer.content.decode().splitlines()[1:]]
        assert len(codes) == 3
        again = client.get(address(round, "codes")).content.decode()
        sheet = client.post(
            address(round, "codes"), {"reissue": "2", "form": "blad"}
        ).content.decode()
        assert client.post(address(round, "codes"), {"form": "csv"}).status_code == 400
    assert not any(code in again for code in codes)
    assert not any(code in sheet for code in codes)


@pytest.mark.parametrize("who", ["nobody", "resident", "elsewhere", "other area"])
@pytest.mark.parametrize(
    "name", ["plans", "new_plan", "open", "close", "count", "decide", "withdraw", "codes"]
)
def test_nobody_else_may(client, name, who):
    round = make.prepared()
    if who == "resident":
        client.force_login(make.people.add_person(make.SYSTEM, email="b@example.org", name="B"))
    elif who == "elsewhere":
        sign_in(client, make.official(make.municipality("Gemeente Elders", "GM9902")))
    elif who == "other area":
        oost = make.area("WK990102", "Oost")
        sign_in(client, make.official(round.pot.municipality, within=oost))
    assert client.get(address(round, name)).status_code == 403
    if name != "plans":
        assert client.post(address(round, name)).status_code == 403


@pytest.mark.parametrize("name", ["new", "check_new", "upload"])
def test_a_visitor_makes_no_round(client, name):
    assert client.get(reverse(f"funding:{name}")).status_code == 403
