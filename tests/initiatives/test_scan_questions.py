"""A municipality edits the questions, the advice and the rules; what was published never changes."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.initiatives import scanning
from schakel.initiatives.models import Scan, ScanModel
from schakel.initiatives.queries import scans as queries
from schakel.initiatives.services import scans as services
from schakel.journal.models import Entry
from tests.factories.exchange import Town, resident
from tests.factories.initiatives import initiative, signed_in
from tests.factories.people import official
from tests.pages import said

pytestmark = pytest.mark.django_db
TABLE = scanning.shipped("chain").table
# A link is fragile only when most answers are no.
MILDER = TABLE.replace('when = { no = { ">=" = 1 } }', 'when = { no = { ">=" = 2 } }').replace(
    'facts = { yes = 2, partly = 0, no = 1 }\nthen = "fragile"',
    'facts = { yes = 1, partly = 0, no = 2 }\nthen = "fragile"',
)


@pytest.fixture
def town() -> Town:
    return Town()


def link_form(**changed: str) -> dict[str, str]:
    return {
        "label": "Wens",
        "about": "Wat wilt u samen?",
        "questions": "Weet u het?\nWeten anderen het?\n\nKomt het uit?",
        "ask": "Wie wenst er mee?",
        "offer_broker": "Vraag wat iemand wenst.",
        "reason": "Bewoners zeggen liever wens.",
        **changed,
    }


@pytest.mark.requirement("S4-073", breaks="schakel.initiatives.services.scans.edit_link")
def test_an_office_changes_a_link_and_groups_are_asked_the_new_words(
    client: Client, town: Town
) -> None:
    made, board = initiative(town)
    office = official(town.municipality)
    address = reverse("initiatives:edit_link", args=[town.municipality.short_id, "chain", "dream"])
    assert signed_in(client, office).post(address, link_form()).status_code == 302
    page = said(client.get(reverse("initiatives:questions", args=[town.municipality.short_id])))
    assert "Weten anderen het?" in page
    assert "Bewoners zeggen liever wens." in page
    entry = Entry.objects.filter(verb="scan.questions").get()
    assert entry.reason == "Bewoners zeggen liever wens."
    signed_in(client, board)
    form = client.get(reverse("initiatives:fill_scan", args=[made.dossier.short_id]))
    assert "Wens" in said(form)
    client.post(
        reverse("initiatives:fill_scan", args=[made.dossier.short_id]),
        {"filled_by": "Wij", "version": 1, "dream.3": "no"},
    )
    scan = Scan.objects.get()
    assert scan.version == 1
    assert scan.states["dream"] == "missing"


def test_what_was_filled_in_keeps_the_questions_and_rules_of_then(town: Town) -> None:
    made, board = initiative(town)
    office = official(town.municipality)
    scan = services.fill(
        board, made.dossier.owner, {"dream.1": "no"}, filled_by="Wij", dossier=made.dossier
    )
    services.edit_link(
        office,
        town.municipality,
        "chain",
        "dream",
        services.Edited("Wens", "", ("A?", "B?", "C?"), {}, "Wie?"),
        reason="Korter.",
    )
    services.edit_table(office, town.municipality, "chain", MILDER, reason="Milder.")
    shown = queries.told(Scan.objects.get(pk=scan.pk))
    assert shown.links[0].label == "Droom"
    assert shown.links[0].state == "missing"
    assert ScanModel.objects.count() == 2


@pytest.mark.requirement("S4-073", breaks="schakel.initiatives.services.scans.try_table")
def test_other_rules_are_tried_on_shared_scans_before_they_are_published(
    client: Client, town: Town
) -> None:
    made, board = initiative(town)
    answers = {"dream.1": "yes", "dream.2": "yes", "dream.3": "no"}
    scan = services.fill(board, made.dossier.owner, answers, filled_by="Wij", dossier=made.dossier)
    services.share(board, scan, "office")
    signed_in(client, official(town.municipality))
    address = reverse("initiatives:edit_table", args=[town.municipality.short_id, "chain"])
    sent = {"table": MILDER, "reason": "Eén nee is niet broos.", "doe": "probeer"}
    page = said(client.post(address, sent))
    assert "1 schakel: van “Broos” naar “Sterk”" in page
    assert not ScanModel.objects.exists()
    client.post(address, {**sent, "doe": "publiceer"})
    assert queries.questions(town.municipality, "chain").chain(answers).states["dream"] == "strong"


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (TABLE.replace('id = "carries"', 'id = "carries"\nwhen = { partly = 1 }'), "-"),
        (TABLE.replace("[facts.no]", "[facts.never]"), "-"),
        ("dit is geen tabel", "-"),
        (TABLE.replace("continuity.state.strong", "continuity.nergens"), "reden"),
    ],
)
def test_rules_that_do_not_stand_are_refused_with_what_is_wrong(
    client: Client, town: Town, table: str, told: str
) -> None:
    signed_in(client, official(town.municipality))
    address = reverse("initiatives:edit_table", args=[town.municipality.short_id, "chain"])
    answer = client.post(address, {"table": table, "reason": "Proef.", "doe": "publiceer"})
    assert answer.status_code == 400
    assert told in answer.context["refusal"]
    assert not ScanModel.objects.exists()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"questions": "Eén?\nTwee?"}, "drie of vier"),
        ({"label": ""}, "Hoe heet de schakel?"),
        ({"reason": ""}, "Waarom verandert u dit?"),
    ],
)
def test_a_link_that_is_not_whole_is_refused(
    client: Client, town: Town, changed: dict[str, str], told: str
) -> None:
    signed_in(client, official(town.municipality))
    address = reverse("initiatives:edit_link", args=[town.municipality.short_id, "chain", "dream"])
    answer = client.post(address, link_form(**changed))
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not ScanModel.objects.exists()


def test_nobody_else_edits_the_questions(town: Town) -> None:
    edited = services.Edited("Wens", "", ("A?", "B?", "C?"), {}, "Wie?")
    for other in (resident(), town.party(), official(Town().municipality)):
        with pytest.raises(NotAllowed):
            services.edit_link(other, town.municipality, "chain", "dream", edited, reason="X.")


def test_the_database_keeps_published_questions(town: Town) -> None:
    office = official(town.municipality)
    made = services.edit_table(office, town.municipality, "chain", MILDER, reason="Milder.")
    acts: tuple[Any, ...] = (
        lambda: ScanModel.objects.filter(pk=made.pk).update(table=TABLE),
        lambda: ScanModel.objects.filter(pk=made.pk).delete(),
    )
    for act in acts:
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_a_reason_with_a_person_in_it_is_refused(town: Town) -> None:
    with pytest.raises(InputRefused):
        services.edit_table(
            official(town.municipality),
            town.municipality,
            "chain",
            MILDER,
            reason="Vraag jan@voorbeeld.nl",
        )
