import pytest
from slot_contexts import context_of

from tutela.reading.attribution import chain
from tutela.reading.evidence import evidence_of


def kinds(text, harm="destroyed", asset="mosque"):
    context = context_of(text, harm, asset)
    return [cue.kind.value for cue in evidence_of(context, chain(context))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A video shows that the mosque was destroyed.", ["video"]),
        ("Satellite images show that the mosque was destroyed.", ["satellite"]),
        ("Photographs show that the mosque was destroyed.", ["photo"]),
        ("Residents said the mosque was destroyed.", ["witness"]),
        ("The culture ministry said the mosque was destroyed.", ["official_statement"]),
        ("The culture ministry denied that the mosque was destroyed.", []),
        ("A journalist who reached the town saw that the mosque was destroyed.", ["inspection"]),
        ("The mosque was destroyed.", []),
    ],
)
def test_kinds_of_evidence(text, expected):
    assert kinds(text) == expected


def test_a_credit_makes_the_line_a_caption():
    assert kinds("The mosque was destroyed, 3 April 2020. (AP Photo)\n") == ["photo"]


def test_what_the_recording_before_goes_on_to_show():
    assert kinds("A clip shows the square. The mosque was destroyed.") == ["video"]
