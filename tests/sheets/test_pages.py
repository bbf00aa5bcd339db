"""Tables on the site: the layout, the download, and an upload that a worker reads in while a page waits."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from schakel.base import clock
from schakel.exchange.models import Line
from schakel.exchange.services import importing
from schakel.sheets import tasks
from schakel.web.search import services as search
from schakel.web.search.models import Document
from tests.factories.exchange import Town
from tests.factories.initiatives import signed_in
from tests.factories.people import official
from tests.pages import said
from tests.sheets.tables import rows_of, table

pytestmark = pytest.mark.django_db
KEY = "vraag-en-aanbod"


def work() -> None:
    for row in DBTaskResult.objects.ready():
        row.claim("test")
        row.task.call(*row.args_kwargs["args"])


def upload(client, text: str, key: str = KEY):
    file = SimpleUploadedFile("lijst van ons.csv", text.encode())
    return client.post(reverse("sheets:upload", args=[key]), {"file": file})


def row(town: Town, **more: str) -> dict[str, str]:
    return {
        "wat": "aanbod", "soort": "spullen", "titel": "Twintig stoelen", "gebied": town.area.code,
    } | more  # fmt: skip


@pytest.fixture
def town(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Town()


def test_a_table_is_read_in_while_a_page_waits(client, town, tmp_path):
    signed_in(client, official(town.municipality))
    waiting = upload(client, table(row(town), row(town, titel="Een tent"))).url
    assert "Regel 0 van 3." in said(client.get(waiting))
    work()
    assert "2 regels zijn ingelezen." in said(client.get(waiting))
    assert set(Line.objects.values_list("title", flat=True)) == {"Twintig stoelen", "Een tent"}
    assert Line.objects.first().giver_party == town.municipality
    assert not list((tmp_path / "imports").iterdir())
    assert "Twintig stoelen" in said(client.get("/vraag-en-aanbod/"))
    search.index_changed()
    assert Document.objects.filter(title="Een tent").exists()


def test_what_is_wrong_stands_on_the_page_line_by_line(client, town):
    signed_in(client, official(town.municipality))
    waiting = upload(client, table(row(town), row(town, soort="fiets"))).url
    work()
    page = said(client.get(waiting))
    assert "In 1 regel klopt iets niet. Er is niets bewaard." in page
    assert "Regel 3, “soort”: “fiets” kennen wij niet." in page
    assert not Line.objects.exists()
    waiting = upload(client, "wat;soort\n").url
    work()
    assert "lijst van ons.csv, regel 1: de kop mist “titel”, “gebied”." in said(client.get(waiting))


def test_another_party_does_not_see_how_it_went(client, town):
    signed_in(client, official(town.municipality))
    waiting = upload(client, table(row(town))).url
    signed_in(client, official(Town().municipality))
    assert client.get(waiting).status_code == 404


def test_who_lost_the_role_meanwhile_reads_nothing_in(client, town):
    actor = official(town.municipality)
    signed_in(client, actor)
    waiting = upload(client, table(row(town))).url
    actor.person.memberships.all().delete()
    work()
    assert not Line.objects.exists()
    signed_in(client, official(town.municipality))
    assert "U hebt deze rol niet meer." in said(client.get(waiting))


def test_everybody_downloads_and_reads_the_layout(client, town):
    signed_in(client, official(town.municipality))
    upload(client, table(row(town), row(town, titel="=1+1", gebied=town.beside.code)))
    work()
    client.logout()
    answer = client.get(reverse("sheets:csv", args=[KEY]))
    text = b"".join(answer.streaming_content).decode()
    assert {each["titel"] for each in rows_of(text)} == {"Twintig stoelen", "'=1+1"}
    some = client.get(reverse("sheets:csv", args=[KEY]), {"gebied": town.area.code})
    assert len(rows_of(b"".join(some.streaming_content).decode())) == 1
    assert client.get(reverse("sheets:csv", args=[KEY]), {"gebied": "BU1"}).status_code == 404
    page = said(client.get(reverse("sheets:layout", args=[KEY])))
    assert "vierkante_meter" in page
    assert "tijd, ruimte, spullen, kennis" in page
    assert "Lees een tabel in" not in page
    head = client.get(reverse("sheets:empty", args=[KEY])).content.decode()
    assert head.startswith("\ufeffkenmerk;wat;soort;titel;")
    assert "sinds" not in head
    assert "Tabellen voor een rekenblad" in said(client.get("/open-gegevens/"))


def test_pages_ask_few_questions(client, town, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        client.get(reverse("sheets:list"))
    with django_assert_max_num_queries(12):
        client.get(reverse("sheets:layout", args=[KEY]))


def test_a_reading_that_was_broken_off_is_told_and_leaves_no_file(client, town, tmp_path):
    """As when the machine stops in the middle: the worker never came back."""
    signed_in(client, official(town.municipality))
    waiting = upload(client, table(row(town))).url
    assert tasks.sweep() == 0
    with clock.at(clock.now() + 2 * tasks.LONGEST):
        assert tasks.sweep() == 1
        assert tasks.sweep() == 0
    assert "Dit is onderweg gestopt. Er is niets bewaard." in said(client.get(waiting))
    assert not list((tmp_path / "imports").iterdir())
    assert not Line.objects.exists()


def test_a_worker_that_dies_while_storing_keeps_nothing(client, town, monkeypatch):
    signed_in(client, official(town.municipality))
    many = table(*[row(town, titel=f"Stoel {number}") for number in range(1200)])
    waiting = upload(client, many).url
    real, calls = importing.add_all, []

    def dies(*arguments):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(importing, "add_all", dies)
    with pytest.raises(KeyboardInterrupt):
        work()
    assert len(calls) == 2
    assert not Line.objects.exists()
    assert "Dit is onderweg gestopt. Er is niets bewaard." in said(client.get(waiting))
