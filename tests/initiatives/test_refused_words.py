"""A form that everybody reads refuses what belongs to a person, at its field, and keeps what was typed."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.exchange import Town

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("field", ["want", "can", "need", "title"])
def test_a_mail_address_is_refused_at_the_field_where_it_stands(client: Client, field: str) -> None:
    town = Town()
    sent = {"want": "Soep.", "can": "", "need": "", "title": "Soep", "area": town.area.code}
    answer = client.post(
        reverse("initiatives:tell"), {**sent, field: "Mail jan@voorbeeld.nl", "doe": "vertel"}
    )
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    assert "Mail jan@voorbeeld.nl" in answer.content.decode()
