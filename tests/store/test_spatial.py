import sqlite3
import struct

import pytest
import shapely

from tutela.store.spatial import blob_of, point_wkb, register_functions


@pytest.fixture
def connection():
    connection = sqlite3.connect(":memory:")
    register_functions(connection)
    yield connection
    connection.close()


def test_a_point_is_wkb_that_others_read():
    assert shapely.from_wkb(point_wkb(46.75, 39.8)).coords[0] == (46.75, 39.8)


def test_the_two_zeros_of_floating_point_make_the_same_bytes():
    assert point_wkb(-0.0, -0.0) == point_wkb(0.0, 0.0)


def test_the_blob_names_its_reference_system():
    blob = blob_of(point_wkb(1, 2))
    assert blob[:2] == b"GP" and struct.unpack_from("<i", blob, 4) == (4326,)


def test_the_functions_of_the_index_read_points(connection):
    blob = blob_of(point_wkb(46.75, 39.8))
    query = "SELECT ST_MinX(?1), ST_MaxX(?1), ST_MinY(?1), ST_MaxY(?1), ST_IsEmpty(?1)"
    assert connection.execute(query, (blob,)).fetchone() == (46.75, 46.75, 39.8, 39.8, 0)


@pytest.mark.parametrize("rubbish", [None, b"", b"GP", "text", 7, b"x" * 300])
def test_rubbish_has_no_bounds_and_stops_nothing(connection, rubbish):
    assert connection.execute("SELECT ST_MinX(?)", (rubbish,)).fetchone() == (None,)
