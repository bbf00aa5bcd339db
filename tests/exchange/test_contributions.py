"""What people give counts beside public money, and is never added up across kinds."""

import pytest
from django.urls import reverse

from schakel.exchange import queries, services
from schakel.exchange.queries import Contribution
from schakel.exchange.services import Terms
from tests.factories.exchange import Town, resident
from tests.factories.initiatives import initiative
from tests.factories.people import official
from tests.pages import said

pytestmark = pytest.mark.django_db


def test_hours_goods_and_euros_stand_side_by_side(client):
    town = Town()
    made, who = initiative(town)
    dossier = made.dossier

    def given(giver, terms, confirmed=True):
        line = services.promise(giver, dossier.owner, town.area, terms, dossier=dossier)
        services.deliver(giver, line)
        return services.confirm(who, line) if confirmed else line

    office, baker = official(town.municipality), town.party()
    given(office, Terms("money", "Geld", quantity=250_00))
    given(baker, Terms("money", "Gift", quantity=50_00))
    given(baker, Terms("goods", "Brood", quantity=12))
    given(baker, Terms("goods", "Soep", quantity=100), confirmed=False)
    given(office, Terms("knowledge", "Raad"))
    helper = resident()
    ask = services.ask(who, town.area, Terms("time", "Afwas", quantity=90), dossier=dossier)
    answer = services.answer(helper, ask, text="Ik kom.")
    services.accept(who, answer)
    services.deliver(helper, answer)
    services.confirm(who, answer)
    assert queries.contributions(dossier) == [
        Contribution("time", 90, 1, None, 0),
        Contribution("goods", 12, 1, None, 0),
        Contribution("knowledge", None, 0, None, 1),
        Contribution("money", 50_00, 1, 250_00, 1),
    ]
    page = said(client.get(reverse("initiatives:given", args=[dossier.short_id])))
    assert "€ 50 (1 keer)" in page.replace("\xa0", " ")
    assert "€ 250 (1 keer)" in page.replace("\xa0", " ")
    assert "€ 300" not in page.replace("\xa0", " ")
    assert helper.person.name not in page
    assert reverse("initiatives:given", args=[dossier.short_id]) in said(
        client.get(made.get_absolute_url())
    )
