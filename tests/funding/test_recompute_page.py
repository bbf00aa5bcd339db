"""Every outcome has a page with the one command that gives it again, and what that shows."""

import json
import re
import subprocess
import sys

import pytest
from django.urls import reverse

from schakel.funding.services import ProjectSpec
from tests.factories import funding as make
from tests.funding.test_result_page import TIGHT, command_on
from tests.pages import said

pytestmark = pytest.mark.django_db


def page_of(client, round):
    response = client.get(reverse("funding:recompute", args=[round.dossier.short_id]))
    return response.status_code, " ".join(said(response).split())


@pytest.mark.parametrize("terms", [{}, {"rule": "phragmen"}, {"completion": "utilitarian"}])
def test_with_what_the_page_hands_out_anybody_gets_the_plans_that_it_lists(client, tmp_path, terms):
    round = make.decided(ballots=TIGHT, **terms)
    status, page = page_of(client, round)
    assert status == 200
    for url in re.findall(r'href="([^"]+(?:\.pb|\.pyz))"', page):
        response = client.get(url)
        name = response["Content-Disposition"].split('"')[1]
        (tmp_path / name).write_bytes(response.content)
    command = command_on(page)
    assert command[:3] == ["python", "schakel.pyz", "allocate"]
    run = subprocess.run(
        [sys.executable, "-I", "-S", *command[1:], "--format", "json"],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    (tmp_path / "uitslag.json").write_bytes(
        client.get(reverse("funding:outcome", args=[round.dossier.short_id])).content
    )
    against = command_on(page[page.index("laat het programma onze uitslag nakijken") :])
    checked = subprocess.run(
        [sys.executable, "-I", "-S", *against[1:]],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "met precies dezelfde bedragen" in " ".join(checked.stdout.split())
    listed = re.findall(r"<li><strong>(\w+)</strong>", page)
    assert listed == round.outcome.data["winners"]
    assert json.loads(run.stdout)["winners"] == listed


def test_the_result_and_the_general_page_lead_to_it(client):
    round = make.decided(ballots=TIGHT)
    address = reverse("funding:recompute", args=[round.dossier.short_id])
    assert address in said(client.get(round.get_absolute_url()))
    assert address in said(client.get(reverse("web:recompute")))


def test_there_is_no_such_page_before_there_is_an_outcome(client):
    assert page_of(client, make.opened())[0] == 404


def test_where_nobody_won_the_page_says_so(client):
    status, page = page_of(client, make.decided(ballots=(([], 3),)))
    assert (status, "Geen plan krijgt geld." in page) == (200, True)


def test_a_long_list_of_winners_ends_in_their_numbers(client):
    plans = [ProjectSpec(f"Plan {n}", 100_00, key=str(n)) for n in range(1, 31)]
    every = [str(number) for number in range(1, 31)]
    round = make.decided(plans=plans, ballots=((every, 2),))
    page = page_of(client, round)[1]
    assert page.count("<li><strong>") == 25
    assert "En daarna de nummers:" in page
