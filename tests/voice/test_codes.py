import csv
import io
import math

import pytest

from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.voice import codes, randomness, services
from schakel.voice.exceptions import CodeRefused
from schakel.voice.models import Voter
from tests.factories.people import official
from tests.factories.voice import SYSTEM


def test_code_has_sixty_random_bits_and_no_letters_that_look_alike():
    drawn = {codes.draw() for _ in range(2_000)}

    assert len(drawn) == 2_000
    assert len(set(codes.ALPHABET)) ** 12 >= 2**60
    assert not set("ilou") & set(codes.ALPHABET)
    assert {character for code in drawn for character in code} == set(codes.ALPHABET) | {"-"}
    assert all([len(group) for group in code.split("-")] == [4, 4, 4] for code in drawn)


def test_every_place_of_a_code_uses_the_whole_alphabet():
    drawn = [codes.draw().replace("-", "") for _ in range(4_000)]

    for place in range(12):
        seen = [code[place] for code in drawn]
        entropy = -sum(
            (n := seen.count(c) / len(seen)) * math.log2(n) for c in codes.ALPHABET if c in seen
        )
        assert entropy > 4.95


def test_codes_are_kept_hashed_only(box):
    issued = services.issue_codes(SYSTEM, box, 5)

    kept = [str(value) for row in Voter.objects.values() for value in row.values()]
    for one in issued:
        read = codes.read(one.code)
        assert read is not None
        assert not any(read in value or one.code in value for value in kept)
        assert one.code not in repr(one)


def test_numbers_go_on_from_the_last(box):
    first = services.issue_codes(SYSTEM, box, 2)
    second = services.issue_codes(SYSTEM, box, 3)

    assert [one.number for one in first + second] == [1, 2, 3, 4, 5]
    assert len({one.code for one in first + second}) == 5


@pytest.mark.parametrize("count", [0, -1, services.MOST_CODES + 1])
def test_strange_numbers_of_codes_are_refused(box, count):
    with pytest.raises(InputRefused, match="ten minste 1"):
        services.issue_codes(SYSTEM, box, count)


def test_reissue_voids_an_unused_code(box):
    (old,) = services.issue_codes(SYSTEM, box, 1)

    new = services.reissue(SYSTEM, box, 1)

    assert (new.number, new.code != old.code) == (1, True)
    with pytest.raises(CodeRefused, match="vervangen"):
        services.cast(SYSTEM, box, old.code, ["a"])
    assert services.cast(SYSTEM, box, new.code, ["a"])


def test_reissue_is_refused_for_a_used_code(box):
    (issued,) = services.issue_codes(SYSTEM, box, 1)
    services.cast(SYSTEM, box, issued.code, ["a"])

    with pytest.raises(InputRefused, match="al gestemd"):
        services.reissue(SYSTEM, box, 1)
    assert services.cast(SYSTEM, box, issued.code, ["b"]).replaced


def test_reissue_is_refused_for_an_unknown_number(box):
    with pytest.raises(InputRefused, match="Nummer 7 is niet uitgegeven"):
        services.reissue(SYSTEM, box, 7)


def test_codes_are_given_only_by_the_municipality_of_the_vote(box):
    ours, theirs = official(box.dossier.municipality), official()

    assert services.issue_codes(ours, box, 1)
    with pytest.raises(NotAllowed):
        services.issue_codes(theirs, box, 1)
    with pytest.raises(NotAllowed):
        services.reissue(theirs, box, 1)


def test_csv_and_sheet_carry_every_code(box):
    issued = services.issue_codes(SYSTEM, box, 30)

    rows = list(csv.DictReader(io.StringIO(codes.codes_csv(issued))))
    sheet = codes.sheet(box, issued, address="https://voorbeeld.example/stemmen/7k2f-tuin/")

    assert [(int(row["nummer"]), row["code"]) for row in rows] == [
        (one.number, one.code) for one in issued
    ]
    assert all(sheet.count(one.code) == 1 for one in issued)
    assert sheet.count("https://voorbeeld.example/stemmen/7k2f-tuin/") == 30


def test_codes_survive_a_new_key_of_the_installation(box, settings):
    (issued,) = services.issue_codes(SYSTEM, box, 1)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a-new-key-of-the-installation"

    services.cast(SYSTEM, box, issued.code, ["a"])

    assert services.cast(SYSTEM, box, issued.code, ["b"]).replaced


def test_codes_come_from_a_seed_in_the_demo_only(settings):
    settings.DEMO = False
    with pytest.raises(NotAllowed), randomness.seeded(1):
        pass

    settings.DEMO = True
    with randomness.seeded(1):
        first = codes.draw()
    with randomness.seeded(1):
        again = codes.draw()
    assert first == again != codes.draw()
