from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks import default_task_backend

from schakel.base import progress
from schakel.voice import services as voice
from schakel.web.demo import builder, tasks
from schakel.web.demo.notice import PROGRESS
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


def test_the_task_does_one_step_and_hands_on_the_next(
    db: None, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    monkeypatch.setattr(builder, "Scale", lambda: SMALL)
    monkeypatch.setattr(tasks, "_PAUSE", 0)
    builder.build(SMALL, until=builder.FIRST)
    for step in range(builder.FIRST, 100):
        default_task_backend.clear()
        tasks.fill.func()
        assert builder.done() == step + 1
        if not default_task_backend.results:
            break
    row = progress.of(PROGRESS)
    assert row is not None
    assert row.finished
    assert row.done == row.total
