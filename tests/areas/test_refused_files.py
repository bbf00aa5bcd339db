"""A file that cannot be used: one sentence with place and cure, and nothing half stored."""

import gzip
import json

import pytest

from schakel.areas.models import Area, AreaChange, Delivery, Figures, Source
from tests.areas import files

pytestmark = pytest.mark.django_db


def refused(schakel, path, *options):
    result = schakel("areas", "import", path, *options)
    assert result.code == 2, result.out
    assert result.err.startswith("schakel: ") and result.err.count("\n") == 1
    for table in (Area, AreaChange, Delivery, Figures, Source):
        assert not table.objects.exists()
    assert "Traceback" not in result.err
    return result.err


def key(tmp_path, *lines, head=files.KEY_HEAD, name="kerncijfers_2022.csv"):
    path = tmp_path / name
    path.write_text("\n".join([head, *lines]) + "\n")
    return path


GOOD = "GM9901,Waterland,Fictie,2.5,not urbanised,30000,15,11,34,20,20,15000,251,60"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([GOOD.replace("GM9901", "GM99")], "regel 2: kolom ‘code’: ‘GM99’ is geen code"),
        ([GOOD.replace("30000", "veel")], "regel 2: kolom ‘population’: ‘veel’ kan geen inwoners"),
        ([GOOD.replace("30000", "-5")], "kan geen inwoners"),
        ([GOOD.replace(",60", ",160")], "kolom ‘dwelling_ownership’: ‘160’"),
        ([GOOD.replace("30000", "12.5")], "kan geen inwoners"),
        ([GOOD, GOOD[:-3]], "regel 3: hier staan 13 waarden, de kop noemt 14 kolommen"),
        ([GOOD, GOOD.replace("30000", "31000")], "regel 3: GM9901 staat ook op regel 2"),
        (
            [GOOD.replace("GM9901", "WK990101")],
            "WK990101 ligt in GM9901, en die gemeente staat niet",
        ),
        ([], "geen enkel gebied"),
    ],
)
def test_rows(tmp_path, schakel, lines, says):
    assert says in refused(schakel, key(tmp_path, *lines))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("population", "people", "regel 1: de kolom met inwoners ontbreekt (‘population’)"),
        ("code", "id", "regel 1: er is geen kolom met de CBS-code"),
        ("name", "x", "de kolom ‘name’ met de naam van het gebied ontbreekt"),
    ],
)
def test_a_missing_column(tmp_path, schakel, old, new, says):
    assert says in refused(schakel, key(tmp_path, GOOD, head=files.KEY_HEAD.replace(old, new, 1)))


def test_another_year_than_asked(tmp_path, schakel):
    path = files.health(tmp_path, [("GM9901", "Waterland", "47.7", "20.0")])
    assert "u vraagt 2021, het bestand gaat over 2020" in refused(schakel, path, "--year", "2021")
    assert "het bestand gaat over 2022" in refused(schakel, key(tmp_path, GOOD), "--year", "2021")
    nameless = key(tmp_path, GOOD, name="cijfers.csv")
    assert "Geef het met --year" in refused(schakel, nameless)
    assert schakel("areas", "import", nameless, "--year", "2021").code == 0


def test_more_years_in_one_file(tmp_path, schakel):
    path = files.health(tmp_path, [("GM9901", "Waterland", "47.7", "20.0")])
    more = files.health(tmp_path, [("GM9901", "Waterland", "44.0", "20.0")], "b.csv", "2016JJ00")
    path.write_text(path.read_text() + "\n".join(more.read_text().splitlines()[1:]) + "\n")
    assert "hierin staan meer jaren: 2016, 2020" in refused(schakel, path)
    assert schakel("areas", "import", path, "--year", "2016").code == 0
    assert Figures.objects.get().values["lonely"] == "44"


