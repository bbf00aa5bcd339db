"""Norms: dated, with a source; nothing rests on one that nobody checked."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction

from schakel.norms import catalogue, queries, services, wording
from schakel.norms.models import Norm, NormMissing, NormNotVerified
from tests.factories.people import official

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)


def add(**more):
    row = {"key": "test.term", "value": 6, "unit": "weeks", "valid_from": date(2026, 1, 1)}
    return Norm.objects.create(**{**row, "source": "Test, art. 1", "verified": True, **more})


def test_the_norm_of_the_day_counts():
    add(valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31), value=4)
    add(value=6)
    assert queries.norm("test.term", date(2025, 6, 1)).value == 4
    assert queries.norm("test.term", DAY).value == 6


def test_a_missing_norm_is_named_with_its_day():
    with pytest.raises(NormMissing, match=r"geen\.norm bestaat niet op 01-06-2026"):
        queries.norm("geen.norm", DAY)
    # The amounts an hour of 2026 are not known: asking for them is refused, not guessed.
    with pytest.raises(NormMissing, match=r"volunteers\.fee_hour bestaat niet"):
        queries.norm("volunteers.fee_hour", DAY)


def test_an_unverified_norm_may_be_shown_but_nothing_rests_on_it():
    add(verified=False)
    assert queries.norm("test.term", DAY).value == 6
    with pytest.raises(NormNotVerified, match="nog niet nagekeken"):
        queries.verified("test.term", DAY)


def test_nothing_rests_on_the_rule_of_another_municipality():
    fund = queries.norm("fund.initiative_max", DAY)
    assert fund.norm.verified and fund.norm.example_of == "Utrecht"
    with pytest.raises(NormNotVerified, match="voorbeeld"):
        queries.verified("fund.initiative_max", DAY)


def test_shipped_norms_are_there_and_what_an_official_verified_stays():
    assert queries.norm("privacy.minimum_count", DAY).value == 10
    weeks = queries.norm("awb.objection_weeks", DAY).norm
    services.verify(official(), weeks, value=Decimal(6), source="wetten.overheid.nl")
    assert services.load_shipped() == 0
    assert queries.verified("awb.objection_weeks", DAY).value == 6


def test_an_upgrade_brings_what_the_package_found_out_since():
    Norm.objects.filter(key="awb.objection_weeks").update(value=5, source="Oud")
    Norm.objects.filter(key="value.wellby").delete()
    assert services.load_shipped() == 1
    found = queries.norm("awb.objection_weeks", DAY)
    assert (found.value, found.source) == (6, "Algemene wet bestuursrecht, art. 6:7")


def test_what_ships_is_complete_dated_and_honest():
    for key, shipped in catalogue.shipped().items():
        assert shipped.unit in wording.UNITS, key
        assert shipped.nl and shipped.en and shipped.values, key
        days = sorted(shipped.values, key=lambda value: value.valid_from)
        for before, after in pairwise(days):
            assert before.valid_to and before.valid_to < after.valid_from, key
        for value in shipped.values:
            # Cents are whole; a verified value names a page, or is a rule of this software.
            assert "cents" not in shipped.unit or value.value == int(value.value), key
            own = value.source.startswith("Rule of this software")
            assert not value.verified or value.url or own, key
    assert not any(v.verified for v in catalogue.shipped()["awb.objection_weeks"].values)


@pytest.mark.parametrize(
    ("value", "unit", "dutch"),
    [
        ("6", "weeks", "6 weken"),
        ("1", "weeks", "1 week"),
        ("2.25", "percent", "2,25%"),
        ("-1", "percent", "-1%"),
        ("0.80", "share", "0,8"),
        ("1440", "cents/hour", "€\u00a014,40 per uur"),
        ("1300000", "gbp_cents", "GBP\u00a013.000"),
        ("125", "m2/1000homes", "125 m² per 1.000 woningen"),
    ],
)
def test_a_value_is_written_in_full_with_its_unit(value, unit, dutch):
    assert wording.written(Decimal(value), unit) == dutch


def test_every_unit_has_words():
    for unit in wording.UNITS:
        assert "%" not in wording.written(Decimal(3), unit).removesuffix("%")
        assert wording.label(unit) != unit


@pytest.mark.parametrize(
    "broken",
    [
        {"source": ""},
        {"valid_to": date(2025, 12, 31)},
        {"checked_on": DAY, "checked_by": "Gemeente, medewerker"},
    ],
)
def test_the_database_refuses_a_norm_without_a_source_or_with_wrong_days(broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        add(**broken)


def test_norms_are_loaded_after_a_flush_too_and_not_into_a_table_older_than_the_code():
    from django.apps import apps
    from django.db.migrations.state import ProjectState
    from django.db.models.signals import post_migrate

    config = apps.get_app_config("norms")
    Norm.objects.filter(key="value.wellby").delete()
    post_migrate.send(sender=config, app_config=config, apps=ProjectState().apps)
    assert not Norm.objects.filter(key="value.wellby").exists()
    post_migrate.send(sender=config, app_config=config)
    assert Norm.objects.filter(key="value.wellby").exists()
