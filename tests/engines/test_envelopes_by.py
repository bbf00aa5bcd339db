"""Envelopes by a column of a file: which projects belong, and why a column or value is refused."""

import pytest

from schakel.base.explanations import render
from schakel.engines.allocation import (
    Envelope,
    EnvelopeError,
    Problem,
    Project,
    divide,
    envelopes_by,
    greedy,
    read_pabulib,
)
from tests.engines.divisions import town


def test_a_project_belongs_to_the_value_in_its_cell():
    assert envelopes_by(town(), "district", {"Noord": 60}, voters="own") == (
        Envelope("Noord", 60, ("n1", "n2"), "own"),
    )
    # Of several values in a cell, one has an envelope.
    assert envelopes_by(town(), "category", {"groen": 40, "spelen": 50}) == (
        Envelope("groen", 40, ("g1", "g2"), "all"),
        Envelope("spelen", 50, ("n1", "s1"), "all"),
    )


def test_districts_and_categories_go_together():
    districts = envelopes_by(town(), "district", {"Noord": 60}, voters="own")
    categories = envelopes_by(town(), "category", {"groen": 40})
    assert divide(town(), districts + categories, greedy).winners == ("n1", "g1", "g2", "s1", "s2")
    with pytest.raises(EnvelopeError, match="two_envelopes"):
        divide(town(), districts + envelopes_by(town(), "category", {"spelen": 40}), greedy)


def test_a_comma_may_belong_to_the_name():
    kinds = ["education, children and youth", "culture", "culture,sport"]
    projects = [Project(f"{n}", 1, attributes={"category": kind}) for n, kind in enumerate(kinds)]
    round_ = Problem.of(9, projects, [])
    whole = envelopes_by(round_, "category", {"education, children and youth": 5, "culture": 1})
    assert [envelope.projects for envelope in whole] == [("0",), ("1", "2")]


def refusal(round_, *arguments):
    with pytest.raises(EnvelopeError) as refused:
        envelopes_by(round_, *arguments)
    assert render(refused.value.explanation, "en")
    return render(refused.value.explanation).replace("\u00a0", " ")


def test_refusals_name_the_place_and_the_cure():
    assert refusal(town(), "wijk", {"Noord": 60}) == (
        "Geen enkel plan heeft de kolom wijk. Kies een kolom die er is: district; category."
    )
    assert refusal(town(), "district", {"Noord": 60, "Znuid": 1}) == (
        "Geen enkel plan heeft Znuid in de kolom district. Kies een waarde die er is: Noord; Zuid."
    )
    assert refusal(town(), "category", {"groen": 4, "dieren": 6}) == (
        "Plan g2 past bij twee deelbudgetten: groen en dieren. Laat er in het bestand één staan."
    )
    assert refusal(town(), "district", {"Noord": 200, "Zuid": 101}) == (
        "De deelbudgetten zijn samen € 301, maar in de pot zit € 300. Maak ze kleiner."
    )
    bare = Problem.of(9, [Project("a", 1)], [])
    assert refusal(bare, "district", {"Noord": 1}).endswith("Kies een kolom die er is: -.")


def test_many_values_are_named_in_part():
    cells = [f"{a},{b}" for a in "abcdefg" for b in "tuvwxyz"]
    projects = [Project(cell[0] + cell[2], 1, attributes={"k": cell}) for cell in cells]
    told = refusal(Problem.of(9, projects, []), "k", {"q": 1})
    assert told.endswith("die er is: a; b; c; d; e; f; g; t; u; v; w; x; y; z.")
    projects = [Project(f"{n}", 1, attributes={"k": f"wijk {n:02}"}) for n in range(30)]
    told = refusal(Problem.of(9, projects, []), "k", {"q": 1})
    assert told.endswith("wijk 18; wijk 19; ….")


def test_a_real_city_by_district_and_by_category(data_dir):
    zurich = read_pabulib(data_dir / "pabulib" / "Switzerland_Zurich_D5.pb")
    quarters = dict.fromkeys(["Nord", "Ost", "Süd", "West"], 15000)
    assert [len(e.projects) for e in envelopes_by(zurich, "district", quarters)] == [6, 6, 6, 6]
    lodz = read_pabulib(data_dir / "pabulib" / "Poland_Lodz_2023.pb")
    youth, sport = envelopes_by(
        lodz, "category", {"education, children and youth": 5, "sport and recreation": 5}
    )
    assert (len(youth.projects), len(sport.projects)) == (11, 52)
