"""Whoever has an account sees, takes along and erases what is kept; the journal still verifies."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.test import Client
from django.utils import timezone

from schakel.base import backup
from schakel.base.actor import Actor
from schakel.base.jobs import run_due
from schakel.base.plugs import personal_data, retention
from schakel.dossiers.models import Fact
from schakel.journal import queries as journal
from schakel.journal import services as sealing
from schakel.journal import verify
from schakel.journal.models import Entry
from schakel.people.models import Membership, Person
from schakel.web.models import AccountWarning
from schakel.web.operating import accounts, cleaning, privacy
from tests import world

pytestmark = pytest.mark.django_db
NAME, EMAIL = "Zeldzame Achternaam", "zeldzaam@voorbeeld.example"


@pytest.fixture
def town(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    built = world.build()
    official = built.persons["official"]
    official.name, official.email = NAME, EMAIL
    official.set_password("een lang wachtwoord dat niemand raadt")
    official.save()
    return built


@pytest.fixture
def person(town):
    return town.persons["official"]


@pytest.fixture
def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def about_persons() -> list[models.Field]:
    """Every column of every app, also of others, that points to an account."""
    return [
        field
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model is Person
    ]


def everywhere(text: str) -> list[str]:
    """The tables in which this text stands."""
    return [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if any(text.encode() in row for row in backup.tables.lines(model))
    ]


def test_every_table_about_persons_belongs_to_an_app_that_hands_over_and_erases():
    """Also those of other packages: their app of ours, or themselves, must have registered."""
    known = {label for label, _ in personal_data.items()}
    ours = {
        field.model for field in about_persons() if field.model.__module__.startswith("schakel.")
    }
    assert {model._meta.app_label for model in ours | {Person}} <= known
    # Of other packages: how people sign in, which `accounts` hands over and erases.
    theirs = {field.model._meta.app_label for field in about_persons()} - known
    assert theirs <= {"account", "mfa", "socialaccount"} and "accounts" in known


def test_every_app_about_persons_says_what_it_keeps_and_why():
    # A noun of an app has its own line, or stands on that of its app.
    known = {label for name, _ in retention.items() for label in (name, name.split(".")[0])}
    assert {label for label, _ in personal_data.items()} <= known
    for kept in retention:
        assert kept.what and kept.why and kept.ground and kept.seen_by and kept.until
        assert not kept.norm or "%(term)s" in str(kept.until)


def test_a_person_sees_everything_that_is_exported(signed_in, person):
    page = signed_in.get("/account/gegevens/").content.decode()
    assert NAME in page and EMAIL in page and "Medewerker" in page and "Gemeente Proefdam" in page
    assert "Een ronde" in page or "stembus" in page
    answer = signed_in.get("/account/gegevens/download/")
    assert "attachment" in answer["Content-Disposition"]
    data = json.loads(answer.content)["data"]
    assert set(data) == {label for label, _ in personal_data.items()}
    assert data["people"]["email"] == EMAIL
    assert len(data["dossiers"]["acts"]) == Fact.objects.filter(person=person).count() > 0
    assert data["accounts"]["sessions"]


def test_a_long_list_is_shown_in_part_and_exported_whole(signed_in, person, town):
    from schakel.dossiers import services as dossiers

    for _ in range(60):
        dossiers.record(town.actors["official"], town.open.dossier, "test", facts={})
    page = signed_in.get("/account/gegevens/").content.decode()
    assert "En nog" in page
    data = json.loads(signed_in.get("/account/gegevens/download/").content)["data"]
    assert len(data["dossiers"]["acts"]) > 60


def test_nobody_sees_the_data_of_another(town):
    client = Client()
    client.force_login(town.persons["resident"])
    for address in ("/account/gegevens/", "/account/gegevens/download/"):
        text = client.get(address).content.decode()
        assert EMAIL not in text
        assert "no-cache" in client.get(address)["Cache-Control"]


def test_after_erasure_nothing_points_to_the_person_and_the_journal_verifies(
    signed_in, person, town, tmp_path, django_capture_on_commit_callbacks
):
    sealing.seal()
    entries = Entry.objects.count()
    old = tmp_path / "before.jsonl"
    old.write_bytes(b"".join(journal.export()))
    assert set(everywhere(EMAIL)) == {"people_person"}

    assert signed_in.post("/account/weghalen/").status_code == 400
    assert Person.objects.get(pk=person.pk).is_active
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in.post("/account/weghalen/", {"zeker": "ja"}, follow=True)
    assert "Uw account is weg" in answer.content.decode()
    assert "U handelt als" not in answer.content.decode()

    assert everywhere(NAME) == everywhere(EMAIL) == []
    for field in about_persons():
        held = field.model._base_manager.filter(**{field.name: person.pk})
        assert not held.exists(), field
    assert not Session.objects.exists()
    assert not Client().login(username=EMAIL, password="een lang wachtwoord dat niemand raadt")

    sealing.seal()
    assert Entry.objects.count() > entries
    assert Entry.objects.latest("pk").verb == "people.erase"
    new = tmp_path / "after.jsonl"
    new.write_bytes(b"".join(journal.export()))
    assert verify.run(str(new), str(old)) == 0


def test_facts_of_the_acts_stay_without_the_person(person, town):
    before = list(Fact.objects.order_by("pk").values_list("pk", "facts", "salt"))
    privacy.erase(Actor.system(), person)
    after = list(Fact.objects.order_by("pk").values_list("pk", "facts", "salt"))
    assert after[: len(before)] == before


def test_an_erasure_that_fails_erases_nothing(person, monkeypatch):
    plug = personal_data.get("people")

    def broken(actor, person):
        raise RuntimeError

    monkeypatch.setitem(
        personal_data._items, "people", type(plug)(export=plug.export, erase=broken)
    )
    with pytest.raises(RuntimeError):
        privacy.erase(Actor.system(), person)
    assert Fact.objects.filter(person=person).exists()


def test_the_desk_hands_over_and_erases(schakel, person, django_capture_on_commit_callbacks):
    told = schakel("people", "export", EMAIL)
    assert json.loads(told.out)["data"]["people"]["name"] == NAME
    refused = schakel("people", "erase", EMAIL)
    assert refused.code == 2 and "--sure" in refused.err
    with django_capture_on_commit_callbacks(execute=True):
        assert schakel("people", "erase", EMAIL, "--sure").code == 0
    assert everywhere(EMAIL) == []
    unknown = schakel("people", "export", EMAIL)
    assert unknown.code == 2 and unknown.err.count("\n") == 1


def test_whom_a_backup_brings_back_is_erased_again(person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase(Actor.system(), person)
    # As an older backup has it.
    Person.objects.filter(pk=person.pk).update(name=NAME, email=EMAIL, is_active=True)
    assert privacy.erase_again() == 1
    assert everywhere(EMAIL) == []
    assert privacy.erase_again() == 0


# --- terms ----------------------------------------------------------------------------------------


def test_sessions_and_tasks_and_progress_go_when_their_time_is_over(client, town):
    from django_tasks_db.models import DBTaskResult

    from schakel.base.models import Progress

    client.force_login(town.persons["resident"])
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    client.force_login(town.persons["council"])
    long_ago = timezone.now() - timedelta(days=31)
    Progress.objects.update(started=long_ago)
    young = Progress.objects.create(title="vandaag", total=1)
    for status, moment in (
        ("SUCCESSFUL", long_ago),
        ("SUCCESSFUL", timezone.now()),
        ("READY", None),
    ):
        DBTaskResult.objects.create(
            status=status, finished_at=moment, args_kwargs={"args": [], "kwargs": {}},
            task_path="x", backend_name="default", queue_name="default",
            run_after=timezone.now(), exception_class_path="", traceback="",
        )  # fmt: skip
    done = cleaning.clean()
    assert done["base.progress"] == done["web.tasks"] == 1
    run_due()
    assert Session.objects.count() == 1
    assert list(Progress.objects.all()) == [young]
    assert DBTaskResult.objects.count() == 2


def test_a_kind_that_cannot_be_cleaned_does_not_keep_the_others(monkeypatch, town):
    kept = retention.get("base.progress")
    monkeypatch.setitem(
        retention._items,
        "base.progress",
        type(kept)(**{**vars(kept), "clean": lambda before: 1 / 0}),
    )
    from django_tasks_db.models import DBTaskResult

    old = timezone.now() - timedelta(days=31)
    DBTaskResult.objects.create(
        status="SUCCESSFUL", finished_at=old, args_kwargs={"args": [], "kwargs": {}},
        task_path="x", backend_name="default", queue_name="default",
        run_after=old, exception_class_path="", traceback="",
    )  # fmt: skip
    with pytest.raises(RuntimeError, match=r"base\.progress"):
        cleaning.clean()
    assert not DBTaskResult.objects.exists()


@pytest.fixture
def unused(town, settings):
    """A resident who was last here almost two years ago."""
    settings.DEFAULT_FROM_EMAIL = "site@gemeente.example"
    resident = town.persons["resident"]
    Person.objects.filter(pk=resident.pk).update(last_login=timezone.now() - timedelta(days=705))
    return resident


def later(days: int, freezer) -> None:
    freezer.move_to(timezone.now() + timedelta(days=days))


def test_who_does_not_come_is_told_first_and_erased_only_then(unused, mailoutbox, time_machine):
    start = timezone.now()
    time_machine.move_to(start)
    assert accounts.keep_up() == (1, 0)
    (mail,) = mailoutbox
    assert mail.to == [unused.email] and "24 maanden" in mail.body and "30 dagen" in mail.body
    assert accounts.keep_up() == (0, 0)
    time_machine.move_to(start + timedelta(days=29))
    assert accounts.keep_up() == (0, 0)
    time_machine.move_to(start + timedelta(days=31))
    assert accounts.keep_up() == (0, 1)
    assert not Person.objects.get(pk=unused.pk).is_active
    assert len(mailoutbox) == 1


def test_who_comes_back_keeps_the_account(unused, mailoutbox, time_machine):
    start = timezone.now()
    time_machine.move_to(start)
    accounts.keep_up()
    Person.objects.filter(pk=unused.pk).update(last_login=start + timedelta(days=3))
    time_machine.move_to(start + timedelta(days=40))
    assert accounts.keep_up() == (0, 0)
    assert not AccountWarning.objects.exists()
    assert Person.objects.get(pk=unused.pk).is_active


def test_who_holds_a_role_keeps_the_account(unused, town, mailoutbox):
    Membership.objects.create(
        person=unused, party=town.municipality, role="board", starts=timezone.localdate()
    )
    assert accounts.keep_up() == (0, 0)
    assert mailoutbox == []


def test_without_a_sender_nobody_can_be_told_so_nobody_goes(unused, settings, mailoutbox):
    settings.DEFAULT_FROM_EMAIL = ""
    assert accounts.keep_up() == (0, 0)
    assert not AccountWarning.objects.exists()


def test_a_mail_that_does_not_leave_is_tried_again(unused, monkeypatch):
    def away(*_):
        raise ConnectionRefusedError

    monkeypatch.setattr(accounts, "send_mail", away)
    assert accounts.keep_up() == (0, 0)
    assert not AccountWarning.objects.exists()


def test_the_privacy_page_gives_each_term_as_the_norm_has_it(client):
    from schakel.norms.models import Norm

    page = client.get("/privacy/").content.decode()
    assert "24 maanden na uw laatste bezoek" in page and "30 dagen na het begin" in page
    Norm.objects.filter(key="privacy.retention.account_months").update(value=12)
    assert "12 maanden na uw laatste bezoek" in client.get("/privacy/").content.decode()
    for kept in retention:
        assert str(kept.what) in page.replace("&#x27;", "'")
