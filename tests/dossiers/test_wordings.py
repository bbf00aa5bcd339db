"""Residents' words and the system's words stand side by side, and nobody rewrites the other's."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.dossiers.models import Fact, Wording
from schakel.dossiers.services import wordings
from schakel.people.models import Party, Role
from schakel.people.queries import actor_for
from tests.factories import funding
from tests.factories.people import MembershipFactory, MunicipalityFactory, official
from tests.pages import said

pytestmark = pytest.mark.django_db
RESIDENTS = {
    "text": "Wij willen een bankje waar je kunt blijven zitten.",
    "source": "Bewonersavond",
}
SYSTEM = {"text": "Versterken van de sociale basis.", "source": "Programma Sterke wijken"}


@pytest.fixture
def dossier():
    return funding.prepared().dossier


def board(dossier):
    """Somebody of a group of residents that owns the dossier."""
    group = Party.objects.create(name="Groep", kind="residents", corner="community")
    dossier.owner = group
    dossier.save()
    return actor_for(MembershipFactory(party=group, role=Role.BOARD))


@pytest.mark.requirement("S3-005", breaks="schakel.dossiers.services.wordings.word")
def test_both_sides_stand_beside_each_other_on_the_page(client, dossier):
    office = official(dossier.municipality)
    client.force_login(office.person)
    for voice, data in (("residents", RESIDENTS), ("system", SYSTEM)):
        done = client.post(f"/dossier/{dossier.short_id}/woorden/{voice}/", data)
        assert done.status_code == 302
    client.logout()
    page = said(client.get(dossier.get_absolute_url()))
    first, second = page.index(RESIDENTS["text"]), page.index(SYSTEM["text"])
    assert first < second
    assert "Zo zeggen bewoners het" in page and "Zo zeggen de regels het" in page
    assert "Bewonersavond" in page and "Programma Sterke wijken" in page


def test_what_residents_said_themselves_the_municipality_cannot_rewrite(dossier):
    group, office = board(dossier), official(dossier.municipality)
    wordings.word(group, dossier, "residents", **RESIDENTS)
    with pytest.raises(NotAllowed):
        wordings.word(office, dossier, "residents", text="Ontmoeten.", source="Nota")
    with pytest.raises(NotAllowed):
        wordings.word(group, dossier, "system", **SYSTEM)
    wordings.word(office, dossier, "system", **SYSTEM)
    assert Wording.objects.get(voice="residents").text == RESIDENTS["text"]


def test_words_change_and_the_journal_knows_what_was_there(dossier):
    office = official(dossier.municipality)
    wordings.word(office, dossier, "system", **SYSTEM)
    wordings.word(office, dossier, "system", text="Ontmoeten.", source="Nota")
    fact = Fact.objects.filter(entry__verb="wording.set").latest("entry_id")
    assert fact.facts["before"] == SYSTEM["text"]
    assert Wording.objects.count() == 1


def test_another_municipality_says_nothing_here(client, dossier):
    elsewhere = official(MunicipalityFactory())
    with pytest.raises(NotAllowed):
        wordings.word(elsewhere, dossier, "system", **SYSTEM)
    client.force_login(elsewhere.person)
    assert client.get(f"/dossier/{dossier.short_id}/woorden/system/").status_code == 403
    assert client.get(f"/dossier/{dossier.short_id}/woorden/niemand/").status_code == 404


@pytest.mark.parametrize(
    ("text", "source"),
    [("", "Bron"), ("Woorden", " "), ("Mail naar iemand@voorbeeld.nl", "Bron")],
)
def test_empty_words_words_without_source_and_addresses_are_refused(dossier, text, source):
    with pytest.raises(InputRefused):
        wordings.word(official(dossier.municipality), dossier, "system", text=text, source=source)
    assert not Wording.objects.exists()


def test_the_database_refuses_words_without_a_source(dossier):
    with pytest.raises(IntegrityError), transaction.atomic():
        Wording.objects.create(
            dossier=dossier,
            voice="system",
            text="Woorden",
            source="",
            party=dossier.municipality,
            at=timezone.now(),
        )


def test_a_visitor_sees_no_empty_boxes(client, dossier):
    assert "In wiens woorden?" not in said(client.get(dossier.get_absolute_url()))
