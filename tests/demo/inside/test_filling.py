import pytest
from django.test import Client
from django.urls import reverse

from schakel.voice import services as voice
from schakel.web.demo import builder
from tests.demo.inside.conftest import SMALL

SENTENCE = "Lindendam bestaat niet, alle gegevens zijn verzonnen."


def test_the_notice_says_how_far_the_filling_is(db: None, client: Client) -> None:
    row = builder.build(SMALL, until=builder.FIRST)
    html = client.get("/").content.decode()
    assert SENTENCE in html
    assert f"wordt nog gevuld: {row.done * 100 // row.total}%" in html
    builder.build(SMALL)
    assert "gevuld" not in client.get("/").content.decode()


def test_the_notice_says_so_when_the_filling_stopped(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(*arguments: object) -> int:
        raise RuntimeError

    builder.build(SMALL, until=builder.FIRST)
    monkeypatch.setattr(voice, "add_ballots", torn)
    with pytest.raises(RuntimeError):
        builder.build(SMALL)
    assert "Het vullen is gestopt" in client.get("/").content.decode()


def test_without_an_open_vote_there_is_no_code(db: None, client: Client) -> None:
    builder.build(SMALL, until=1)
    assert "geen stemming open" in client.get(reverse("demo:people")).content.decode()
    response = client.post(reverse("demo:code"))
    assert response.context["code"] == ""
    assert "geen stemming open" in response.content.decode()
