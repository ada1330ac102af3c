"""The splitter keeps offsets, loses nothing, and knows what a newsroom's full stops mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.language.sentences import paragraphs, split


def sentences(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in split(text, language)]


@pytest.mark.parametrize(
    "parts",
    [
        ["It fell.", "Nobody saw it."],
        ["Is it gone?", "It is!", "Yes."],
        ["Mr. J. Smith and Dr. Lee of the U.S. Army came.", "They left."],
        ["St. John's church, built c. 1200, stands.", "Art. 4 applies."],
        ["He left at 5 p.m.", "Then rain fell."],
        ["It was October 27, 2022 at 2:37 p.m. EDT in town.", "Rain fell."],
        ["“It is gone,” he said.", "“All of it.”", "She wept."],
        ["He said: “It is gone.”", "She wept."],
        ["They hit it with 3.5 tonnes of bombs.", "No. 7 burned."],
        ["J.R. Lee and A. Petrosyan signed.", "Then they left."],
        ["The roof... is gone.", "The walls stand."],
        ["It fell in Oct. 2020.", "Nobody saw it."],
        ["The church (built in 1868.) fell.", "It is gone."],
        ["See fig. 3, vol. 2, pp. 4-5.", "It shows the dome."],
    ],
)
def test_sentences(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("hy", ["Եկեղեցին ավերված է։", "Խաչքարերը չկան։"]),
        ("ar", ["هل دمر المسجد؟", "نعم، دمر."]),
        ("ru", ["Церковь разрушена.", "Кто это сделал?", "А. Иванов не знает."]),
        ("hi", ["मंदिर टूट गया।", "कोई नहीं था।"]),
        ("az", ["Məscid dağıdılıb.", "İndi orada heç nə yoxdur."]),
        ("fr", ["L'église est détruite.", "Où sont les pierres ?"]),
    ],
)
def test_other_languages(language: str, parts: list[str]) -> None:
    assert sentences(" ".join(parts), language) == parts


def test_headings_captions_and_lists_are_units() -> None:
    text = "Church destroyed\nBy A Reporter\n\nThe church fell.\n- the dome\n- the bell tower\nPhoto: the ruins\n"
    assert sentences(text) == [
        "Church destroyed",
        "By A Reporter",
        "The church fell.",
        "- the dome",
        "- the bell tower",
        "Photo: the ruins",
    ]


def test_wrapped_lines_are_one_sentence() -> None:
    wrapped = "The church, which had stood since the year of its consecration in the\nvillage of Vank, was hit."
    assert sentences(wrapped) == [wrapped]
    subtitles = "They said on October 26\nthat about 205 sites\nhave been damaged."
    assert sentences(subtitles) == [subtitles]


def test_paragraphs() -> None:
    text = "  One.\nStill one.\n\n \nTwo.\n"
    assert [text[start:end] for start, end in paragraphs(text)] == ["One.\nStill one.", "Two."]


TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(
        st.sampled_from(
            ["Mr.", "It", "fell.", "“Yes.”", "U.S.", "\n", "\n\n", " ", "- a", "1.", "։", "؟", "(x)", "p.m."]
        ),
        max_size=30,
    ).map(" ".join),
)


@given(TEXTS)
def test_every_character_but_white_space_lies_in_one_sentence_in_order(text: str) -> None:
    spans = split(text)
    covered = [index for start, end in spans for index in range(start, end)]
    assert covered == sorted(set(covered))
    assert all(text[index].isspace() for index in set(range(len(text))) - set(covered))
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)


@given(TEXTS)
def test_sentences_lie_within_paragraphs(text: str) -> None:
    blocks = paragraphs(text)
    assert all(any(a <= start and end <= b for a, b in blocks) for start, end in split(text))
