"""One place over the years: same, renamed, recoded, merged, split; and which of its years exists now."""

import pytest
from django.db import IntegrityError, transaction

from schakel.areas import queries, services
from schakel.areas.models import Area, AreaChange, Boundary, Source
from schakel.base.actor import Actor
from tests.areas import files
from tests.factories.areas import AreaFactory

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


def take(*paths, year=None):
    return services.import_files(SYSTEM, paths, year)


def change(folder, *rows, name="wijzigingen.csv"):
    path = folder / name
    path.write_text("\n".join(["van_code,van_jaar,naar_code,naar_jaar,soort", *rows]) + "\n")
    return path


@pytest.fixture
def two_years(tmp_path):
    """In 2022 the mill quarter has another name; in 2021 it was one of the same three."""
    before = [("WK990101", "Molenbuurt", 11_000), *files.DISTRICTS[1:]]
    take(files.key_figures(tmp_path, [*files.TOWN, *before], "kern_2021.csv"))
    take(files.key_figures(tmp_path, [*files.TOWN, *files.DISTRICTS], "kern_2022.csv"))


def test_the_same_code_goes_on(two_years):
    assert dict(AreaChange.objects.values_list("to_area__code", "kind")) == {
        "GM9901": "same",
        "WK990101": "renamed",
        "WK990102": "same",
        "WK990103": "same",
    }
    assert [area.year for area in queries.current()] == [2022] * 4
    old, new = (Area.objects.get(code="WK990101", year=year) for year in (2021, 2022))
    assert set(queries.within(new)) == {old.pk, new.pk}
    assert queries.lies_in(old, queries.by_code("GM9901"))


def test_a_year_between_comes_in_later(two_years, tmp_path):
    take(files.key_figures(tmp_path, files.TOWN, "kern_2019.csv"))
    take(files.key_figures(tmp_path, [("GM9901", "Waterland aan Zee", 29_000)], "kern_2020.csv"))
    steps = AreaChange.objects.filter(to_area__code="GM9901")
    assert sorted(steps.values_list("from_area__year", "to_area__year")) == [
        (2019, 2020),
        (2020, 2021),
        (2021, 2022),
    ]


def test_a_code_used_again_is_not_the_same_place(two_years, tmp_path):
    """Other names and another number of districts: what was counted then is not about these."""
    drawn = [("WK990101", "Noord", 9_000), ("WK990102", "Zuid", 9_000)]
    reports = take(files.key_figures(tmp_path, [*files.TOWN, *drawn], "kern_2023.csv"))
    assert Area.objects.get(code="WK990101", year=2023).changes_before.count() == 0
    assert [area.name for area in queries.neighbourhoods()] == ["Noord", "Zuid"]
    told = services.unmatched({report.year for report in reports})
    assert "1 wijken van 2022 bestaan niet meer in 2023: Café-oord (WK990103)." in told
    assert any("2 wijken hebben in 2022 en 2023 dezelfde code" in each for each in told)


def test_a_list_of_changes(two_years, tmp_path, schakel):
    later = [("WK990104", "Molenwijk", 12_000), ("WK990105", "Zandoord", 18_000)]
    take(files.key_figures(tmp_path, [*files.TOWN, *later], "kern_2023.csv"))
    path = change(
        tmp_path,
        "WK990101,2022,WK990104,2023,andere code",
        "WK990102,2022,WK990105,2023,samengevoegd",
        "WK990103,2022,WK990105,2023,samengevoegd",
    )
    result = schakel("areas", "import", path)
    assert result.code == 0, result.err
    mill = queries.by_code("WK990104")
    assert Area.objects.filter(lineage=mill.lineage).count() == 3
    assert [area.code for area in queries.neighbourhoods()] == ["WK990104", "WK990105"]
    assert AreaChange.objects.filter(kind="merged", basis="file").count() == 2
    assert "stond er al in" in schakel("areas", "import", path).out


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("WK990101,2022,WK990109,2023,andere code", "WK990109 bestaat niet in 2023"),
        ("WK990101,2022,WK990102,2021,andere code", "naar een later jaar"),
        ("WK990101,2021,GM9901,2022,andere code", "een wijk wordt geen gemeente"),
        ("WK990101,2021,WK990102,2022,andere code", "het zijn twee gebieden"),
        ("WK990101,2021,WK990102,2022,gestolen", "‘gestolen’ is er niet. Kies uit: zelfde"),
        ("WK990101,ooit,WK990102,2022,zelfde", "‘ooit’ is geen jaar"),
    ],
)
def test_a_change_that_cannot_be(two_years, tmp_path, schakel, row, says):
    before = list(AreaChange.objects.values_list("id", flat=True))
    result = schakel("areas", "import", change(tmp_path, row))
    assert result.code == 2 and "wijzigingen.csv, regel 2: " in result.err and says in result.err
    assert list(AreaChange.objects.values_list("id", flat=True)) == before


def test_what_the_database_refuses():
    town = AreaFactory(year=2026)
    district = AreaFactory(district=True, parent=town)
    source = Source.objects.create(key="x", year=2026, title="X", publisher="Y", licence="Z")
    older = AreaFactory(code="GM0007", year=2020)
    box = {"west": 5.0, "south": 52.0, "east": 5.1, "north": 52.1}
    for wrong in [
        lambda: Area.objects.create(code="WK1", year=2025, kind="wijk", name="a", parent=town),
        lambda: Area.objects.create(code="BU1", year=2026, kind="buurt", name="a", parent=town),
        lambda: Area.objects.create(code="WK2", year=2026, kind="wijk", name="a", parent=district),
        lambda: Area.objects.filter(pk=district.pk).update(year=2025),
        lambda: Area.objects.create(code="NL01", year=2026, kind="land", name="a"),
        lambda: Area.objects.create(
            code="GM1", year=2026, kind="gemeente", name="a", lineage=town.lineage, current=False
        ),
        lambda: Area.objects.create(
            code="GM1", year=2025, kind="gemeente", name="a", lineage=town.lineage
        ),
        lambda: AreaChange.objects.create(from_area=town, to_area=older, kind="same", basis="file"),
        lambda: AreaChange.objects.create(
            from_area=older, to_area=district, kind="same", basis="file"
        ),
        lambda: AreaChange.objects.create(
            from_area=older, to_area=town, kind="stolen", basis="file"
        ),
        lambda: Source.objects.create(key="y", year=2026, title="X", publisher="", licence="Z"),
        lambda: Boundary.objects.create(area=town, geometry={}, source=source, **box | {"west": 6}),
        lambda: Boundary.objects.create(
            area=town, geometry={}, source=source, **box | {"north": 99}
        ),
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()
    AreaChange.objects.create(from_area=older, to_area=town, kind="merged", basis="file")
