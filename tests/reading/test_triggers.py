import pytest
from parsed import scanned


def told(text: str) -> set[tuple[str, str]]:
    return {(" ".join(t.word.words), t.word.harm.value) for t in scanned(text).triggers}


def test_a_particle_may_stand_behind_the_object() -> None:
    assert ("blow up", "destroyed") in told("They blew the mosque up.")


def test_a_verb_with_a_complement_needs_it() -> None:
    assert ("convert", "altered") in told("The church was converted into a hotel.")
    assert not any(harm == "destroyed" for _, harm in told("They turned to the church."))


@pytest.mark.parametrize("text", ["A hit song about a church.", "The mosque has a bell."])
def test_other_parts_of_speech_tell_nothing_strong(text: str) -> None:
    assert all(trigger.word.strength.value == "mild" for trigger in scanned(text).triggers)
