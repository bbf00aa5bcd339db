"""The same tables on the command line."""

import pytest

from schakel.exchange.models import Line
from tests.factories.exchange import Town
from tests.sheets.tables import rows_of, table

pytestmark = pytest.mark.django_db


def test_out_in_and_how_it_is_laid_out(schakel, tmp_path):
    town = Town()
    path = tmp_path / "lijst.csv"
    good = {"wat": "vraag", "soort": "tijd", "titel": "Wie helpt?", "gebied": town.area.code}
    path.write_text(table(good, good | {"soort": "fiets"}))
    arguments = (
        "sheets",
        "import",
        "vraag-en-aanbod",
        path,
        "--municipality",
        town.municipality.name,
    )
    result = schakel(*arguments)
    assert (result.code, Line.objects.count()) == (2, 0)
    assert "Regel 3, “soort”: “fiets” kennen wij niet." in result.err
    path.write_text(table(good))
    assert schakel(*arguments).out == "1 regel is ingelezen.\n"
    assert schakel(*arguments).out == "0 regels zijn ingelezen. 1 stond er al.\n"
    out = schakel("sheets", "export", "vraag-en-aanbod", "--area", town.area.code).out
    assert [row["titel"] for row in rows_of(out)] == ["Wie helpt?"]
    assert "soort *: " in schakel("sheets", "layout", "vraag-en-aanbod").out
    assert "agenda: " in schakel("sheets", "list").out


def test_what_is_not_known_is_said(schakel, tmp_path):
    assert "Wel bekend: partijen" in schakel("sheets", "layout", "fietsen").err
    assert (
        "Wel bekend: geen"
        in schakel(
            "sheets", "import", "partijen", tmp_path / "x.csv", "--municipality", "Nergens"
        ).err
    )
    assert "geen gebied" in schakel("sheets", "export", "partijen", "--area", "BU1").err
