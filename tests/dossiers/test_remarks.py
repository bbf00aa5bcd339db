"""Remarks: plain text, with limits; hidden with a reason, and an appeal that another office decides."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from schakel.base import clock
from schakel.base.actor import Actor, Channel
from schakel.base.exceptions import InputRefused, NotAllowed, TooManyAttempts
from schakel.dossiers import queries
from schakel.dossiers.models import Fact, Remark
from schakel.dossiers.queries import remarks as reads
from schakel.dossiers.services import erase_person, remarks
from schakel.people.models import Role
from schakel.people.queries import actor_for
from tests.factories import funding
from tests.factories.dossiers import DossierFactory
from tests.factories.people import MembershipFactory, PersonFactory, official

pytestmark = pytest.mark.django_db
REASON = "Dit scheldt iemand uit."


def resident(person=None) -> Actor:
    return Actor(person or PersonFactory(), None, "resident", "Bewoner")


@pytest.fixture
def dossier():
    return DossierFactory()


@pytest.fixture
def hider(dossier):
    return official(dossier.municipality)


@pytest.fixture
def manager(dossier):
    return official(dossier.municipality, role=Role.AREA_MANAGER)


def test_without_an_account_one_reads_but_does_not_write(dossier):
    with pytest.raises(NotAllowed, match="Log in"):
        remarks.write(Actor.visitor(), dossier, text="Hallo")


@pytest.mark.parametrize(
    ("text", "sentence"), [(" \n\u200b", "eerst uw opmerking"), ("x" * 2001, "te lang")]
)
def test_nothing_and_too_much_are_refused(dossier, text, sentence):
    with pytest.raises(InputRefused, match=sentence):
        remarks.write(resident(), dossier, text=text)
    assert not Remark.objects.exists()


def test_text_stays_text_and_a_link_is_no_link(client):
    round = funding.prepared()
    text = 'https://spam.example <a href="x">klik</a> <script>alert(1)</script> \u202eomgekeerd'
    remarks.write(resident(), round.dossier, text=text)
    for address in (
        round.get_absolute_url(),
        reverse("dossiers:remarks", args=[round.dossier.address]),
    ):
        page = client.get(address).content.decode()
        assert 'href="https://spam.example' not in page and "<script>alert" not in page
        assert "&lt;a href=" in page and "\u202e" not in page


def test_who_writes_too_much_waits(settings, dossier):
    settings.REMARKS_PER_HOUR = 2
    actor, now = resident(), timezone.now()
    with clock.at(now):
        remarks.write(actor, dossier, text="Een")
    with clock.at(now + timedelta(minutes=30)):
        remarks.write(actor, dossier, text="Twee")
        with pytest.raises(TooManyAttempts):
            remarks.write(actor, dossier, text="Drie")
        remarks.write(resident(), dossier, text="Van een ander")
    with clock.at(now + timedelta(minutes=61)):
        remarks.write(actor, dossier, text="Drie")


def test_an_office_speaks_as_an_office_and_a_council_member_not_for_the_municipality(
    dossier, hider
):
    asked = remarks.write(resident(), dossier, text="Wanneer?")
    answer = remarks.write(hider, dossier, text="In mei.", answer_to=asked)
    council = official(dossier.municipality, role=Role.COUNCIL)
    also = remarks.write(council, dossier, text="Goed.", answer_to=asked)
    assert answer.is_answer_of_owner and answer.office == hider.office
    assert not also.is_answer_of_owner and also.office == council.office


def test_a_desk_writes_for_somebody_and_the_words_are_theirs(dossier):
    helped = PersonFactory(name="Fenna")
    desk = official(dossier.municipality)
    written = remarks.write(
        Actor(
            desk.person, desk.party, desk.role, desk.role_label,
            channel=Channel.DESK, on_behalf_of=helped,
        ),
        dossier,
        text="Ik kan niet typen.",
    )  # fmt: skip
    assert (written.by, written.party, written.office) == (helped, None, "")
    assert written.channel == "desk"


def test_one_answers_a_remark_of_the_same_dossier_that_can_be_read(dossier, hider):
    asked = remarks.write(resident(), dossier, text="Wanneer?")
    answer = remarks.write(hider, dossier, text="In mei.", answer_to=asked)
    other = DossierFactory()
    for place, target in ((other, asked), (dossier, answer)):
        with pytest.raises(InputRefused):
            remarks.write(resident(), place, text="Hoezo?", answer_to=target)


def test_a_slip_is_mended_for_a_while_and_never_under_an_answer(dossier, hider):
    actor, now = resident(), timezone.now()
    with clock.at(now):
        one, two = (remarks.write(actor, dossier, text=text) for text in ("Een", "Twee"))
        remarks.write(hider, dossier, text="Antwoord", answer_to=two)
    with clock.at(now + timedelta(minutes=14)):
        assert remarks.change(actor, one, text="Eén").changed
        with pytest.raises(NotAllowed, match="antwoord"):
            remarks.change(actor, two, text="Iets anders")
        with pytest.raises(NotAllowed):
            remarks.change(resident(), one, text="Van mij")
    with clock.at(now + timedelta(minutes=16)), pytest.raises(NotAllowed, match="15 minuten"):
        remarks.change(actor, one, text="Nog eens")


def test_withdrawing_takes_the_words_and_keeps_the_answers(client, hider):
    round = funding.prepared()
    actor = resident()
    asked = remarks.write(actor, round.dossier, text="Geheim van de smid")
    remarks.write(
        official(round.dossier.municipality), round.dossier, text="In mei.", answer_to=asked
    )
    with pytest.raises(NotAllowed):
        remarks.withdraw(resident(), asked)
    remarks.withdraw(actor, asked)
    page = client.get(round.get_absolute_url()).content.decode()
    assert "Geheim" not in page and "haalde deze tekst weg" in page and "In mei." in page


def test_anybody_reports_and_one_address_not_without_end(dossier, client, settings):
    settings.CODE_ATTEMPTS = 3
    written = remarks.write(resident(), dossier, text="Dit is niet in orde.")
    person = resident()
    remarks.report(person, written, reason="Scheldt")
    remarks.report(person, written, reason="Scheldt nog eens")
    assert written.reports.count() == 1
    address = reverse("dossiers:report", args=[written.pk])
    statuses = [client.post(address, {"reason": f"Nummer {n}"}).status_code for n in range(5)]
    assert statuses == [302, 302, 302, 429, 429]
    assert written.reports.count() == 4


def test_what_is_reported_waits_for_an_official_of_that_place_only(dossier, hider):
    written = remarks.write(resident(), dossier, text="Dit is niet in orde.")
    assert not reads.to_moderate(hider)
    remarks.report(Actor.visitor(), written, reason="Scheldt")
    assert list(reads.to_moderate(hider)) == [written]
    assert not reads.to_moderate(official()) and not reads.to_moderate(resident())
    with pytest.raises(NotAllowed):
        remarks.dismiss(official(), written)
    remarks.dismiss(hider, written)
    assert not reads.to_moderate(hider)


def test_hiding_says_why_and_is_in_the_journal_without_the_words(client):
    round = funding.prepared()
    hider = official(round.dossier.municipality)
    written = remarks.write(resident(), round.dossier, text="Lelijk woord")
    for stranger in (
        resident(),
        official(),
        official(round.dossier.municipality, role=Role.COUNCIL),
    ):
        with pytest.raises(NotAllowed):
            remarks.hide(stranger, written, reason=REASON)
    with pytest.raises(InputRefused, match="waarom"):
        remarks.hide(hider, written, reason=" ")
    with pytest.raises(InputRefused, match="e-mailadres"):
        remarks.hide(hider, written, reason="Vraag iemand@voorbeeld.example")
    written.refresh_from_db()
    assert written.is_shown
    remarks.hide(hider, written, reason=REASON)
    page = client.get(round.get_absolute_url()).content.decode()
    assert "Lelijk woord" not in page and REASON in page and "omdat" in page
    fact = Fact.objects.get(entry__verb="remark.hide")
    assert fact.entry.reason == REASON
    assert "Lelijk" not in str((fact.facts, fact.private_text))


def test_an_appeal_is_decided_by_another_office(dossier, hider, manager):
    writer = resident()
    written = remarks.write(writer, dossier, text="Scherp, maar waar.")
    remarks.hide(hider, written, reason=REASON)
    with pytest.raises(NotAllowed):
        remarks.appeal(resident(), written, why="Ik vind van wel.")
    remarks.appeal(writer, written, why="Het is een mening.")
    colleague = official(dossier.municipality)
    in_another_role = actor_for(
        MembershipFactory(person=hider.person, party=dossier.municipality, role=Role.AREA_MANAGER)
    )
    for who in (hider, colleague, in_another_role, official(role=Role.AREA_MANAGER)):
        with pytest.raises(NotAllowed):
            remarks.decide_appeal(who, written, show=True, reason="Het mag.")
    decided = remarks.decide_appeal(manager, written, show=True, reason="Een mening mag.")
    assert decided.is_shown and decided.decided_office == manager.office
    verbs = list(Fact.objects.order_by("pk").values_list("entry__verb", flat=True))
    assert verbs == ["remark.hide", "remark.appeal", "remark.restore"]


def test_what_stays_hidden_after_an_appeal_is_over(dossier, hider, manager):
    writer = resident()
    written = remarks.write(writer, dossier, text="Scherp.")
    remarks.hide(hider, written, reason=REASON)
    remarks.appeal(writer, written, why="Het is een mening.")
    remarks.decide_appeal(manager, written, show=False, reason="Het blijft schelden.")
    with pytest.raises(InputRefused):
        remarks.appeal(writer, written, why="Nog eens.")


@pytest.mark.parametrize("state", ["upheld", "appealed", "nonsense"])
def test_the_database_refuses_a_step_that_is_not_there(dossier, state):
    written = remarks.write(resident(), dossier, text="Hallo")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE dossiers_remark SET state = %s, hidden_reason = 'x', hidden_office = 'y',"
            " decided_reason = 'x', decided_office = 'z' WHERE id = %s",
            [state, written.pk],
        )


def test_the_database_refuses_hiding_without_reason_and_deciding_by_the_same_office(dossier, hider):
    written = remarks.write(resident(), dossier, text="Hallo")
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.filter(pk=written.pk).update(state="hidden")
    remarks.hide(hider, written, reason=REASON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.filter(pk=written.pk).update(decided_office=hider.office)


def test_erasing_a_person_takes_their_words_and_keeps_the_conversation(dossier, hider):
    writer = resident(PersonFactory(name="Fenna"))
    asked = remarks.write(writer, dossier, text="Ik woon op nummer 4.")
    answer = remarks.write(hider, dossier, text="In mei.", answer_to=asked)
    remarks.report(writer, answer, reason="Te laat")
    assert queries.personal_data(writer.person)["remarks"][0]["text"] == "Ik woon op nummer 4."
    erase_person(Actor.system(), writer.person)
    erase_person(Actor.system(), hider.person)
    asked.refresh_from_db()
    answer.refresh_from_db()
    assert (asked.text, asked.by, asked.state) == ("", None, "withdrawn")
    assert (answer.text, answer.by, answer.office) == ("In mei.", None, hider.office)
    for person in (writer.person, hider.person):
        assert not any(queries.personal_data(person).values())


def test_a_remark_of_a_closed_dossier_is_nowhere(client):
    dossier = DossierFactory(visibility="closed")
    here = MembershipFactory(party=dossier.municipality)
    written = remarks.write(actor_for(here), dossier, text="Intern")
    addresses = [
        reverse("dossiers:remarks", args=[dossier.address]),
        *(
            reverse(f"dossiers:{name}", args=[written.pk])
            for name in ("report", "answer", "hide", "withdraw")
        ),
    ]
    elsewhere = Client()
    elsewhere.force_login(MembershipFactory().person)
    for address in addresses:
        assert client.get(address).status_code == 404
        assert elsewhere.get(address).status_code == 404
        assert elsewhere.post(address, {"reason": "x", "text": "x"}).status_code in (404, 405)


def test_a_long_conversation_is_paged_in_bounded_queries(client, django_assert_max_num_queries):
    round = funding.prepared()
    people = [PersonFactory() for _ in range(5)]
    Remark.objects.bulk_create(
        Remark(dossier=round.dossier, text=f"Opmerking {n}", by=people[n % 5], channel="web",
               at=timezone.now())
        for n in range(1_000)
    )  # fmt: skip
    with django_assert_max_num_queries(12):
        client.get(round.get_absolute_url())
    with django_assert_max_num_queries(12):
        page = client.get(reverse("dossiers:remarks", args=[round.dossier.address]))
    assert page.content.decode().count("<article") == 25
