import json
import re

import pytest

from schakel.areas.models import Area
from schakel.base import clock
from schakel.dossiers.models import Dossier
from schakel.funding.models import Pot, Round
from schakel.journal.models import Entry
from schakel.people.models import Party
from schakel.processes.models import Decision
from schakel.voice.models import Ballot
from tests.factories import funding as make

pytestmark = pytest.mark.django_db

META = {
    "description": "Wijkgeld",
    "country": "Netherlands",
    "unit": "Lindestad",
    "budget": "1000",
    "vote_type": "approval",
    "date_begin": "01.03.2026",
    "date_end": "15.03.2026",
    "currency": "EUR",
}
PLANS = ["1;600;Bankje", "2;400;Boom", "3;900;Beek"]
VOTES = ["1,2", "1,2", "2", "3"]


@pytest.fixture
def write(tmp_path):
    def make_file(plans=PLANS, votes=VOTES, name="wijkgeld.pb", **meta):
        lines = ["META", "key;value"]
        lines += [f"{key};{value}" for key, value in (META | meta).items() if value is not None]
        lines += ["PROJECTS", "project_id;cost;name", *plans, "VOTES", "voter_id;vote"]
        lines += [f"v{number};{vote}" for number, vote in enumerate(votes)]
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return make_file


def imported(schakel, path, *options):
    result = schakel("rounds", "import", path, *options)
    assert result.code == 0, result.err
    return Round.objects.get(
        dossier__short_id=re.match(r"/ronde/(\w+)-", result.out).group(1)
    ), result


def test_a_file_becomes_a_decided_round_with_a_page(schakel, write, client):
    round, result = imported(schakel, write())
    assert round.outcome.data["winners"] == ["2", "1"]
    assert round.dossier.process.state == "decided"
    assert Decision.objects.get().standing == "right"
    assert Decision.objects.get().decided.date().isoformat() == "2026-03-15"
    assert "2 van de 3 plannen krijgen geld" in client.get(result.out.strip()).content.decode()


def test_it_makes_the_municipality_of_the_file_when_there_is_none_and_says_so(schakel, write):
    _, result = imported(schakel, write())
    assert "Er was nog geen gemeente. Gemaakt: Lindestad" in result.err
    imported(schakel, write())
    assert Party.objects.count() == 1


def test_it_uses_the_area_title_and_rule_that_are_asked(schakel, write):
    make.municipality()
    make.area()
    round, _ = imported(
        schakel,
        write(),
        "--area",
        "wk990101",
        "--title",
        "Anders",
        "--rule",
        "greedy",
        "--ties",
        "cost",
    )
    assert (round.dossier.area.code, round.dossier.title) == ("WK990101", "Anders")
    assert (round.rule, round.completion, round.ties) == ("greedy", "none", "cost")


def test_the_file_it_gives_back_gives_the_same_winners(schakel, write, client, tmp_path):
    round, _ = imported(schakel, write(), "--increment", "0.50")
    answer = client.get(f"/ronde/{round.dossier.short_id}/stembestand.pb").content
    assert b"country;Netherlands" in answer
    (tmp_path / "back.pb").write_bytes(answer)
    result = schakel(
        "allocate",
        tmp_path / "back.pb",
        "--completion",
        "add1",
        "--increment",
        "0.50",
        "--format",
        "json",
    )
    assert json.loads(result.out)["winners"] == round.outcome.data["winners"]


@pytest.mark.parametrize(
    ("plans", "votes", "winners"),
    [
        (PLANS, [], []),
        (["1;1000;Alles", "2;500;Half"], ["1", "1", "1", "2"], ["1"]),
        (["b;1000;B", "a;1000;A"], ["a,b", "a,b"], ["a"]),
    ],
    ids=["nobody voted", "one takes all", "tie"],
)
def test_it_copes(schakel, write, client, plans, votes, winners):
    round, result = imported(schakel, write(plans=plans, votes=votes))
    assert round.outcome.data["winners"] == winners
    assert client.get(result.out.strip()).status_code == 200


def test_ballots_that_say_more_than_allowed_count_all_the_same(schakel, write):
    round, _ = imported(schakel, write(vote_type="choose-1"))
    assert round.ballot_type == "approval"
    assert round.outcome.voters == 4


