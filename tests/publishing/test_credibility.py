"""Ratings in the dossier: said to be unjudged until somebody judges, and never more than what is shown bears out."""

import csv
import dataclasses
import io
import json

from publishing.test_differences import three_tellings
from publishing.writing import Told, asset, case, document

from tutela.model.casefile import CaseFile
from tutela.model.credibility import Rating
from tutela.model.incidents import OriginCount
from tutela.publishing.dossier import page
from tutela.publishing.drafts import NOT_BORNE_OUT
from tutela.publishing.gate import release
from tutela.publishing.geojson import incidents_geojson
from tutela.publishing.tables import claims_csv


def rated(grade: str, at_least: int, sentence: str = "rated by A. Reader: seen") -> CaseFile:
    made = three_tellings()
    incident = dataclasses.replace(made.incidents[0], count=OriginCount(at_least, 3, ("counted by hand",)))
    source = Rating(made.claims[0].id, "B", "usually reliable, rated for its publisher; rated B by A. Reader: known")
    return dataclasses.replace(made, incidents=(incident,), ratings=(Rating(incident.id, grade, sentence), source))


def grades(made: CaseFile) -> tuple[list[str], list[str], str]:
    rows = list(csv.DictReader(io.StringIO(claims_csv(release(made)))))
    (feature,) = json.loads(incidents_geojson(release(made)))["features"]
    return (
        [row["source_reliability"] for row in rows],
        [row["information_credibility"] for row in rows],
        feature["properties"]["information_credibility"],
    )


def test_what_nobody_rated_cannot_be_judged() -> None:
    made = three_tellings()
    assert "6, truth cannot be judged</strong>: nobody has rated it" in page(release(made))
    assert grades(made) == (["F"] * 3, ["6"] * 3, "6")


def test_ratings_stand_in_page_and_tables() -> None:
    made = rated("1", 2)
    html = page(release(made))
    assert "1, confirmed by other independent sources</strong>: rated by A. Reader: seen" in html
    assert "Reliability of its source (A–F): B, usually reliable" in html
    assert grades(made) == (["B", "F", "F"], ["1"] * 3, "1")


def test_confirmed_is_not_published_where_two_origins_are_not_shown() -> None:
    made = rated("1", 1)
    assert grades(made)[2] == "6"
    assert NOT_BORNE_OUT in page(release(made))
    assert grades(rated("2", 1))[2] == "2"


def test_a_rating_of_what_is_withheld_is_withheld_and_its_words_are_masked() -> None:
    hidden = asset("Vankasar Church", settlements=("Tigrana",))
    plain = asset("Aghdam Mosque")
    told = Told("Vankasar Church was hit.", 0, "Vankasar Church"), Told("Aghdam Mosque was hit.", 1, "Aghdam Mosque")
    papers = [document(name, [item]) for name, item in zip(("one", "two"), told, strict=True)]
    made = case([hidden, plain], [(paper, [item]) for paper, item in zip(papers, told, strict=True)])
    ratings = tuple(Rating(one.id, "2", "rated 2 by A. Reader: as at Vankasar Church") for one in made.incidents)
    restricted = dataclasses.replace(made, ratings=ratings, restricted=frozenset({hidden.id}))
    shown = release(restricted).case
    assert len(shown.ratings) == 1
    assert "Vankasar" not in page(release(restricted))
