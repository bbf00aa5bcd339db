"""Norms: dated, with a source; nothing rests on one that nobody checked."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from schakel.norms import queries, services
from schakel.norms.models import Norm, NormMissing, NormNotVerified

pytestmark = pytest.mark.django_db


def add(**more):
    row = {"key": "test.term", "value": 6, "unit": "weeks", "valid_from": date(2026, 1, 1)}
    return Norm.objects.create(**{**row, "source": "Test, art. 1", "verified": True, **more})


def test_the_norm_of_the_day_counts():
    add(valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31), value=4)
    add(value=6)
    assert queries.norm("test.term", date(2025, 6, 1)).value == 4
    assert queries.norm("test.term", date(2026, 6, 1)).value == 6


def test_a_missing_norm_is_named_with_its_day():
    with pytest.raises(NormMissing, match=r"geen\.norm bestaat niet op 01-06-2026"):
        queries.norm("geen.norm", date(2026, 6, 1))


def test_an_unverified_norm_may_be_shown_but_nothing_rests_on_it():
    add(verified=False)
    assert queries.norm("test.term", date(2026, 6, 1)).value == 6
    with pytest.raises(NormNotVerified, match="nog niet nagekeken"):
        queries.verified("test.term", date(2026, 6, 1))


def test_shipped_norms_are_there_after_migrate_and_what_an_official_verified_stays():
    assert queries.norm("privacy.minimum_count", date(2026, 6, 1)).value == 10
    Norm.objects.filter(key="awb.objection_weeks").update(verified=True)
    assert services.load_shipped() == 0
    assert queries.verified("awb.objection_weeks", date(2026, 6, 1)).value == 6


def test_the_database_refuses_a_norm_without_a_source():
    with pytest.raises(IntegrityError), transaction.atomic():
        add(source="")
