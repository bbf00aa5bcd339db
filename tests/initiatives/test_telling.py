"""Telling a dream: the answers are read back before anything is kept, days as people write them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from schakel.base import clock, formats
from schakel.initiatives.models import Initiative
from tests.factories.exchange import Town

pytestmark = pytest.mark.django_db


def test_the_answers_are_read_back_before_anything_is_kept(client: Client) -> None:
    town, day = Town(), clock.today() + timedelta(days=400)
    answer = client.post(
        reverse("initiatives:tell"),
        {
            "want": "Samen brood bakken.",
            "title": "Brood",
            "area": town.area.code,
            "end_state": "Elke straat bakt.",
            "end_day": day.isoformat(),
            "first": "Een oven vinden",
        },
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Klopt alles?" in page
    assert town.area.name in page
    assert formats.day(day) in page
    assert not Initiative.objects.exists()