def test_a_limit_that_holds_is_kept(schakel, write):
    assert imported(schakel, write(vote_type="choose-2"))[0].max_choices == 2
    assert (
        imported(schakel, write(votes=["1", "2"], vote_type="choose-1"))[0].ballot_type
        == "choose-1"
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"budget": "0"}, "wijkgeld.pb, regel 6"),
        ({"budget": "1000.005"}, "hele centen"),
        ({"vote_type": "ordinal"}, "niet ordinal"),
        ({"vote_type": "scores"}, "scores"),
        ({"plans": ["1;600;Bankje", "2;;Boom"]}, "wijkgeld.pb, regel 14"),
        ({"plans": ["1;-5;Bankje"]}, "wijkgeld.pb, regel 13"),
        ({"plans": ["1;0;Bankje"], "votes": []}, "plan 1"),
        ({"plans": [], "votes": []}, "geen plannen"),
        ({"votes": ["1", "99"]}, "99"),
        ({"currency": "euro"}, "euro"),
        ({"plans": ["x" * 101 + ";100;Plan"], "votes": []}, "te lang"),
        ({"plans": ["1;100;Plan " + "x" * 10, "1;200;Nog een"]}, "1"),
    ],
)
def test_a_file_that_cannot_be_leaves_no_row(schakel, write, change, sentence):
    result = schakel("rounds", "import", write(**change))
    assert result.code == 2
    assert sentence in result.err
    assert len(result.err.splitlines()) == 1
    for table in (Dossier, Pot, Round, Ballot, Entry, Party, Area):
        assert not table.objects.exists(), table


def test_a_missing_file_an_unknown_area_and_a_wrong_increment_are_one_line(
    schakel, write, tmp_path
):
    for arguments in (
        [tmp_path / "none.pb"],
        [write(), "--area", "WK000000"],
        [write(), "--increment", "0"],
    ):
        result = schakel("rounds", "import", *arguments)
        assert result.code == 2
        assert result.err.strip().splitlines()[-1].startswith("schakel: ")
        assert not Dossier.objects.exists()


def test_codes_are_printed_once_as_csv_and_as_a_sheet(schakel, tmp_path):
    round = make.opened()
    with clock.at(make.OPENS):
        sheet = tmp_path / "codes.html"
        result = schakel(
            "rounds", "codes", round.dossier.short_id, "--count", "3", "--sheet", sheet
        )
        assert result.code == 0, result.err
        lines = result.out.splitlines()
        assert lines[0] == "nummer,code"
        codes = [line.split(",")[1] for line in lines[1:]]
        assert len(set(codes)) == 3
        assert all(code in sheet.read_text() for code in codes)
        again = schakel("rounds", "codes", round.dossier.short_id, "--reissue", "2")
        assert again.out.splitlines()[1].startswith("2,")
        assert schakel("rounds", "codes", round.dossier.short_id, "--reissue", "9").code == 2
        assert schakel("rounds", "codes", round.dossier.short_id).code == 2
    assert schakel("rounds", "codes", "zzzz", "--count", "1").code == 2


def test_the_list_names_every_round(schakel):
    round = make.prepared()
    assert round.dossier.short_id in schakel("rounds", "list").out


def test_a_plan_named_after_a_telephone_number_does_not_stop_the_decision(schakel, write):
    round, _ = imported(schakel, write(plans=["1;600;Bel 06 12345678"], votes=["1"]))
    assert "06 12345678" not in Decision.objects.get(process__dossier=round.pk).plain_text


@pytest.mark.needs_data
def test_assen_2024_gets_its_official_winners(schakel, data_dir):
    path = data_dir / "pabulib" / "Netherlands_Assen_2024.pb"
    round, _ = imported(schakel, path)
    rows = path.read_text(encoding="utf-8").split("PROJECTS\n")[1].split("VOTES\n")[0].splitlines()
    official = {row.split(";")[0] for row in rows[1:] if row.split(";")[4] == "1"}
    assert set(round.outcome.data["winners"]) == official
    assert len(official) == 9
