"""The drawing of a map: pure, small, the same every time, and true to the boundary."""

import gzip
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schakel.areas import drawing


def square(west: float, south: float, side: float, hole: float = 0) -> dict:
    def ring(a: float, b: float, s: float) -> list:
        return [[a, b], [a + s, b], [a + s, b + s], [a, b + s], [a, b]]

    rings = [ring(west, south, side)]
    if hole:
        rings.append(ring(west + (side - hole) / 2, south + (side - hole) / 2, hole))
    return {"type": "Polygon", "coordinates": rings}


def draw(own: dict | None, **more) -> drawing.Drawing:
    shapes = [own] if own else [shape for _number, shape in more["parts"]]
    return drawing.draw(own, box=drawing.box_of(shapes), **more)


def corners(path: str) -> list[list[tuple[int, int]]]:
    """The rings of path data as places in the drawing; fails on anything but the data we write."""
    rings = []
    for x, y, steps in re.findall(r"M(-?\d+) (-?\d+)l((?: ?-?\d+)*)z", path):
        place, ring = (int(x), int(y)), [(int(x), int(y))]
        numbers = [int(n) for n in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            place = (place[0] + dx, place[1] + dy)
            ring.append(place)
        rings.append(ring)
    assert "".join(re.findall(r"M-?\d+ -?\d+l(?: ?-?\d+)*z", path)) == path
    return rings


def test_a_square_on_the_ground_is_a_square_on_the_map():
    # At 60 degrees a degree of longitude is half as long as one of latitude.
    ring = [[5, 59.99], [5.04, 59.99], [5.04, 60.01], [5, 60.01], [5, 59.99]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    (ring,) = corners(draw(shape).outline)
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    assert max(xs) - min(xs) == pytest.approx(max(ys) - min(ys), abs=2)
    assert min(ys) > 0 and min(xs) > 0


def test_north_is_up():
    low, high = square(5, 52, 0.01), square(5, 52.02, 0.01)
    drawn = draw(None, parts=[(1, low), (2, high)])
    one, two = drawn.marks
    assert (one.number, two.number) == (1, 2)
    assert two.y < one.y


def test_a_hole_stays_a_hole_and_an_island_an_island():
    assert len(corners(draw(square(5, 52, 0.02, hole=0.01)).outline)) == 2
    islands = {
        "type": "MultiPolygon",
        "coordinates": [square(5, 52, 0.01)["coordinates"], square(5.03, 52, 0.01)["coordinates"]],
    }
    assert len(corners(draw(islands).outline)) == 2


def test_what_lies_outside_the_frame_is_cut_off():
    drawn = draw(square(5, 52, 0.01), neighbours=[square(4, 51, 3), square(9, 52, 0.1)])
    (around,) = drawn.neighbours
    for x, y in corners(around)[0]:
        assert -20 <= x <= drawn.width + 20
        assert -20 <= y <= drawn.height + 20


def test_a_number_stands_inside_its_part_also_in_a_horseshoe():
    shape = {
        "type": "Polygon",
        "coordinates": [[[5, 52], [5.03, 52], [5.03, 52.03], [5.02, 52.03], [5.02, 52.01],
                         [5.01, 52.01], [5.01, 52.03], [5, 52.03], [5, 52]]],
    }  # fmt: skip
    lon, lat = drawing.middle(shape)
    assert not (5.01 < lon < 5.02 and lat > 52.01)
    assert 5 < lon < 5.03 and 52 < lat < 52.03


def test_a_number_does_not_stand_in_a_hole():
    lon, lat = drawing.middle(square(5, 52, 0.03, hole=0.02))
    assert not (5.005 < lon < 5.025 and 52.005 < lat < 52.025)


def test_places_on_one_spot_are_moved_apart():
    own = square(5, 52, 0.02)
    drawn = draw(own, places=[(n, "circle", 5.01, 52.01) for n in range(1, 13)])
    spots = [(mark.x, mark.y) for mark in drawn.marks]
    for index, (x, y) in enumerate(spots):
        assert 0 < x < drawn.width and 0 < y < drawn.height
        for other in spots[:index]:
            assert (x - other[0]) ** 2 + (y - other[1]) ** 2 >= (2 * drawing.MARK) ** 2


@given(
    st.lists(
        st.tuples(st.floats(5, 5.1), st.floats(52, 52.1)),
        min_size=3,
        max_size=60,
        unique=True,
    )
)
def test_any_shape_is_drawn_the_same_twice_and_inside_its_frame(points):
    ring = [list(point) for point in [*points, points[0]]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    west, south, east, north = drawing.box_of([shape])
    if east - west < 1e-4 or north - south < 1e-4:
        return
    first, second = draw(shape), draw(shape)
    assert first == second
    for ring in corners(first.outline):
        assert all(-20 <= x <= first.width + 20 and -20 <= y <= first.height + 20 for x, y in ring)


def test_a_detailed_boundary_becomes_simpler_but_stays_where_it_is():
    wavy = [[5 + 0.00001 * n, 52 + 0.000001 * (n % 2)] for n in range(1_000)]
    shape = {"type": "Polygon", "coordinates": [[*wavy, [5.01, 52.01], [5, 52.01], [5, 52]]]}
    simple = drawing.generalise(shape, metres=2)
    (ring,) = simple["coordinates"][0]
    assert len(ring) < 10
    assert drawing.box_of([simple]) == pytest.approx(drawing.box_of([shape]), abs=0.0001)


def test_an_island_smaller_than_the_line_falls_away_but_never_the_whole_area():
    tiny = square(5, 52, 0.00001)
    assert drawing.box_of([drawing.generalise(tiny, metres=50)]) == drawing.box_of([tiny])


@pytest.mark.needs_data
def test_every_district_of_the_country_is_drawn_small_and_valid(data_dir):
    features = json.loads((data_dir / "geo" / "wijken_2022.geojson").read_text())["features"]
    shapes = [(f["geometry"], drawing.box_of([f["geometry"]])) for f in features]
    assert len(shapes) == 3_106
    for own, box in shapes:
        west, south, east, north = drawing.Frame.around(box).box()
        near = [
            other for other, (w, s, e, n) in shapes
            if other is not own and w < east and e > west and s < north and n > south
        ]  # fmt: skip
        drawn = drawing.draw(own, neighbours=near, parts=[(1, own)], box=box)
        assert corners(drawn.outline)
        paths = "".join((drawn.outline, *drawn.neighbours))
        assert len(gzip.compress(paths.encode())) < 6_000
