import pytest
from slot_contexts import context_of

from tutela.reading.means import means_of


@pytest.mark.parametrize(
    ("text", "harm", "expected"),
    [
        ("Soldiers shelled the mosque.", "shelled", {"artillery": "shelled"}),
        ("The mosque was torched.", "torched", {"fire": "torched"}),
        ("Militants dynamited the mosque.", "dynamited", {"explosives": "dynamited"}),
        ("The mosque was destroyed in an air strike.", "destroyed", {"airstrike": "air strike"}),
        ("A missile destroyed the mosque.", "destroyed", {"missile": "missile"}),
        ("The mosque was destroyed by artillery fire.", "destroyed", {"artillery": "artillery fire"}),
        ("Looters ransacked the mosque.", "ransacked", {"theft": "Looters"}),
        ("The mosque was destroyed with bulldozers.", "destroyed", {"bulldozing": "bulldozers"}),
        ("The mosque was destroyed.", "destroyed", {}),
        ("The mosque came under fire.", "fire", {}),
    ],
)
def test_means_by_their_words(text, harm, expected):
    assert {cue.kind.value: cue.words.exact for cue in means_of(context_of(text, harm, "mosque"))} == expected


def test_another_harms_means_is_left_to_it():
    text = "The mosque was shelled and looted."
    assert [cue.kind.value for cue in means_of(context_of(text, "shelled", "mosque"))] == ["artillery"]
    assert [cue.kind.value for cue in means_of(context_of(text, "looted", "mosque"))] == ["theft"]


@pytest.mark.parametrize(
    ("harm", "expected"),
    [("damaged", {"artillery"}), ("defaced", {"graffiti", "vandalism"})],
)
def test_each_of_two_harms_has_its_own_means(harm, expected):
    text = "Soldiers damaged the church with artillery and later defaced its walls with slogans."
    assert {cue.kind.value for cue in means_of(context_of(text, harm, "church"))} == expected


def test_lost_inscriptions_are_no_graffiti():
    assert means_of(context_of("The church lost its inscriptions.", "lost", "church")) == ()
    defaced = means_of(context_of("They covered the church with inscriptions.", "covered", "church"))
    assert [cue.kind.value for cue in defaced] == ["graffiti"]


def test_firing_on_something_is_no_fire():
    context = context_of("The army denied that its troops fired on the church.", "fired", "church")
    assert [cue.kind.value for cue in means_of(context)] == []