@pytest.mark.parametrize(
    ("geometry", "says"),
    [
        (
            {
                "type": "Polygon",
                "coordinates": [[[5, 52], [5.1, 52.1], [5.1, 52], [5, 52.1], [5, 52]]],
            },
            "GM9901: de grens kruist zichzelf bij 5.05000, 52.05000",
        ),
        ({"type": "Polygon", "coordinates": [[[5, 52], [5.1, 52]]]}, "niet gesloten"),
        ({"type": "Polygon", "coordinates": [[["a", "b"]] * 4]}, "geen graden|geen getallen"),
        ({"type": "Point", "coordinates": [5, 52]}, "geen vlak"),
        (None, "geen vlak"),
        ({"type": "Polygon", "coordinates": []}, "de grens is leeg"),
        (
            {
                "type": "Polygon",
                "coordinates": [
                    [[155000, 463000], [156000, 463000], [156000, 464000], [155000, 463000]]
                ],
            },
            "WGS84",
        ),
    ],
)
def test_boundaries(tmp_path, schakel, geometry, says):
    good = ({"code": "GM9902", "name": "Goed"}, files.square(5, 52))
    path = files.boundaries(tmp_path, [good, ({"code": "GM9901", "name": "Fout"}, geometry)])
    told = refused(schakel, path)
    assert "gebied 2: " in told
    assert any(each in told for each in says.split("|"))


def test_what_is_no_table(tmp_path, schakel):
    for name, content, says in [
        ("leeg.csv", b"", "dit bestand is leeg"),
        ("leeg2.csv", b"\xef\xbb\xbf\n", "dit bestand is leeg"),
        ("foto.csv", b"\x89PNG\x00\x01", "geen tekstbestand"),
        ("boek.xlsx", b"PK\x03\x04rest", "zip- of Excel-bestand"),
        ("stuk.csv.gz", gzip.compress(b"code,name\n" * 5000)[:-20], "niet heel"),
        ("anders.json", b'{"a": 1}', "geen lijst"),
        (
            "af_2022.geojson",
            b'{"type": "x", "features": [{"properties": {"code"',
            "breekt het bestand af",
        ),
        ("regel_2022.csv", files.KEY_HEAD.encode() + b"\n" + b"x" * 2_000_000, "miljoen tekens"),
        ("proza.csv", b"Beste mensen\n", "geen kolom met de CBS-code"),
    ]:
        path = tmp_path / name
        path.write_bytes(content)
        assert says in refused(schakel, path), name
    assert "niet te lezen" in refused(schakel, tmp_path / "weg.csv")
    assert "map" in refused(schakel, tmp_path)


def test_encodings(tmp_path, schakel):
    text = files.KEY_HEAD + "\n" + GOOD.replace("Waterland", "Súdwest-Fryslân") + "\n"
    for encoding in ("utf-8-sig", "cp1252", "utf-8"):
        path = tmp_path / f"kern-{encoding}-2022.csv"
        path.write_text(text, encoding=encoding)
        assert schakel("areas", "import", path, "--year", "2022").code == 0
        assert Area.objects.get().name == "Súdwest-Fryslân"


def test_the_same_line_twice_is_said(tmp_path, schakel):
    result = schakel("areas", "import", key(tmp_path, GOOD, GOOD))
    assert result.code == 0 and "1 dubbele regels overgeslagen" in result.out


def test_what_came_before_a_refused_file_stays_whole(tmp_path, schakel):
    """And a second time it is passed over."""
    town = key(tmp_path, GOOD, name="a_2022.csv")
    wrong = key(tmp_path, GOOD.replace("GM9901", "WK99010"), name="b_2022.csv")
    assert schakel("areas", "import", town, wrong).code == 2
    assert Figures.objects.count() == 1
    wrong.write_text(wrong.read_text().replace("WK99010", "WK990101"))
    result = schakel("areas", "import", town, wrong)
    assert result.code == 0 and "stond er al in" in result.out
    assert Figures.objects.count() == 2


def test_a_list_of_rows_that_are_no_rows(tmp_path, schakel):
    path = tmp_path / "raar.json"
    path.write_text(json.dumps({"value": [1, 2]}))
    assert "hier staat geen gebied" in refused(schakel, path)
