"""A team's own table of publishers: rows that stand, rows that do not and why."""

import pytest

from tutela.model.errors import InputError
from tutela.sources.publisher_files import read_publishers
from tutela.sources.publishers import known_publishers

HEAD = "id,name,owner,state_tie,party,other_names\n"


def written(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "publishers.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_rows_become_publishers_and_what_is_empty_stays_unknown(tmp_path):
    rows = HEAD + "courier,The Valley Courier,Valley Press,none_seen,,Courier; Valley Paper\nother,Other,,,,\n"
    publishers, problems, content = read_publishers(written(tmp_path, rows, "utf-8-sig"))
    assert problems == () and content.startswith(b"\xef\xbb\xbf")
    courier, other = publishers
    assert (courier.owner, courier.state_tie, courier.other_names) == (
        "Valley Press",
        "none_seen",
        ("Courier", "Valley Paper"),
    )
    assert (other.owner, other.state_tie, other.party, other.domains) == ("", "", "", ())


@pytest.mark.parametrize(
    ("row", "column"),
    [("courier,Twice,,,,", "id"), (",Nameless,,,,", "id"), ("x,,,,,", "name"), ("x,X,,maybe,,", "state_tie")],
)
def test_a_row_that_cannot_stand_is_left_out_and_named(tmp_path, row, column):
    publishers, (problem,), _ = read_publishers(written(tmp_path, f"{HEAD}courier,The Valley Courier,,,,\n{row}\n"))
    assert len(publishers) == 1
    assert (problem.row, problem.column) == (3, column)


def test_a_table_without_names_or_no_file_at_all_is_refused(tmp_path):
    with pytest.raises(InputError, match="has no column 'name'"):
        read_publishers(written(tmp_path, "id,owner\n"))
    with pytest.raises(InputError, match="cannot be read"):
        read_publishers(tmp_path / "none.csv")


def test_the_packaged_table_has_the_same_columns(tmp_path):
    from importlib import resources

    packaged = resources.files("tutela.sources").joinpath("publishers.csv").read_text("utf-8")
    assert read_publishers(written(tmp_path, packaged))[0] == known_publishers()
