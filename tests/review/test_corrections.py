import pytest
from made import PAPER, TEXT, claim, ruling, speaker, words

from tutela.model.claims import Certainty, Harm, Means, MeansCue
from tutela.model.errors import RulingRefused
from tutela.model.inventory import Asset
from tutela.model.rulings import Verdict
from tutela.model.times import Period
from tutela.review.asset_corrections import ASSET_FIELDS
from tutela.review.corrections import CLAIM_FIELDS, DOCUMENT_FIELDS, apply


def correct(record, **sets):
    return apply(record, CLAIM_FIELDS, ruling(record.id, Verdict.CORRECT, **sets), PAPER)[0]


def test_listed_values_are_checked_against_the_model():
    fixed = correct(claim(), harm="destroyed", certainty="hedged", asset_type="mosque")
    assert (fixed.harm, fixed.certainty, fixed.asset_type) == (Harm.DESTROYED, Certainty.HEDGED, "mosque")
    with pytest.raises(RulingRefused, match=r"'burnt'.*destroyed, damaged"):
        correct(claim(), harm="burnt")


def test_an_unknown_field_is_refused_with_those_there_are():
    with pytest.raises(RulingRefused, match=r"'colour'.*harm, asset_type"):
        correct(claim(), colour="red")


def test_words_can_only_be_words_of_the_document_and_the_nearest_are_taken():
    fixed = correct(claim(sentence=1), actor="Soldiers")
    assert fixed.actor == words("Soldiers") and fixed.actor.stands_in(TEXT)
    assert correct(claim(sentence=1), asset="church").asset.start == TEXT.index("church", TEXT.index("The mayor"))
    with pytest.raises(RulingRefused, match="as they stand"):
        correct(claim(), actor="Rebels")
    assert correct(fixed, actor="").actor is None


def test_attribution_keeps_the_order_given():
    fixed = correct(claim(), attribution="The mayor | The ministry")
    assert fixed.attribution == (speaker("The mayor"), speaker("The ministry"))


def test_bounds_of_the_period_keep_its_words():
    old = claim(time=Period("2020-11", "2020-11", "guessed", words("old")))
    fixed = correct(old, start="2020-09-27", end="")
    assert (fixed.time.start, fixed.time.end, fixed.time.words) == ("2020-09-27", None, words("old"))
    assert correct(old, start="", end="").time is None
    assert correct(claim(), end="2021").time.edtf() == "../2021"


@pytest.mark.parametrize("sets", [{"start": "yesterday"}, {"end": "2020-13"}, {"start": "2021", "end": "2020"}])
def test_periods_that_cannot_be_are_refused(sets):
    with pytest.raises(RulingRefused, match="cannot be set"):
        correct(claim(), **sets)


def test_means_keep_their_words_where_the_kind_stays():
    old = claim(means=(MeansCue(Means.ARTILLERY, words("shelling")),))
    fixed = correct(old, means="artillery | fire")
    assert [cue.words for cue in fixed.means] == [words("shelling"), old.quote]


@pytest.mark.parametrize(("value", "bounds"), [("12", (12, 12)), ("5..8", (5, 8)), ("5..", (5, None))])
def test_counts_are_numbers_or_bounds(value, bounds):
    count = correct(claim(), count=value).count
    assert (count.at_least, count.at_most) == bounds
    with pytest.raises(RulingRefused, match="number"):
        correct(claim(), count="many")


def test_assets_get_names_types_and_positions():
    fixed, _ = apply(
        Asset("ast_1", (), "church"),
        ASSET_FIELDS,
        ruling("ast_1", Verdict.CORRECT, name="Սուրբ@hy", type="mosque", position="39.75, 46.75, 50"),
    )
    assert (fixed.names[0].text, fixed.names[0].language, fixed.type) == ("Սուրբ", "hy", "mosque")
    assert (fixed.position.lat, fixed.position.uncertainty_m) == (39.75, 50)
    for wrong in ("north", "1", "91,0"):
        with pytest.raises(RulingRefused):
            apply(fixed, ASSET_FIELDS, ruling("ast_1", Verdict.CORRECT, position=wrong))


def test_an_assets_designations_date_and_whole_are_set():
    fixed, _ = apply(
        Asset("ast_1", (), "church", designations=("old",)),
        ASSET_FIELDS,
        ruling(
            "ast_1",
            Verdict.CORRECT,
            designation="national | tentative",
            built="1283",
            part_of="ast_2",
            settlement="Şuşa@az",
        ),
    )
    assert (fixed.designations, fixed.built, fixed.part_of) == (("national", "tentative"), "1283", "ast_2")
    assert (fixed.settlements[0].text, fixed.settlements[0].language) == ("Şuşa", "az")
    for wrong in ("ast_1", "the cathedral"):
        with pytest.raises(RulingRefused, match="part_of"):
            apply(fixed, ASSET_FIELDS, ruling("ast_1", Verdict.CORRECT, part_of=wrong))


def test_a_documents_date_can_be_corrected_and_its_text_cannot():
    fixed, _ = apply(PAPER, DOCUMENT_FIELDS, ruling(PAPER.id, Verdict.CORRECT, published="2020-11-27"))
    assert fixed.day == "2020-11-27" and fixed.published.how == "ruling"
    with pytest.raises(RulingRefused, match="'text'"):
        apply(PAPER, DOCUMENT_FIELDS, ruling(PAPER.id, Verdict.CORRECT, text="other"))


@pytest.mark.parametrize("period", ["2020-09-27/2020-11-09", "2020-11", "../2021", ""])
def test_a_period_is_set_in_edtf(period):
    fixed = correct(claim(), time=period)
    assert (fixed.time.edtf() if fixed.time else "") == period
    with pytest.raises(RulingRefused, match="EDTF"):
        correct(claim(), time="last spring")
