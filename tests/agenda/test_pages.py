"""The pages of the agenda: a week of the area, on paper, one activity from form to sign-up, few questions."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from schakel.agenda import panels, services
from schakel.agenda.models import Activity, Registration
from schakel.base import clock
from schakel.base.actor import Actor
from tests.factories import agenda as make
from tests.factories.initiatives import initiative, signed_in
from tests.pages import said

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return make.Town()


def answers(town, **more):
    first = clock.today() + timedelta(days=1)
    return {
        "title": "Soep op de stoep",
        "text": "Neem een kom mee.",
        "area": town.area.code,
        "day": first.isoformat(),
        "at": "18:00",
        "ends": "19.30",
        "repeat": "week",
        "place": "De Linde",
        "step_free": "yes",
        "price": "2,50",
        **more,
    }


def go(client, name, *arguments, **data):
    return client.post(reverse(f"agenda:{name}", args=arguments), data)


def week(town, *, shift=0, name="area"):
    monday = clock.today() + timedelta(days=1 + shift)
    year, number, _day = monday.isocalendar()
    address = reverse(f"agenda:{name}", args=[town.area.code.lower()])
    return f"{address}?week={year}-W{number:02d}"


@pytest.mark.requirement("S4-039", breaks="schakel.agenda.services.activities.add")
def test_from_the_form_into_the_agenda_of_the_neighbourhood_and_on_paper(town, client):
    signed_in(client, town.party())
    response = go(client, "new", **answers(town))
    made = Activity.objects.get()
    assert response.status_code == 302 and response["Location"] == made.get_absolute_url()
    assert (made.rule, made.minutes, made.price, made.step_free) == ("FREQ=WEEKLY", 90, 250, "yes")
    client.logout()
    for address in (week(town), week(town, name="print"), made.get_absolute_url(),
                    town.area.get_absolute_url()):  # fmt: skip
        page = said(client.get(address))
        assert "Soep op de stoep" in page and "18.00 – 19.30 uur" in page
    assert "Soep op de stoep" not in said(client.get("/agenda/?week=2020-W01"))
    assert "€\u00a02,50" in said(client.get(week(town)))


@pytest.mark.requirement("S4-039", breaks="schakel.agenda.queries.week")
def test_the_sheet_for_on_the_door_leaves_out_what_does_not_go_on(town, client):
    made, actor = make.activity(town)
    make.activity(town, actor, title="Koffie", price=0)
    services.call_off(actor, made, reason="Ziek.")
    page = said(client.get(week(town, name="print")))
    assert "Koffie" in page and "Gratis" in page and "Soep op de stoep" not in page
    assert "Gaat niet door" in said(client.get(week(town)))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Vul “Wat is er te doen?” in."),
        ({"day": "straks"}, "Vul een datum in"),
        ({"at": "vroeg"}, "Vul een tijd in"),
        ({"at": "", "ends": "10:00"}, "Vul ook in hoe laat het begint."),
        ({"last": "2020-01-01"}, "De laatste dag is voor de eerste."),
        ({"capacity": "5"}, "Zet een vinkje bij aanmelden"),
        ({"text": "Bel 06 12 34 56 78"}, "telefoonnummer"),
        ({"day": "1980-01-01"}, "Kies een eerste dag"),
    ],
)
def test_answers_that_do_not_fit_get_a_sentence_and_what_was_typed_stays(
    town, client, wrong, sentence
):
    signed_in(client, town.party())
    response = go(client, "new", **answers(town, **{"place": "Zaal 9", **wrong}))
    assert response.status_code == 400
    assert sentence in said(response) and "Zaal 9" in said(response)
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("repeat", "rule"),
    [
        ("", ""), ("day", "FREQ=DAILY"), ("weeks", "FREQ=WEEKLY;INTERVAL=2"),
        ("month", "FREQ=MONTHLY;BYDAY=-1FR"), ("date", "FREQ=MONTHLY"), ("year", "FREQ=YEARLY"),
    ],
)  # fmt: skip
def test_how_it_returns_is_kept_as_a_calendar_says_it(town, client, repeat, rule):
    with clock.at(make.moment(date(2026, 5, 1))):
        signed_in(client, town.party())
        go(client, "new", **answers(town, day="2026-05-29", repeat=repeat, last="2026-12-31"))
    until = ";UNTIL=20261231T225959Z" if rule else ""
    assert set(Activity.objects.get().rule.split(";")) == set(f"{rule}{until}".split(";"))


def test_an_activity_of_an_initiative_stands_on_its_page(town, client):
    group, actor = initiative(town)
    signed_in(client, actor)
    address = f"{reverse('agenda:new')}?voor={group.dossier.address}"
    assert client.post(address, answers(town)).status_code == 302
    assert Activity.objects.get().about == group.dossier
    client.logout()
    assert "Soep op de stoep" in said(client.get(group.get_absolute_url()))
    feed = client.get(reverse("dossiers:agenda", args=[group.dossier.address]))
    assert b"Soep op de stoep" in feed.content


def test_an_organiser_changes_moves_and_calls_off(town, client):
    made, actor = make.activity(town)
    address = made.dossier.address
    signed_in(client, actor)
    first = client.get(reverse("agenda:change", args=[address]))
    assert "Zoals het nu is" in said(first)
    data = answers(town, title="Soep met brood", repeat="keep", day=made.first_day.isoformat())
    assert go(client, "change", address, **data).status_code == 302
    made = Activity.objects.select_related("dossier").get()
    assert (made.dossier.title, made.rule) == ("Soep met brood", "FREQ=WEEKLY")
    address = made.dossier.address
    one, two = make.day(made, 0), make.day(made, 1)
    moved = {"day": (one.day + timedelta(days=1)).isoformat(), "at": "10:00", "ends": "11:00"}
    assert go(client, "move", address, one.address, **moved).status_code == 302
    assert go(client, "call_off_day", address, two.address, reason="Dicht.").status_code == 302
    page = said(client.get(made.get_absolute_url()))
    assert "10.00 – 11.00 uur" in page and "Dicht." in page
    assert go(client, "call_off", address, reason="Op is op.").status_code == 302
    assert "Op is op." in said(client.get(made.get_absolute_url()))
    assert go(client, "call_off", address, reason="Weer.").status_code == 400


def test_signing_up_waiting_and_signing_off_on_the_pages(town, client):
    made, actor = make.activity(town, sign_up=True, capacity=1)
    day, one, two = make.day(made), make.resident(), make.resident()
    here = (made.dossier.address, day.address)
    assert client.get(reverse("agenda:register", args=here)).status_code == 302
    signed_in(client, one)
    assert go(client, "register", *here).status_code == 302
    assert "U hebt een plek" in said(client.get(made.get_absolute_url()))
    assert go(client, "register", *here).status_code == 400
    signed_in(client, two)
    assert "Kom op de wachtlijst" in said(client.get(made.get_absolute_url()))
    go(client, "register", *here)
    assert "U staat op de wachtlijst" in said(client.get(reverse("agenda:mine")))
    assert client.get(reverse("agenda:who", args=here)).status_code == 403
    assert one.person.name not in said(client.get(made.get_absolute_url()))
    signed_in(client, actor)
    page = said(client.get(reverse("agenda:who", args=here)))
    assert one.person.name in page and two.person.name in page
    signed_in(client, one)
    assert go(client, "leave", *here).status_code == 302
    assert Registration.objects.get().person == two.person
    signed_in(client, two)
    assert "U hebt een plek" in said(client.get(reverse("agenda:mine")))


def test_a_file_is_read_in_or_says_what_is_wrong(town, client):
    signed_in(client, town.party())
    lines = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:a", "SUMMARY:Soep",
             f"DTSTART:{clock.today() + timedelta(days=1):%Y%m%d}T180000Z", "RRULE:FREQ=WEEKLY",
             "END:VEVENT", "END:VCALENDAR"]  # fmt: skip

    def send(*said_in_file):
        content = "\r\n".join(said_in_file).encode()
        file = SimpleUploadedFile("agenda.ics", content)
        return go(client, "read_in", file=file, area=town.area.code)

    wrong = send(*lines[:5], "RRULE:FREQ=HOURLY", *lines[6:])
    assert wrong.status_code == 400 and "Activiteit 1 in het bestand" in said(wrong)
    assert not Activity.objects.exists()
    assert send(*lines).status_code == 302
    assert Activity.objects.get().dossier.title == "Soep"


def test_open_data_names_no_person_who_comes(town, client):
    made, _actor = make.activity(town, sign_up=True)
    services.register(make.resident(), make.day(made))
    address = reverse("agenda:list-json")
    found = client.get(f"{address}?{week(town).split('?')[1]}").json()
    (one,) = found["activiteiten"]
    assert one["naam"] == "Soep op de stoep" and "Persoon" not in str(found)


@pytest.mark.parametrize("number", [10, 1000])
def test_pages_ask_few_questions_however_full_the_week_is(
    town, client, number, django_assert_max_num_queries
):
    actor = town.party()
    first = clock.today() + timedelta(days=1)
    events = [
        line
        for place in range(number)
        for line in (
            "BEGIN:VEVENT", f"UID:{place}", f"SUMMARY:Soep {place}",
            f"DTSTART:{first:%Y%m%d}T180000Z", "RRULE:FREQ=WEEKLY;COUNT=3", "END:VEVENT",
        )
    ]  # fmt: skip
    content = "\r\n".join(["BEGIN:VCALENDAR", *events, "END:VCALENDAR"]).encode()
    services.read_in(actor, town.area, content)
    made = Activity.objects.first()
    for address in (
        week(town), week(town, name="print"), "/agenda.json", made.get_absolute_url(),
        reverse("agenda:area_file", args=[town.area.code.lower()]),
    ):  # fmt: skip
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200, address
    with django_assert_max_num_queries(2):
        assert len(panels.this_week(Actor.visitor(), town.area)["days"]) == 6
