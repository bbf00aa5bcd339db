"""Every public page: fast by design, strict, and found again under any slug."""

import gzip
import json

import pytest

from schakel.processes.models import Decision
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
        with django_assert_max_num_queries(MOST_QUERIES):
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
        assert " style=" not in html and "<script" not in html and "onclick" not in html, name


def test_any_slug_leads_to_the_same_round(client, town):
    short = town.decided.dossier.short_id
    for address in (f"/ronde/{short}/", f"/ronde/{short}-een-oude-naam/"):
        assert client.get(address, follow=True).status_code == 200
    assert client.get("/ronde/zzzzzzzz-bestaat-niet/").status_code == 404


def test_every_json_page_is_json_and_says_the_same(client, town):
    round = json.loads(client.get(addresses(town)["funding:round_json"]).content)
    assert town.decided.dossier.title in json.dumps(round, ensure_ascii=False)
    areas = json.loads(client.get("/buurten.json").content)
    assert [area["naam"] for area in areas["buurten"]] == [town.area.name]
    decisions = json.loads(client.get("/besluiten.json").content)
    assert decisions["aantal"] == Decision.objects.count()
    assert decisions["besluiten"][0]["gewone tekst"]


def test_the_list_of_decisions_asks_the_same_at_ten_and_at_a_thousand(
    client, town, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/besluiten/").status_code == 200
        return len(asked)

    def fill(number: int) -> None:
        example = Decision.objects.first()
        from django.db import transaction

        from schakel.base.actor import Actor
        from schakel.dossiers import services as dossiers

        for _ in range(number):
            with transaction.atomic():
                entry = dossiers.record(
                    Actor.system(), town.decided.dossier, "test.decision", facts={}
                )
            example.pk, example.entry = None, entry
            example.save(force_insert=True)

    fill(10)
    few = queries()
    fill(1_000)
    assert queries() <= few <= MOST_QUERIES
    assert client.get("/besluiten/").content.decode().count("schakel-item__meta") == 25


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
