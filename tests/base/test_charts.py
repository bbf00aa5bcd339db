"""Charts draw exactly what was counted, say it in words, and escape what people wrote."""

import re
from fractions import Fraction

import pytest
from django.utils import translation

from schakel.base import charts, formats
from schakel.base.charts import PlanRounds

NBSP = "\N{NO-BREAK SPACE}"


def _attribute(svg: str, tag: str, name: str) -> list[str]:
    return [
        found.group(1)
        for one in re.findall(rf"<{tag}\b[^>]*>", svg)
        if (found := re.search(rf'\b{name}="([^"]*)"', one))
    ]


def test_the_budget_bar_is_drawn_on_the_scale_of_what_was_asked() -> None:
    svg = charts.budget_bar(5_990_000, 18_060_000, 6_000_000)
    assert _attribute(svg, "rect", "width") == ["100.00%", "33.17%"]
    assert f"€{NBSP}59.900 verdeeld van €{NBSP}180.600" in svg
    assert f"Over: €{NBSP}100." in svg
    assert "viewBox" not in svg
    assert "style=" not in svg


def test_the_budget_bar_holds_its_numbers_as_a_table() -> None:
    svg = charts.budget_bar(300, 1_000, 500)
    cells = re.findall(r'role="cell">([^<]*)<', svg)
    assert cells == [f"€{NBSP}5", f"€{NBSP}10", f"€{NBSP}3", f"€{NBSP}7", f"€{NBSP}2"]
    assert "Stippellijn: de pot." in svg


@pytest.mark.parametrize("amounts", [(0, 0, 0), (0, 0, 100), (100, 100, 100), (0, 100, 0)])
def test_the_budget_bar_copes_with_nothing_and_with_everything(amounts: tuple) -> None:
    widths = _attribute(charts.budget_bar(*amounts), "rect", "width")
    assert all(0 <= float(width.rstrip("%")) <= 100 for width in widths)


def test_a_negative_amount_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        charts.budget_bar(-1, 100, 100)


def test_a_small_multiple_marks_the_round_in_which_the_plan_was_chosen() -> None:
    svg = charts.rounds_small_multiple([3_000, Fraction(4_000, 3)], 1_000, 2, name="Kas")
    bars = re.findall(r'<rect class="(\S+)"', svg)
    assert bars == ["schakel-chart__left", "schakel-chart__done"]
    assert _attribute(svg, "rect", "height") == ["60", "27"]
    assert _attribute(svg, "line", "y1") == ["44"]
    assert f"Kas: prijs €{NBSP}10, gekozen in ronde 2" in svg


def test_a_plan_that_lost_is_told_what_it_lacked() -> None:
    lost = PlanRounds("Schoolplein", 1_240_000, [2_000_000, 1_202_000])
    assert lost.finding.endswith(f"niet gekozen, er ontbrak €{NBSP}380")
    nobody = PlanRounds("Pomp", 500, [])
    assert nobody.finding.endswith(f"er ontbrak €{NBSP}5")


def test_a_plan_beaten_to_the_money_is_not_told_it_lacked_any() -> None:
    assert PlanRounds("Bankjes", 1_000, [1_500]).finding.endswith("niet gekozen")


def test_many_rounds_keep_their_bars_inside_and_their_labels_few() -> None:
    svg = charts.rounds_small_multiple(list(range(40, 0, -1)), 20, 40, name="Lang")
    ends = [
        float(x.rstrip("%")) + float(width.rstrip("%"))
        for x, width in zip(
            _attribute(svg, "rect", "x"), _attribute(svg, "rect", "width"), strict=True
        )
    ]
    assert len(ends) == 40
    assert max(ends) <= 100
    assert svg.count("<text") <= 10


def test_all_plans_share_one_scale_and_one_table() -> None:
    page = charts.rounds_small_multiples(
        [PlanRounds("Lang", 100, [300, 200, 150]), PlanRounds("Kort", 100, [300], 1)]
    )
    head = re.findall(r'role="columnheader"[^>]*>([^<]*)<', page)
    assert head == ["Plan", "Prijs", "Ronde 1", "Ronde 2", "Ronde 3"]
    assert page.count('role="row"') == 3
    assert page.count("schakel-table__nothing") == 2


def test_no_plans_make_an_empty_chart() -> None:
    assert "<svg" not in charts.rounds_small_multiples([])


def test_a_name_that_people_wrote_is_escaped() -> None:
    page = charts.rounds_small_multiples([PlanRounds("<script>x</script>", 100, [50])])
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_bar_in_a_cell_stays_silent_because_the_number_speaks() -> None:
    svg = charts.bar_in_cell(Fraction(38, 60), Fraction(31, 60))
    assert _attribute(svg, "rect", "width") == ["100%", "63.33%"]
    assert 'aria-hidden="true"' in svg
    with pytest.raises(ValueError, match="between 0 and 1"):
        charts.bar_in_cell(Fraction(3, 2))


@pytest.mark.parametrize(
    ("cents", "dutch", "english"),
    [
        (1_980_000, f"€{NBSP}19.800", "€19,800"),
        (4_913, f"€{NBSP}49,13", "€49.13"),
        (0, f"€{NBSP}0", "€0"),
        (Fraction(1_000, 3), f"€{NBSP}3,33", "€3.33"),
    ],
)
def test_money_reads_as_money_in_both_languages(cents, dutch, english) -> None:
    assert formats.money(cents, "nl") == dutch
    assert formats.money(cents, "en") == english
    with translation.override("en"):
        assert formats.money(cents) == english


def test_a_count_is_grouped_and_a_half_goes_up() -> None:
    assert formats.count(1_248, "nl") == "1.248"
    assert formats.count(1_248, "en") == "1,248"
    assert formats.count(Fraction(5, 2), "nl") == "3"


def test_the_label_of_the_chosen_round_stands_free_of_its_neighbours() -> None:
    svg = charts.rounds_small_multiple([9] * 14, 5, 14, name="Lang", rounds=25)
    assert re.findall(r"<text[^>]*>(\d+)<", svg) == ["1", "5", "9", "14"]
    svg = charts.rounds_small_multiple([9] * 14, 5, None, name="Lang", rounds=25)
    assert re.findall(r"<text[^>]*>(\d+)<", svg) == ["1", "5", "9", "13"]
