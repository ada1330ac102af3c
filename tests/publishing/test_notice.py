import csv
import io
import json

from publishing.writing import Told, asset, case, document

from tutela.model.casefile import CaseFile
from tutela.publishing.dossier import page
from tutela.publishing.gate import release
from tutela.publishing.geojson import incidents_geojson
from tutela.publishing.layers import layers
from tutela.publishing.tables import claims_csv
from tutela.publishing.templating import css_string


def noticed(notice: str) -> CaseFile:
    told = Told("The church was hit.", 0, "church")
    made = case([asset("Church")], [(document("one", [told]), [told])])
    return CaseFile(**{name: getattr(made, name) for name in CaseFile.__slots__} | {"notice": notice})


def test_a_case_without_a_notice_has_no_place_for_one() -> None:
    plain = release(noticed(""))
    assert "notice" not in claims_csv(plain).splitlines()[0]
    assert "notice" not in incidents_geojson(plain)
    assert all("notice" not in dict(layer.columns) for layer in layers(plain))
    assert "whole-case" not in page(plain).split("</style>", 1)[1]


def test_a_notice_stands_in_every_row_of_every_output() -> None:
    released = release(noticed("Drill: made up."))
    assert [row["notice"] for row in csv.DictReader(io.StringIO(claims_csv(released)))] == ["Drill: made up."]
    drawn = json.loads(incidents_geojson(released))
    assert (drawn["notice"], drawn["features"][0]["properties"]["notice"]) == ("Drill: made up.", "Drill: made up.")
    for layer in layers(released):
        assert layer.columns[-1][0] == "notice" and layer.description.startswith("Drill: made up.")
        assert all(row.values[-1] == "Drill: made up." for row in layer.rows)


def test_a_notice_is_text_wherever_it_stands_on_the_page() -> None:
    wild = 'Drill</style><script>alert("x")</script> & "quotes" \\'
    shown = page(release(noticed(wild)))
    assert "<script>alert" not in shown
    assert css_string(wild).isascii() and "<" not in css_string(wild)
