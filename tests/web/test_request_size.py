"""A body above the limit is refused by its announced size, before anything reads it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


class Unreadable:
    def read(self, *_):
        raise AssertionError("the body was read")

    readline = read


def post(address, size):
    return Client().generic(
        "POST",
        address,
        b"",
        content_type="multipart/form-data",
        CONTENT_LENGTH=str(size),
        **{"wsgi.input": Unreadable()},
    )


@pytest.mark.parametrize(
    ("name", "limit"), [("web:login", "MAX_FORM_BYTES"), ("funding:upload", "MAX_UPLOAD_BYTES")]
)
def test_above_the_limit_is_answered_413_with_the_limit(settings, name, limit):
    response = post(reverse(name), getattr(settings, limit) + 1)
    assert response.status_code == 413
    assert response["Connection"] == "close"
    assert re.search(r"groter dan \d+,\d.[KM]B", response.content.decode())


def test_an_address_that_does_not_exist_gets_no_larger_limit(settings):
    assert post("/bestaat-niet/", settings.MAX_FORM_BYTES + 1).status_code == 413
