"""What is not in order reaches a person: reported by anybody, read in time, taken away with a reason."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from schakel.base import clock
from schakel.base.exceptions import InputRefused, NotAllowed
from schakel.exchange import services
from schakel.exchange.models import LineReport
from schakel.journal.models import Entry
from tests.factories.areas import AreaFactory
from tests.factories.exchange import Town, asked, resident
from tests.factories.initiatives import signed_in
from tests.factories.people import official
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return Town()


def test_a_report_without_an_account_stands_on_the_work_list_and_leads_to_the_line(
    client: Client, town: Town
) -> None:
    line = asked(town)
    answer = client.post(
        reverse("exchange:report", args=[line.address]), {"reason": "Hij valt mij lastig."}
    )
    assert answer.status_code == 302
    office = official(town.municipality)
    client.force_login(office.person)
    (work,) = client.get(reverse("processes:worklist")).context["lines"]
    assert (work.work.title, str(work.work.act)) == (line.title, "Kijk of dit in orde is")
    assert "Hij valt mij lastig." in said(client.get(work.work.url))
    client.post(work.work.url, {"reason": "Dit hoort hier niet."})
    line.refresh_from_db()
    assert (line.status, line.reason) == ("withdrawn", "Dit hoort hier niet.")
    assert line.title not in said(Client().get(reverse("exchange:list")))
    assert client.get(reverse("processes:worklist")).context["lines"] == []
    entry = Entry.objects.filter(verb="line.remove").get()
    assert entry.reason == "Dit hoort hier niet."
    assert line.receiver_person.name not in entry.reason


def test_what_is_in_order_stays_and_leaves_the_work_list(client: Client, town: Town) -> None:
    line = asked(town)
    services.report(resident(), line, reason="Ik vind dit niets.")
    client.force_login(official(town.municipality).person)
    client.post(reverse("exchange:handle", args=[line.address]), {"laat": "1"})
    line.refresh_from_db()
    assert line.status == "asked"
    assert client.get(reverse("processes:worklist")).context["lines"] == []


def test_it_is_late_after_the_term(client: Client, town: Town) -> None:
    services.report(resident(), asked(town), reason="Niet goed.")
    client.force_login(official(town.municipality).person)
    with clock.at(clock.now() + timedelta(days=4)):
        lines = client.get(reverse("processes:worklist") + "?toon=te-laat").context["lines"]
    assert len(lines) == 1


def test_the_writer_does_not_see_who_reported(client: Client, town: Town) -> None:
    writer, reporter = resident(), resident()
    line = asked(town, writer)
    services.report(reporter, line, reason="Niet goed.")
    page = said(signed_in(client, writer).get(line.get_absolute_url()))
    assert reporter.person.name not in page and "Niet goed." not in page
    assert client.get(reverse("exchange:handle", args=[line.address])).status_code == 403


def test_only_an_office_of_that_place_reads_and_removes(town: Town) -> None:
    line = asked(town)
    services.report(resident(), line, reason="Niet goed.")
    elsewhere = official(town.municipality, area=AreaFactory(kind="wijk", parent=town.town))
    for other in (resident(), town.party(), official(Town().municipality), elsewhere):
        with pytest.raises(NotAllowed):
            services.remove(other, line, reason="Weg.")
        with pytest.raises(NotAllowed):
            services.dismiss(other, line)


def test_one_person_reports_once_and_never_without_words(town: Town) -> None:
    line, one = asked(town), resident()
    services.report(one, line, reason="Niet goed.")
    services.report(one, line, reason="Nog eens.")
    assert LineReport.objects.count() == 1
    with pytest.raises(InputRefused):
        services.report(resident(), line, reason=" ")


def test_who_is_blocked_cannot_report_what_does_not_exist_for_them(town: Town) -> None:
    blocker, blocked = resident(), resident()
    line = asked(town, blocker)
    services.block(blocker, services.answer(blocked, line, text="Ik help."))
    with pytest.raises(NotAllowed):
        services.report(blocked, line, reason="Niet goed.")
