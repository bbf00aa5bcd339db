"""Two initiatives go on as one: both say yes, ideas keep their credit, what is open goes along."""

import pytest
from django.urls import reverse

from schakel.exchange import services as exchange
from schakel.exchange.services import Terms
from schakel.initiatives import services
from schakel.initiatives.models import Credit, Merge, Need
from schakel.initiatives.services import Dream, merging, needs
from schakel.web.search import services as search
from tests.factories.exchange import Town
from tests.factories.initiatives import initiative, signed_in
from tests.pages import said

pytestmark = pytest.mark.django_db
STEW = Dream(title="Stamppot op vrijdag", want="Samen stamppot eten.")


class Two:
    def __init__(self) -> None:
        self.town = Town()
        self.soup, self.cook = initiative(self.town)
        self.stew, self.other = initiative(self.town, STEW)

    def url(self, made=None) -> str:
        return reverse("initiatives:propose_merge", args=[(made or self.soup).dossier.short_id])

    def propose(self, client, **more: str):
        signed_in(client, self.cook)
        sent = {
            "into": f"https://x.example{self.stew.get_absolute_url()}",
            "why": "Wij doen hetzelfde.",
        }
        return client.post(self.url(), sent | more)


@pytest.fixture
def two():
    return Two()


def test_both_say_yes_and_whose_idea_it_was_stays(client, two):
    ask = exchange.ask(
        two.cook, two.town.area, Terms("goods", "Pannen", quantity=2), dossier=two.soup.dossier
    )
    gift = exchange.promise(
        two.town.party(), two.soup.dossier.owner, two.town.area, Terms("goods", "Borden"),
        dossier=two.soup.dossier,
    )  # fmt: skip
    assert two.propose(client).status_code == 302
    (merge,) = Merge.objects.all()
    assert merge.done is None
    page = reverse("initiatives:merge", args=[merge.pk])
    assert client.post(page, {"ja": "1"}).status_code == 403
    signed_in(client, two.other)
    assert "wil opgaan in" in said(client.get(two.stew.get_absolute_url()))
    assert client.post(page, {"ja": "1"}).url == two.stew.get_absolute_url()
    ask.refresh_from_db()
    gift.refresh_from_db()
    assert (ask.dossier_id, gift.dossier_id) == (two.stew.pk, two.soup.pk)
    kinds = Credit.objects.filter(initiative=two.stew).values_list("kind", "source")
    assert sorted(map(str, kinds)) == sorted(
        map(str, [("idea", None), ("idea", None), ("merge", two.soup.pk)])
    )
    two.soup.dossier.process.refresh_from_db()
    assert two.soup.dossier.process.state == "ended"
    client.logout()
    page = said(client.get(two.stew.get_absolute_url()))
    assert "Samengegaan met" in page
    assert "Soep op woensdag" in page
    page = said(client.get(two.soup.get_absolute_url()))
    assert "Dit gaat verder als" in page
    assert two.stew.get_absolute_url() in page


def test_what_was_needed_goes_along_and_the_search_knows(two):
    needs.ask(two.cook, two.soup, [needs.Wanted("knowledge", "Hygiëne")])
    search.index_everything()
    merging.accept(
        two.other, merging.propose(two.cook, two.soup, two.stew, why="Wij doen hetzelfde.")
    )
    assert Need.objects.get().initiative == two.stew
    search.index_changed()
    assert search.differences() == []


def test_who_runs_both_needs_nobodys_yes(two):
    own = services.adopt(two.cook, services.tell(two.cook, two.town.area, STEW).initiative)
    merge = merging.propose(two.cook, own, two.soup, why="Het is hetzelfde.")
    assert merge.done is not None


def test_no_is_an_answer_and_a_proposal_is_taken_back(client, two):
    for actor in (two.other, two.cook):
        two.propose(client)
        page = reverse("initiatives:merge", args=[Merge.objects.get().pk])
        signed_in(client, actor)
        client.post(page, {"nee": "1"})
        assert not Merge.objects.exists()
    assert Credit.objects.filter(kind="merge").count() == 0


def test_what_cannot_go_together_says_why(client, two):
    assert "vinden wij niet" in said(two.propose(client, into="zzzz"))
    assert "Kies een ander initiatief dan dit." in said(
        two.propose(client, into=two.soup.dossier.short_id)
    )
    elsewhere, _who = initiative(Town())
    assert "in een andere gemeente" in said(two.propose(client, into=elsewhere.dossier.short_id))
    services.say(two.other, two.stew, "end", reason="Het was mooi.")
    assert "loopt niet" in said(two.propose(client))
    signed_in(client, two.other)
    assert client.post(two.url(), {"into": "x", "why": "x"}).status_code == 403
    assert not Merge.objects.exists()
