import html
import json
import re
import subprocess
import sys

import pytest
from django.urls import reverse

from schakel.base import clock
from schakel.funding import queries, services
from schakel.funding.models import ProjectResult
from schakel.funding.services import ProjectSpec
from schakel.journal import merkle
from tests.factories import funding as make
from tests.pages import said

pytestmark = pytest.mark.django_db

# 12 voters, 6,000 in the pot: equal shares of 500. The beek of two lovers lacks money.
TIGHT = ((["1", "2"], 6), (["3"], 3), (["4"], 2), ([], 1))
SPACE = " "


def text(client, round, **query):
    response = client.get(round.get_absolute_url(), query)
    assert response.status_code == 200
    return " ".join(said(response).split())


def command_on(page):
    block = re.search(r"<code[^>]*>(.*?)</code>", page).group(1)
    return html.unescape(re.sub(r"<[^>]+>", "", block)).split()


def test_the_finding_comes_first_with_ceiling_sum_asked_and_over_asking(client):
    page = text(client, make.decided(ballots=TIGHT))

    assert '<h1 class="nl-heading nl-heading--level-1">3 van de 4 plannen krijgen geld</h1>' in page
    assert "Uitslag staat vast" in page
    assert "Besluit van bewoners van de Molenwijk, bindend" in page
    for amount in ("6.000", "12.000", "6.000"):
        assert f"€{SPACE}{amount}" in page
    assert "Bewoners vroegen 2 keer zo veel als er was." in page


def test_every_plan_stands_in_order_with_its_explanation(client):
    page = text(client, make.decided(ballots=TIGHT))
    order = [
        page.index(f">{name}<")
        for name in ("Jongerenplek", "Buurtmoestuin", "Eettafel", "Speelbeek")
    ]
    assert order == sorted(order)
    assert page.count("Krijgt geld, ronde") == 3
    assert page.count("Krijgt nu geen geld") == 1
    assert "2 stemmers kozen dit plan." in page
    assert "Er ontbrak" in page


def test_it_compares_with_most_votes_first_and_counts_who_is_left_out(client):
    page = text(client, make.decided(ballots=((["4"], 7), (["1", "2"], 3), (["3"], 2))))
    assert "En als de meeste stemmen telden?" in page
    assert "7 van 12" in page


def test_both_texts_of_the_decision_are_there_plain_first(client):
    page = text(client, make.decided(ballots=TIGHT))
    assert page.index(f"3 van de 4 plannen krijgen geld: samen €{SPACE}6.000.") < page.index(
        "Gelet op:"
    )


