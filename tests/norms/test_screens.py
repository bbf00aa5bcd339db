"""What everybody sees of norms: the list, one norm, the component, the open data."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from schakel.base import clock
from schakel.norms import catalogue
from schakel.norms.models import Deviation, Norm
from schakel.norms.places import Place
from tests.factories.norms import NormFactory

pytestmark = pytest.mark.django_db


def component(text, **context):
    return Template("{% load norms %}" + text).render(Context(context))


def test_what_must_be_verified_comes_first_and_can_be_picked_by_theme(client):
    page = client.get("/normen/").content.decode()
    assert page.count("Nog niet nagekeken") == 25  # a whole page of what is to be done
    awb = client.get("/normen/?thema=awb").content.decode()
    assert "Tijd om bezwaar te maken" in awb and "Minimumloon" not in awb
    privacy = client.get("/normen/?thema=privacy&stand=na-te-kijken").content.decode()
    assert "Alles is hier nagekeken." in privacy
    assert client.get("/normen/?thema=bestaat-niet&pagina=9999").status_code == 200


def test_a_norm_that_does_not_exist_is_not_found(client):
    for address in ("/normen/geen.norm/", "/normen/geen.norm.json"):
        assert client.get(address).status_code == 404


def test_an_example_says_whose_it_is_and_an_old_value_that_it_is_over(client):
    fund = client.get("/normen/fund.initiative_max/").content.decode()
    assert "Dit is een voorbeeld" in fund and "Utrecht" in fund
    NormFactory(valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31))
    assert "Vandaag geldt deze waarde niet" in client.get("/normen/test.term/").content.decode()


def test_the_open_data_hold_every_norm_with_its_source(client):
    found, number = [], 1
    while True:
        page = json.loads(client.get(f"/normen.json?pagina={number}").content)
        found += page["normen"]
        if number == page["paginas"]:
            break
        number += 1
    assert {row["sleutel"] for row in found} == set(catalogue.shipped())
    assert all(row["bron"] and row["van"] for row in found)
    rate = json.loads(client.get("/normen/value.discount_rate.json").content)
    assert rate["waarden"][0]["waarde"] == "2.25" and rate["waarden"][0]["nagekeken"] is True
    assert "normen.json" in client.get("/open-gegevens/").content.decode()


def test_the_component_shows_value_source_day_and_whether_it_was_verified():
    shown = component('{% norm "awb.objection_weeks" %}')
    assert "6 weken" in shown and "Algemene wet bestuursrecht, art. 6:7" in shown
    assert "nog niet nagekeken" in shown and "1 januari 1994".replace(" ", "\u00a0", 1) in shown
    with translation.override("en"):
        assert "6 weeks" in component('{% norm "awb.objection_weeks" %}')
    assert "voorbeeld: Utrecht" in component('{% norm "fund.initiative_max" %}')


def test_the_component_shows_the_deviation_of_the_place_with_its_reason():
    today = clock.today()
    NormFactory(valid_from=today - timedelta(days=9))
    Deviation.objects.create(
        key="test.term",
        value=Decimal(9),
        unit="weeks",
        area="GM9990",
        starts=today,
        ends=today,
        reason="Meer tijd <nodig>.",
        approver="De raad",
        office="Gemeente, medewerker",
    )
    shown = component('{% norm "test.term" place=place %}', place=Place(("GM9990",)))
    assert "9 weken" in shown and "De raad" in shown and "Meer tijd &lt;nodig&gt;." in shown
    assert "6 weken" in component('{% norm "test.term" %}')


def test_the_component_says_which_norm_is_missing():
    assert "De norm geen.norm bestaat niet" in component('{% norm "geen.norm" %}')


def test_a_thousand_values_cost_no_more_questions(client, django_assert_max_num_queries):
    Norm.objects.bulk_create(
        NormFactory.build(key=f"test.n{n}", valid_from=date(2026, 1, 1)) for n in range(1000)
    )
    with django_assert_max_num_queries(12):
        assert client.get("/normen/?pagina=20").status_code == 200
