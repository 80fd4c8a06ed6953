import pytest

from tests.read.agreements.texts import with_term
from troth.model.agreement import Area, AreaKind, Side
from troth.read.agreements import AgreementError, Fault, loads

SQUARE = "[[30, 45], [34, 45], [34, 49], [30, 49], [30, 45]]"


def area(keys: str) -> Area:
    (found,) = loads(with_term(f"area: [{{{keys}}}]")).terms[0].area
    return found


def fault(keys: str) -> Fault:
    with pytest.raises(AgreementError) as caught:
        loads(with_term(f"area: [{{{keys}}}]"))
    (found,) = caught.value.faults
    return found


def test_a_hole_inside_its_outline_is_kept() -> None:
    found = area(f"polygon: {SQUARE}, holes: [[[31, 46], [32, 46], [32, 47], [31, 46]]]")
    assert found.of is AreaKind.POLYGON
    assert found.rings[1] == ((31, 46), (32, 46), (32, 47), (31, 46))


def test_a_line_has_sides() -> None:
    found = area("line: [[30, 45], [34, 45]], within_m: 5000, side: left")
    assert found == Area(AreaKind.LINE, line=((30, 45), (34, 45)), within_m=5000, side=Side.LEFT)


def test_a_point_reaches_so_far() -> None:
    assert area("point: [30, 45], within_m: 10.5") == Area(
        AreaKind.POINT, line=((30, 45),), within_m=10.5
    )


def test_a_place_is_of_a_layer() -> None:
    assert area("place: Black Sea, layer: seas") == Area(
        AreaKind.PLACE, layer="seas", name="Black Sea"
    )
    assert area("layer: seas") == Area(AreaKind.LAYER, layer="seas")


@pytest.mark.parametrize(
    ("keys", "path", "what"),
    [
        (
            f"polygon: {SQUARE}, holes: [[[38, 46], [39, 46], [39, 47], [38, 46]]]",
            "holes[0]",
            "not inside",
        ),
        (
            f"polygon: {SQUARE}, holes: [[[33, 46], [36, 46], [33, 47], [33, 46]]]",
            "holes[0]",
            "not inside",
        ),
        (
            f"polygon: {SQUARE}, holes: [[[31, 46], [33, 46], [33, 48], [31, 46]],"
            " [[31.5, 46], [33, 46], [33, 48], [31.5, 46]]]",
            "holes",
            "do not fit",
        ),
        ("polygon: [[30, 45], [34, 45], [34, 49], [30, 49]]", "polygon", "not closed"),
        ("polygon: [[30, 45], [34, 45], [30, 45]]", "polygon", "encloses nothing"),
        ("polygon: [[30, 45], [31, 45], [32, 45], [30, 45]]", "polygon", "itself"),
        ("polygon: [[30, 45], [34, 49], [34, 45], [30, 49], [30, 45]]", "polygon", "itself"),
        ("polygon: []", "polygon", "encloses nothing"),
        (
            "polygon: [[178, 0], [-178, 0], [-178, 5], [178, 5], [178, 0]]",
            "polygon",
            "crosses the antimeridian",
        ),
        ("line: [[179, 0], [-179, 1]], within_m: 5", "line", "crosses the antimeridian"),
        (
            "polygon: [[178, 0], [182, 0], [182, 5], [178, 5], [178, 0]]",
            "polygon",
            "beyond the antimeridian",
        ),
        ("point: [50.4, 120.5], within_m: 5", "point", "look swapped"),
        ("point: [500, 20], within_m: 5", "point", "nowhere"),
        ("point: [30, 45]", "point", "no area"),
        ("line: [[30, 45], [31, 45]]", "line", "no area"),
        ("line: [[30, 45]], within_m: 5", "line", "two positions"),
        ("place: Black Sea", "place", "no layer"),
        ("within_m: 5", "", "not one shape"),
        ("layer: seas, point: [30, 45], within_m: 5", "", "not one shape"),
        (f"polygon: {SQUARE}, side: left", "side", "no line"),
        ("layer: seas, holes: [[[31, 46], [32, 46], [32, 47], [31, 46]]]", "holes", "no polygon"),
        ("line: [[30, 45], [31, 45]], within_m: 5, side: up", "side", "no known side"),
        ("point: [30, 45, 7], within_m: 5", "point", "2 items"),
        ("point: [30, inf], within_m: 5", "point", "nowhere"),
    ],
)
def test_what_is_no_area_is_told(keys: str, path: str, what: str) -> None:
    found = fault(keys)
    assert found.path == f"terms[0].area[0].{path}".rstrip(".")
    assert what in found.what


def test_the_antimeridian_is_told_with_what_to_do() -> None:
    found = fault("polygon: [[178, 0], [-178, 0], [-178, 5], [178, 5], [178, 0]]")
    assert "RFC 7946" in found.next_step


def test_both_sides_of_the_antimeridian_are_an_area() -> None:
    east = "{polygon: [[178, 0], [180, 0], [180, 5], [178, 5], [178, 0]]}"
    west = "{polygon: [[-180, 0], [-178, 0], [-178, 5], [-180, 5], [-180, 0]]}"
    assert len(loads(with_term(f"area: [{east}, {west}]")).terms[0].area) == 2
