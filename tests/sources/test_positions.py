"""Where a row puts its asset."""

import pytest
import shapely

from tutela.sources.positions import position_of


def column(field: str) -> str | None:
    return f"<{field}>"


def test_cells_go_before_the_geometry() -> None:
    cells = [("lat", "40.5"), ("lon", "46.25"), ("precision_m", "50")]
    position, problems = position_of(cells, shapely.Point(1, 2), column)
    assert position is not None and not problems
    assert (position.lat, position.lon, position.uncertainty_m) == (40.5, 46.25, 50.0)
    assert "<precision_m>" in position.how


def test_an_outline_is_at_least_as_uncertain_as_it_is_large() -> None:
    outline = shapely.box(46.0, 40.0, 46.01, 40.01)
    for stated, reach in ((None, 700), ("50", 700), ("5000", 5000)):
        cells = [("precision_m", stated)] if stated else []
        position, _ = position_of(cells, outline, column)
        assert position is not None and position.uncertainty_m == pytest.approx(reach, abs=10)


@pytest.mark.parametrize(
    ("cells", "named", "dropped"),
    [
        ([("lat", "95"), ("lon", "146")], "<lat>", True),
        ([("lat", "95"), ("lon", "46")], "swapped", True),
        ([("lat", "40")], "<lon>", True),
        ([("coordinates", "here")], "<coordinates>", True),
        ([("lat", "0"), ("lon", "0.0")], "<lat>", False),
    ],
)
def test_faults_name_the_column_and_drop_what_cannot_be_used(
    cells: list[tuple[str, str]], named: str, dropped: bool
) -> None:
    position, [problem] = position_of(cells, None, column)
    assert position is None
    assert named in f"{problem.column} {problem.message}" and problem.dropped is dropped
