"""Travel times from services and tables: a loopback server speaks as OSRM and Valhalla do, and lies."""

import json
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer

import loopback
import pytest
from loopback import address_of

from tutela.model.claims import AssetType
from tutela.model.errors import InputError
from tutela.model.geometry import Position
from tutela.model.inventory import Asset, Name
from tutela.model.missions import Mission, MissionSheet, Team
from tutela.workspace.missions.routers import router_at, router_from_table

PLACES = [Position(39.7, 46.7), Position(39.8, 46.8), Position(39.9, 46.9)]


class Service(loopback.Quiet):
    """Answers as many seconds as the numbers of both places differ, times 100; `answer` in its place if given."""

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        places = path.rpartition("/")[2].split(";")
        sides = dict(part.split("=") for part in query.split("&"))
        rows, columns = (
            [float(places[int(one)].split(",")[0]) for one in sides[side].split(";")]
            for side in ("sources", "destinations")
        )
        seconds = [[round(abs(a - b) * 1000) for b in columns] for a in rows]
        self.say({"code": "Ok", "durations": seconds, "distances": [[s * 10 for s in row] for row in seconds]})

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        rows, columns = ([one["lon"] for one in asked[side]] for side in ("sources", "targets"))
        cells = [[{"time": round(abs(a - b) * 1000), "distance": 1.5} for b in columns] for a in rows]
        self.say({"sources_to_targets": cells})

    def say(self, answer: object) -> None:
        status, given = self.server.answer or (200, answer)  # type: ignore[attr-defined]
        body = given if isinstance(given, bytes) else json.dumps(given).encode()
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def service() -> Iterator[ThreadingHTTPServer]:
    with loopback.serving(Service) as server:
        server.answer = None  # type: ignore[attr-defined]
        yield server


@pytest.mark.parametrize("prefix", ["", "osrm+", "valhalla+"])
def test_both_services_give_minutes(service, prefix):
    travel = router_at(prefix + address_of(service))(PLACES)
    assert travel.minutes.tolist() == [[0, 2, 4], [2, 0, 2], [4, 2, 0]] and "127.0.0.1" in travel.source


def test_many_places_are_asked_for_in_blocks(service):
    places = [Position(39.0, 40 + number / 100) for number in range(120)]
    minutes = router_at(address_of(service))(places).minutes
    assert minutes.shape == (120, 120) and minutes[0, 119] == 20 and minutes[119, 0] == 20


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((200, {"code": "TooBig", "message": "too many coordinates"}), "too many coordinates"),
        ((400, {"message": "bad"}), "answered 400"),
        ((200, {"code": "Ok", "durations": [[1]], "distances": [[1]]}), "another shape"),
        ((200, {"code": "Ok", "durations": [["far"] * 3] * 3}), "another shape"),
        ((200, b"<html>"), "no answer"),
        ((200, [1, 2]), "no table"),
    ],
)
def test_a_service_that_lies_is_named_and_not_believed(service, answer, said):
    service.answer = answer
    with pytest.raises(InputError, match=said):
        router_at(address_of(service))(PLACES)


def test_no_service_and_no_address_are_told():
    with pytest.raises(InputError, match="no answer"):
        router_at("http://127.0.0.1:9")(PLACES)
    for wrong in ("ftp://host", "host:5000", "other+http://host"):
        with pytest.raises(InputError, match="no address of a router"):
            router_at(wrong)


@pytest.fixture
def sheet():
    base = Position(39.7, 46.7)
    mission = Mission("mis_1", "M", "to see", teams=(Team("North", (), base, base, start_name="Guest house"),))
    asset = Asset("ast_1", (Name("A"),), AssetType.CHURCH, PLACES[1], identifiers=(("register", "sc-1"),))
    return MissionSheet(mission, {"ast_1": asset}, (), (), (), {})


def test_a_table_counts_both_ways_and_the_rest_is_estimated(sheet, tmp_path):
    table = tmp_path / "ways.csv"
    table.write_text("from,to,minutes,km\nGuest house,sc-1,95,60\n", "utf-8")
    travel = router_from_table(table, sheet)(PLACES)
    assert travel.minutes[0, 1] == travel.minutes[1, 0] == 95 and travel.km[0, 1] == 60
    assert 0 < travel.minutes[1, 2] < 95 and "table ways.csv" in travel.source


@pytest.mark.parametrize(("row", "said"), [("Nowhere,sc-1,5", "row 2: 'Nowhere'"), ("Guest house,sc-1,soon", "'soon'")])
def test_a_table_that_names_something_else_is_refused(sheet, tmp_path, row, said):
    table = tmp_path / "ways.csv"
    table.write_text(f"from,to,minutes\n{row}\n", "utf-8")
    with pytest.raises(InputError, match=said):
        partial(router_from_table, table, sheet)()
