from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from schakel.base import clock
from schakel.base.models import Progress
from schakel.funding import panels, tasks
from schakel.funding.models import Round
from schakel.processes.models import Process
from tests.factories import funding as make

pytestmark = pytest.mark.django_db

FILE = (
    "META\nkey;value\ndescription;Wijkgeld\nunit;Lindestad\nbudget;1000\nvote_type;approval\n"
    "PROJECTS\nproject_id;cost;name\n1;600;Bankje\n2;400;Boom\nVOTES\nvoter_id;vote\na;1,2\nb;2\n"
)


def state(round):
    return Process.objects.get(dossier=round.pk).state


def work():
    """What a worker does, without its closing of connections: this test's transaction lives in one."""
    for row in DBTaskResult.objects.ready():
        row.claim("test")
        row.task.call(*row.args_kwargs["args"])


def test_a_round_opens_closes_and_is_counted_by_itself():
    round = make.prepared()
    with clock.at(make.START):
        tasks.advance()
        assert state(round) == "prepare"
    with clock.at(make.OPENS):
        tasks.advance()
        assert state(round) == "voting"
    with clock.at(make.CLOSES):
        tasks.advance()
        assert state(round) == "counting"
        tasks.advance()
        work()
        assert state(round) == "decided"
        tasks.advance()
    assert state(round) == "decided"


def test_a_round_without_plans_waits_and_does_not_hold_up_another():
    empty, full = make.prepared(plans=()), make.prepared()
    with clock.at(make.OPENS):
        tasks.advance()
    assert (state(empty), state(full)) == ("prepare", "voting")


def test_an_uploaded_file_becomes_a_round_while_a_page_waits(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make.area()
    client.force_login(make.official(make.municipality()).person)
    file = SimpleUploadedFile("wijkgeld.pb", FILE.encode())
    response = client.post(
        reverse("funding:upload"),
        {"file": file, "rule": "equal-shares", "title": "", "area": "WK990101"},
    )
    assert response.status_code == 302
    assert "Kijk of de ronde klaar is" in client.get(response.url).content.decode()
    work()
    page = client.get(response.url).content.decode()
    round = Round.objects.get()
    assert round.get_absolute_url() in page
    assert "De ronde staat klaar" in page
    assert list((tmp_path / "imports").iterdir()) == []
    assert round.outcome.data["winners"]


def test_a_bad_upload_is_refused_at_once_with_line_and_cure(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(make.official(make.municipality()).person)
    file = SimpleUploadedFile("wijkgeld.pb", FILE.replace("a;1,2", "a;9").encode())
    response = client.post(reverse("funding:upload"), {"file": file, "rule": "greedy"})
    assert response.status_code == 400
    assert "regel" in response.content.decode()
    assert not Progress.objects.exists()
    assert not Round.objects.exists()


def test_what_cannot_be_stored_is_told_on_the_waiting_page(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(make.official(make.municipality()).person)
    file = SimpleUploadedFile("wijkgeld.pb", FILE.encode())
    response = client.post(
        reverse("funding:upload"), {"file": file, "rule": "greedy", "area": "WK000000"}
    )
    work()
    page = client.get(response.url).content.decode()
    assert "Het gebied WK000000 is er niet." in page
    assert not Round.objects.exists()


def test_the_waiting_page_is_for_the_own_municipality(client, settings, tmp_path):
    row = Progress.objects.create(title="x", party=make.municipality().pk)
    client.force_login(make.official(make.municipality("Gemeente Elders", "GM9902")).person)
    assert client.get(reverse("funding:waiting", args=[row.pk])).status_code == 404


def test_the_neighbourhood_page_shows_the_open_vote_first():
    finished, running = (
        make.decided(),
        make.opened(vote=(make.OPENS - timedelta(days=1), make.CLOSES)),
    )
    shown = panels.rounds_here(make.SYSTEM, running.dossier.area)
    assert [round.pk for round in shown["rounds"]] == [running.pk, finished.pk]
    assert panels.rounds_here(make.SYSTEM, make.area("WK990199", "Leeg")) is None
    town = running.dossier.area.parent
    assert len(panels.rounds_here(make.SYSTEM, town)["rounds"]) == 2
