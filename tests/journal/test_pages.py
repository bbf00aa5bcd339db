"""The pages of the journal, and `schakel journal export`."""

import json
import os
import subprocess
import sys

import pytest

from schakel.journal import queries, services, verify
from tests.pages import said

pytestmark = pytest.mark.django_db


def test_page_shows_the_newest_entries_the_head_and_the_command(client, post):
    for number in range(30):
        post(reason=f"Besluit nummer {number}.")
    services.seal()

    page = client.get("/logboek/").content.decode()
    assert "Besluit nummer 29." in page
    assert "Besluit nummer 5." in page
    assert "Besluit nummer 4." not in page
    assert f"python verify.py logboek.jsonl --head {queries.head()}" in page
    assert "Besluit nummer 4." in client.get("/logboek/?pagina=2").content.decode()


def test_page_of_an_empty_journal_says_so(client):
    assert "Er staat nog niets in het logboek." in said(client.get("/logboek/"))


def test_page_needs_as_many_queries_for_a_thousand_rows(
    client, post, django_assert_max_num_queries
):
    for _ in range(60):
        post()
    services.seal(limit=5)

    with django_assert_max_num_queries(12):
        client.get("/logboek/")


def test_export_holds_what_is_sealed_and_verifies_against_the_heads(client, post, tmp_path):
    for _ in range(7):
        post()
    services.seal(limit=3)
    post()

    response = client.get("/logboek/export.jsonl")
    (tmp_path / "logboek.jsonl").write_bytes(response.getvalue())
    (tmp_path / "hoofden.json").write_bytes(client.get("/logboek/hoofden.json").getvalue())
    heads = verify.read_heads(str(tmp_path / "hoofden.json"))
    assert [size for size, _ in heads] == [7, 6, 3]
    lines = (tmp_path / "logboek.jsonl").read_bytes().splitlines(keepends=True)
    assert len(lines) == 9
    assert list(verify.verify(iter(lines), heads)) == []


def test_heads_of_an_empty_journal_are_an_empty_list(client):
    assert json.loads(client.get("/logboek/hoofden.json").getvalue()) == {"heads": []}


def test_verifier_from_the_site_checks_the_export_from_the_site(client, post, tmp_path):
    post()
    services.seal()
    (tmp_path / "logboek.jsonl").write_bytes(client.get("/logboek/export.jsonl").getvalue())
    (tmp_path / "verify.py").write_bytes(client.get("/logboek/verify.py").content)

    done = subprocess.run(
        [sys.executable, "-I", "-S", tmp_path / "verify.py", tmp_path / "logboek.jsonl"],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_nothing_can_be_written_over_the_web(client):
    for path in ("/logboek/", "/logboek/export.jsonl", "/logboek/hoofden.json"):
        assert client.post(path).status_code == 405


def test_command_exports_all_that_is_committed_though_no_worker_sealed_it(schakel, post):
    post()
    result = schakel("journal", "export")

    assert result.code == 0
    assert list(verify.verify(iter(result.out.encode().splitlines(keepends=True)))) == []
    assert len(result.out.splitlines()) == 3


def test_command_refuses_a_folder_without_a_database_and_makes_nothing(
    schakel, tmp_path, monkeypatch
):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    result = schakel("journal", "export", "--data", tmp_path / "nowhere")

    assert result.code == 2
    assert result.err.startswith("schakel: --data")
    assert "there is no schakel.sqlite3" in result.err
    assert not (tmp_path / "nowhere").exists()


def test_command_refuses_a_database_that_was_never_migrated(tmp_path):
    (tmp_path / "schakel.sqlite3").touch()
    done = subprocess.run(
        [sys.executable, "-m", "schakel.commands.main", "journal", "export", "--data", tmp_path],
        env={name: value for name, value in os.environ.items() if name != "SCHAKEL_DATA_DIR"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("schakel: the database has no journal that can be read")
    assert done.stderr.count("\n") == 1
