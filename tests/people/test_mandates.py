"""Who decides here: mandates with their text, shown to everybody and asked by rooms."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from schakel.base import clock
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.people import queries, services
from schakel.people.permissions import has_mandate, is_official
from tests.factories.people import MunicipalityFactory, PartyFactory, official, runs

pytestmark = pytest.mark.django_db


def mandate(admin, **more):
    return services.give_mandate(
        admin,
        **{
            "party": admin.party,
            "role": "official",
            "subject": "funding.round",
            "giver": "college van burgemeester en wethouders",
            "source": "Mandaatbesluit 2026, art. 4",
            "starts": clock.today(),
            **more,
        },
    )


def test_a_room_asks_whether_the_office_has_the_mandate_today():
    home = MunicipalityFactory()
    admin, may = runs(home), is_official & has_mandate("funding.round")
    actor = official(home)
    assert not may.test(actor)
    given = mandate(admin)
    assert may.test(actor)
    assert actor.mandate.get("funding.round") == given
    assert not may.test(official(MunicipalityFactory()))
    assert not may.test(admin)
    assert not has_mandate("iets.anders").test(actor)
    with clock.at(clock.now() + timedelta(days=1)):
        services.end_mandate(admin, given, reason="Nieuw besluit.")
    with clock.at(clock.now() + timedelta(days=2)):
        assert not may.test(official(home))


def test_everybody_reads_who_decides_and_where_that_is_written(client):
    home = MunicipalityFactory(name="Gemeente Lindendam")
    mandate(runs(home))
    mandate(runs(home), ends=clock.today(), giver="burgemeester")
    page = client.get("/mandaten/").content.decode()
    assert "Medewerker, Gemeente Lindendam beslist." in page
    assert "Mandaatbesluit 2026, art. 4" in page
    data = json.loads(client.get("/mandaten.json").content)
    assert data["aantal"] == 2 and data["mandaten"][0]["bron"] == "Mandaatbesluit 2026, art. 4"
    with clock.at(clock.now() + timedelta(days=1)):
        assert "burgemeester." not in client.get("/mandaten/").content.decode()


def test_only_who_runs_the_party_gives_or_ends_one(client):
    home = MunicipalityFactory()
    given = mandate(runs(home))
    for actor in (official(home), runs(MunicipalityFactory()), runs(PartyFactory())):
        with pytest.raises(NotAllowed):
            mandate(actor, party=home)
        with pytest.raises(NotAllowed):
            services.end_mandate(actor, given, reason="Zomaar")
        client.force_login(actor.person)
        assert client.post(f"/mandaten/{given.pk}/intrekken/", {"reason": "x"}).status_code == 403


def test_a_form_with_another_party_gives_no_mandate(client):
    admin, other = runs(MunicipalityFactory()), MunicipalityFactory()
    client.force_login(admin.person)
    form = {
        "party": other.short_id,
        "role": "official",
        "subject": "funding.round",
        "giver": "college",
        "source": "besluit",
        "starts": "2026-01-01",
    }
    assert client.post("/mandaten/nieuw/", form).status_code == 400
    assert (
        client.post("/mandaten/nieuw/", {**form, "party": admin.party.short_id}).status_code == 302
    )
    assert [m.party for m in queries.who_decides(clock.today())] == [admin.party]


def test_without_text_giver_or_right_role_it_is_refused_with_a_sentence():
    admin = runs(MunicipalityFactory())
    for wrong in ({"source": " "}, {"giver": ""}, {"role": "board"}, {"subject": "bestaat.niet"}):
        with pytest.raises(InputRefused):
            mandate(admin, **wrong)
    given = mandate(admin)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE people_mandate SET source = '' WHERE id = %s", [given.pk])


def test_an_official_of_a_department_acts_for_the_municipality():
    from schakel.people.permissions import acts_for_municipality
    from tests.factories.dossiers import DossierFactory

    home = MunicipalityFactory()
    department = PartyFactory(kind="department", corner="government", municipality=home)
    dossier = DossierFactory(municipality=home)
    assert acts_for_municipality.test(official(department), dossier)
    assert not acts_for_municipality.test(runs(PartyFactory(municipality=home)), dossier)
