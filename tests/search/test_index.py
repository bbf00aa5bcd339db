"""The index is equal to its sources, whatever happens to them."""

import pytest

from schakel.commands import main
from schakel.dossiers.models import Dossier
from schakel.people.models import Party
from schakel.web.search import services
from schakel.web.search.models import Changed, Document, Posting, Stem
from tests import world


def contents() -> list[tuple]:
    rows = Posting.objects.values_list(
        "document__source",
        "document__key",
        "document__digest",
        "stem__text",
        "stem__public",
        "weight",
    )
    return sorted(rows)


def test_saved_and_deleted_things_are_looked_at_again_and_equal_a_new_index(db):
    town = world.build()
    services.index_everything()
    dossier = town.open.dossier
    dossier.title = "Fietsenstalling bij het station"
    dossier.save()
    Party.objects.create(name="Fanfare De Eendracht", kind="association", corner="community")
    assert services.differences() != []
    assert services.index_changed() > 0
    assert services.differences() == []
    assert Changed.objects.count() == 0
    Party.objects.get(name="Fanfare De Eendracht").delete()
    services.index_changed()
    assert not Document.objects.filter(title="Fanfare De Eendracht").exists()
    Stem.objects.filter(postings=None).delete()
    before = contents()
    services.clear()
    services.index_everything()
    assert contents() == before


def test_what_was_changed_past_the_models_is_found_by_the_hourly_round(db):
    town = world.build()
    services.index_everything()
    Dossier.objects.filter(pk=town.open.dossier.pk).update(title="Stil gewijzigd")
    assert len(services.differences()) == 1
    assert services.index_everything() == 1
    assert services.differences() == []


def test_a_rebuild_that_is_stopped_goes_on_where_it_stopped(db, monkeypatch):
    world.build()
    monkeypatch.setattr(services, "CHUNK", 5)
    stops = iter([None, None, KeyboardInterrupt()])

    def told(done):
        stop = next(stops)
        if stop:
            raise stop

    with pytest.raises(KeyboardInterrupt):
        services.index_everything(told)
    kept = set(Document.objects.values_list("id", flat=True))
    assert len(kept) == 15
    services.index_everything()
    assert kept <= set(Document.objects.values_list("id", flat=True))
    assert services.differences() == []


def test_the_command_rebuilds_and_compares(db, capsys):
    world.build()
    assert main.main(["search", "check"]) == 1
    assert main.main(["search", "rebuild", "--from-nothing"]) == 0
    assert "things written to the index" in capsys.readouterr().out
    assert main.main(["search", "check"]) == 0


def test_no_person_is_in_the_index(db):
    town = world.build()
    services.index_everything()
    texts = " ".join(
        f"{title} {text}" for title, text in Document.objects.values_list("title", "text")
    )
    for person in town.persons.values():
        assert person.email not in texts
