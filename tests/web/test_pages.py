"""Every public page: fast by design, strict, and found again under any slug."""

import gzip
import json
import re
import uuid
from copy import copy
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from schakel.areas.models import Area
from schakel.base.actor import Actor
from schakel.base.plugs import area_panels
from schakel.dossiers import services as dossiers
from schakel.dossiers.models import Dossier
from schakel.journal import services as journal
from schakel.processes.models import Decision, Phase, Process
from schakel.voice.models import BallotBox
from tests import world
from tests.web.addresses import addresses, pages

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
MOST_BYTES = 30_000


@pytest.fixture
def town():
    return world.build()


def test_no_page_asks_much_of_database_or_phone(client, town, django_assert_max_num_queries):
    for name, address in pages(town).items():
        # A neighbourhood page may ask once more for each panel that rooms put on it.
        more = len(list(area_panels)) if name.startswith("areas:detail") else 0
        with django_assert_max_num_queries(MOST_QUERIES + more):
            response = client.get(address)
        assert response.status_code == (404 if name == "no such page" else 200), name
        assert len(gzip.compress(response.content)) < MOST_BYTES, name


def test_every_answer_carries_the_strict_policy(client, town):
    for name, address in addresses(town).items():
        policy = client.get(address).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy, name
        assert "frame-ancestors 'none'" in policy, name


def test_no_page_holds_inline_style_or_script(client, town):
    for name, address in pages(town).items():
        html = client.get(address).content.decode()
        assert " style=" not in html and "onclick" not in html, name
        # A script is a file of our own, never words in the page.
        assert not re.search(r"<script(?![^>]* src=\"/static/)|</script>(?<!></script>)", html), (
            name
        )


def test_any_slug_leads_to_the_same_round(client, town):
    short = town.decided.dossier.short_id
    for address in (f"/ronde/{short}/", f"/ronde/{short}-een-oude-naam/"):
        assert client.get(address, follow=True).status_code == 200
    assert client.get("/ronde/zzzzzzzz-bestaat-niet/").status_code == 404


def test_every_json_page_is_json_and_says_the_same(client, town):
    round = json.loads(client.get(addresses(town)["funding:round_json"]).content)
    assert town.decided.dossier.title in json.dumps(round, ensure_ascii=False)
    areas = json.loads(client.get("/buurten.json").content)
    assert [area["naam"] for area in areas["buurten"]] == ["Andersdam", "Proefdam"]
    decisions = json.loads(client.get("/besluiten.json").content)
    assert decisions["aantal"] == Decision.objects.count()
    assert decisions["besluiten"][0]["gewone tekst"]


def more_decisions(town: world.World, number: int) -> None:
    example = Decision.objects.first()
    for _ in range(number):
        with transaction.atomic():
            entry = dossiers.record(Actor.system(), town.decided.dossier, "test", facts={})
        example.pk, example.entry = None, entry
        example.save(force_insert=True)


def more_areas(town: world.World, number: int) -> None:
    start = Area.objects.count()
    Area.objects.bulk_create(
        Area(
            code=f"BU{n:08d}",
            year=2026,
            kind="buurt",
            name=f"B {n}",
            slug=f"b-{n}",
            parent=town.area,
        )
        for n in range(start, start + number)
    )


def more_entries(town: world.World, number: int) -> None:
    for _ in range(number):
        with transaction.atomic():
            dossiers.record(Actor.system(), town.decided.dossier, "test", facts={})
    journal.seal()


def more_votes(town: world.World, number: int) -> None:
    start, now = Dossier.objects.count(), timezone.now()
    example = Dossier.objects.get(pk=town.open.dossier.pk)
    opened = []
    for n in range(start, start + number):
        twin = copy(example)
        twin.pk, twin.short_id = uuid.uuid4(), f"t{n}"
        opened.append(twin)
    Dossier.objects.bulk_create(opened)
    processes = Process.objects.bulk_create(
        Process(dossier=dossier, kind="round", state="prepare") for dossier in opened
    )
    Process.objects.filter(state="prepare", dossier__in=opened).update(state="voting")
    Phase.objects.bulk_create(
        Phase(
            process=process,
            name="vote",
            opens=now - timedelta(days=1),
            closes=now + timedelta(days=5),
        )
        for process in processes
    )
    BallotBox.objects.bulk_create(
        BallotBox(
            dossier=dossier, ballot_type="approval", body="bewoners", standing="right", salt="s"
        )
        for dossier in opened
    )


@pytest.mark.parametrize(
    ("address", "item", "fill"),
    [
        ("/besluiten/", "schakel-item__meta", more_decisions),
        ("/buurten/?zoek=b", 'href="/buurt/', more_areas),
        ("/logboek/", "schakel-item__meta", more_entries),
        ("/stemmen/", "Ga stemmen", more_votes),
    ],
)
def test_a_list_asks_no_more_at_a_thousand_than_at_ten(client, town, address, item, fill):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    fill(town, 10)
    few = queries()
    fill(town, 1_000)
    assert queries() <= few <= MOST_QUERIES
    assert client.get(address).content.decode().count(item) == 25


def test_an_area_search_with_one_answer_goes_straight_there(client, town):
    response = client.get("/buurten/", {"zoek": "proefw"})
    assert response["Location"] == town.area.get_absolute_url()
    assert client.get("/buurten/", {"zoek": "bestaat niet"}).status_code == 200


def test_the_site_without_any_data_still_helps(client):
    for address in (
        "/",
        "/buurten/",
        "/geld/",
        "/stemmen/",
        "/besluiten/",
        "/logboek/",
        "/reken-na/",
    ):
        assert client.get(address).status_code == 200, address


def test_a_machine_may_ask_whether_a_page_is_there(client, town):
    for name, address in pages(town).items():
        if name != "no such page":
            assert client.head(address).status_code == 200, name
