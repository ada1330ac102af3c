import json

import pytest
from click.testing import CliRunner

from tutela.cli import tutela
from tutela.model.documents import Document, Finding
from tutela.reading.reader import Reader

TEXT = (
    "The old church in Shushi was destroyed by shelling on 8 October 2020, the ministry said.\n\n"
    "If the mosque were destroyed, the town would lose its heart. Several people were injured near the museum."
)


def paper(text=TEXT, language="en"):
    return Document(id="doc_1", name="a", text=text, sha256="", language=Finding(language, "given"))


def test_guards_say_why_a_harm_word_tells_no_harm():
    why = {one.words.exact: one.why for one in Reader().set_aside(paper())}
    assert "supposed" in why["destroyed"] and "people" in why["injured"]
    assert all(one.quote.stands_in(TEXT) and one.words.stands_in(TEXT) for one in Reader().set_aside(paper()))


def test_near_misses_score_below_what_a_draft_needs_where_anything_is_drafted():
    reader = Reader()
    doubted = paper("The museum stands near the barracks. Shells fell on the houses around the museum.")
    assert not reader.read(doubted).claims and reader.near_misses(doubted, ())
    text = "The museum stands near the barracks. Shells fell on the town. The museum's director spoke of losses."
    for document in (paper(), paper(text), paper("Солдаты разрушили дом. Музей стоит рядом с мечетью.", "ru")):
        near = reader.near_misses(document, reader.read(document).claims)
        assert all(claim.score < reader.draft_threshold(document) for claim in near)
    assert reader.near_misses(paper("Jotain.", "fi"), ()) == () and reader.set_aside(paper("Jotain.", "fi")) == ()


@pytest.fixture
def told(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    return CliRunner().invoke(tutela, ["read", str(tmp_path / "a.txt"), "--explain"])


def test_explaining_tells_words_signals_and_what_was_dropped(told):
    assert told.exit_code == 0, told.output
    for words in (
        "harm destroyed",
        "“destroyed”",
        "time 2020-10-08",
        "said by",
        "score",
        "a guard took out",
        "supposed",
    ):
        assert words in told.output
    with pytest.raises(ValueError):
        json.loads(told.output)


def test_explaining_with_a_model_sets_both_readings_side_by_side(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    asked = ["read", str(tmp_path / "a.txt"), "--explain", "--quiet", "--reader", "auto"]
    CliRunner().invoke(tutela, [*asked, "--record", str(tmp_path / "kept")])
    (prompt,) = (tmp_path / "kept").glob("*.prompt.json")
    quote = "The old church in Shushi was destroyed by shelling on 8 October 2020"
    claims = [
        {"quote": quote, "asset": "old church", "asset_type": "church", "harm": "damaged", "certainty": "asserted"},
        {"quote": "The chapel fell", "asset": "chapel", "asset_type": "church", "harm": "destroyed"},
    ]
    reply = prompt.with_name(prompt.name.replace(".prompt.json", ".reply.txt"))
    reply.write_text(json.dumps({"claims": claims}), "utf-8")
    told = CliRunner().invoke(tutela, [*asked, "--replay", str(tmp_path / "kept")])
    assert told.exit_code == 0, told.output
    assert "old church: damaged" in told.output and "old church: destroyed" in told.output
    assert "the model" in told.output and "the grammar" in told.output
    assert "chapel" not in told.output