def test_the_one_command_gives_the_same_winners_from_the_offered_file(client, tmp_path):
    round = make.decided(ballots=TIGHT, ties="votes")
    response = client.get(reverse("funding:ballots", args=[round.dossier.short_id]))
    name = response["Content-Disposition"].split('"')[1]
    (tmp_path / name).write_bytes(response.content)
    page = text(client, round)
    command = command_on(page)
    assert command[:3] == ["schakel", "allocate", name]

    run = subprocess.run(
        [sys.executable, "-m", "schakel.commands.main", *command[1:], "--format", "json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(run.stdout)["winners"] == round.outcome.data["winners"]


@pytest.mark.parametrize(
    "terms",
    [
        {"rule": "phragmen"},
        {"rule": "greedy", "utility": "cardinality"},
        {"completion": "utilitarian", "utility": "cardinality", "ties": "cost"},
        {"completion": "none"},
        {"increment_cents": 50},
    ],
)
def test_the_command_holds_for_every_rule(client, tmp_path, schakel, terms):
    round = make.decided(ballots=TIGHT, **terms)
    response = client.get(reverse("funding:ballots", args=[round.dossier.short_id]))
    (tmp_path / "file.pb").write_bytes(response.content)
    command = command_on(text(client, round))
    result = schakel(command[1], tmp_path / "file.pb", *command[3:], "--format", "json")
    assert result.code == 0, result.err
    assert json.loads(result.out)["winners"] == round.outcome.data["winners"]


def test_the_head_of_the_box_follows_from_the_file(client):
    round = make.decided(ballots=TIGHT)
    file = client.get(reverse("funding:ballots", args=[round.dossier.short_id])).content.decode()
    votes = [
        line.split(";", 1)[1].encode() for line in file.split("voter_id;vote\n")[1].splitlines()
    ]
    assert merkle.root(map(merkle.leaf_hash, votes)).hex() == round.outcome.box_head
    assert f"box_head;{round.outcome.box_head}" in file


def test_nothing_of_the_vote_is_offered_before_the_box_is_closed(client):
    round = make.opened()
    with clock.at(make.OPENS):
        for name in ("ballots", "outcome"):
            assert (
                client.get(reverse(f"funding:{name}", args=[round.dossier.short_id])).status_code
                == 404
            )
        page = text(client, round)
        assert "Stem nu" in page
        assert "Stemmers" not in page
        data = client.get(reverse("funding:round_json", args=[round.dossier.short_id])).json()
    assert "uitslag" not in data
    assert not {"stemmen", "krijgtGeld"} & set(data["plannen"][0])


def test_a_tie_that_gives_money_says_how_the_declared_order_decided(client):
    plans = [ProjectSpec("Noord", 4_000_00, key="n"), ProjectSpec("Zuid", 4_000_00, key="z")]
    round = make.decided(plans=plans, ballots=((["n"], 3), (["z"], 3), (["n", "z"], 1)))
    page = text(client, round)
    assert round.outcome.tie["effect"] == "money"
    assert "Plannen stonden gelijk. De volgorde die vooraf vaststond gaf de doorslag" in page
    assert "Noord · Zuid" in page


def test_no_tie_is_told_where_none_was(client):
    round = make.decided(ballots=((["4"], 9), (["1"], 2), (["2"], 1)))
    assert round.outcome.tie == {"effect": "", "plans": []}
    assert "gelijk." not in text(client, round)


def test_nobody_voted(client):
    round = make.decided(ballots=())
    page = text(client, round)
    assert "Geen plan krijgt geld" in page
    assert "Niemand stemde." in page
    assert "Niemand heeft gestemd. Daarom is er niets verdeeld." in page


def test_one_plan_takes_all(client):
    round = make.decided(
        plans=[ProjectSpec("Alles", 6_000_00, key="1"), ProjectSpec("Iets", 100_00, key="2")],
        ballots=((["1"], 5), (["2"], 0)),
    )
    page = text(client, round)
    assert "1 van de 2 plannen krijgt geld" in page
    assert "Niemand koos dit plan." in page


def test_an_advice_says_that_it_is_one_and_who_decides(client):
    round = make.counted(standing="advice", decides="college van burgemeester en wethouders")
    with clock.at(make.CLOSES):
        services.conclude(make.SYSTEM, round)
    page = text(client, round)
    assert "Bewoners gaven advies" in page
    assert "Advies van bewoners, niet bindend" in page
    assert "college van burgemeester en wethouders, uiterlijk" in page
    assert "Krijgt geld" not in page


def test_the_json_has_the_same_facts_as_the_page(client):
    round = make.decided(ballots=TIGHT)
    data = client.get(reverse("funding:round_json", args=[round.dossier.short_id])).json()
    assert data["uitslag"]["verdeeldCenten"] == 6_000_00
    assert [plan["nummer"] for plan in data["plannen"] if plan["krijgtGeld"]] == round.outcome.data[
        "winners"
    ]
    outcome = client.get(reverse("funding:outcome", args=[round.dossier.short_id])).json()
    assert outcome["berekening"]["exact"] is True
    assert outcome["besluiten"][0]["recht"] is True


def test_the_journal_page_proves_a_leaf(client):
    from schakel.journal import services as journal

    round = make.decided()
    journal.seal()
    address = reverse("funding:journal", args=[round.dossier.short_id])
    # Leaf 0 is the pot, which belongs to no round.
    page = client.get(address, {"bewijs": "1"}).content.decode()
    assert "Bewijs voor blad 1" in page
    assert round.outcome.box_head in page
    assert client.get(address, {"bewijs": "9999"}).status_code == 200


def test_money_from_elsewhere_keeps_its_own_currency(client):
    round = make.decided(pot=make.pot(currency="PLN"))
    page = text(client, round)
    assert f"PLN{SPACE}6.000" in page
    assert "€" not in page


def test_a_hundred_plans_are_paged(client):
    plans = [ProjectSpec(f"Plan {n}", 100_00, key=str(n)) for n in range(120)]
    round = make.decided(plans=plans, ballots=[([str(n), str(n + 1)], 2) for n in range(100)])
    first = client.get(round.get_absolute_url()).content.decode()
    last = text(client, round, pagina="99")
    assert first.count('<details class="schakel-detail-row"') == 25
    assert "Pagina 5 van 5" in last
    assert ProjectResult.objects.filter(outcome=round.pk).count() == 120


@pytest.mark.parametrize("plans", [10, 1_000])
def test_the_result_page_asks_few_queries_however_many_plans(
    client, django_assert_max_num_queries, plans
):
    specs = [ProjectSpec(f"Plan {n}", 100_00, key=str(n)) for n in range(plans)]
    round = make.decided(plans=specs, ballots=((["1"], 3), (["2", "3"], 2)))
    with django_assert_max_num_queries(12):
        client.get(round.get_absolute_url())


@pytest.mark.parametrize("plans", [10, 1_000])
@pytest.mark.parametrize("name", ["round", "round_json", "journal"])
def test_a_round_in_preparation_asks_few_queries(
    client, django_assert_max_num_queries, name, plans
):
    round = make.prepared(
        plans=[ProjectSpec(f"Plan {n}", 100_00, key=str(n)) for n in range(plans)]
    )
    with django_assert_max_num_queries(12):
        assert (
            client.get(reverse(f"funding:{name}", args=[round.dossier.short_id])).status_code == 200
        )


@pytest.mark.parametrize("number", [10, 1_000])
def test_the_list_asks_few_queries_however_many_rounds(
    client, django_assert_max_num_queries, number
):
    from schakel.dossiers.models import Dossier
    from schakel.funding.models import Round
    from schakel.processes.models import Phase, Process

    round = make.prepared()
    party, area, pot = round.dossier.municipality, round.dossier.area, make.pot(10**12)
    dossiers = Dossier.objects.bulk_create(
        Dossier(
            short_id=f"z{n:04d}",
            kind="round",
            municipality=party,
            area=area,
            title=f"Ronde {n}",
            purpose="Geld.",
            owner=party,
            created=make.START,
        )
        for n in range(number)
    )
    processes = Process.objects.bulk_create(
        Process(dossier=dossier, kind="round", state="prepare") for dossier in dossiers
    )
    Phase.objects.bulk_create(
        Phase(process=process, name="vote", opens=make.OPENS, closes=make.CLOSES)
        for process in processes
    )
    Round.objects.bulk_create(
        Round(dossier=dossier, pot=pot, budget_cents=100, decides="bewoners", regulation="Regeling")
        for dossier in dossiers
    )
    with django_assert_max_num_queries(12):
        page = client.get(reverse("funding:list"))
    assert page.content.decode().count("<article") == min(25, number + 1)
    assert queries.public_rounds().count() == number + 1


def test_an_english_reader_gets_the_english_summary_beside_the_dutch(client):
    round = make.decided()
    decision = round.dossier.process.decisions.get()
    assert decision.english_summary
    client.cookies["taal"] = "en"
    for address in (round.get_absolute_url(), "/besluiten/"):
        page = said(client.get(address))
        assert decision.english_summary in page
        assert decision.plain_text in page
    client.cookies["taal"] = "nl"
    assert decision.english_summary not in said(client.get(round.get_absolute_url()))
