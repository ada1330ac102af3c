import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutela.model.geometry import Position
from tutela.model.passages import Passage
from tutela.publishing.masking import MASK, Finder, complement, cut, merged, phrase_keys


def finder(*names: str, at: tuple[float, float] | None = None) -> Finder:
    phrases = frozenset(phrase for name in names for phrase in phrase_keys(name))
    return Finder(phrases, (Position(*at),) if at else ())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Amaras Monastery", "the AMARAS MONASTERY was hit"),
        ("Amaras", "south of Amarasi the road ends"),
        ("Vankasar", "храм Ванкасара стоит"),
        ("Ванкасар", "near Vankasar they stood"),
        ("Վանքասար", "near Vankasar they stood"),
        ("Vəngsər", "the VENGSER temple"),
        ("Şuşa", "in Shusha"),
        ("Al-Nuri", "the al Nuri mosque"),
        ("Al-Nuri", "the alnuri mosque"),
        ("K'arvachar", "in Karvachar"),
        ("Dadivank", "Dadi\u00advank and Dadi\u200bvank"),
        ("Café Müller", "at Cafe\u0301 Mu\u0308ller"),
    ],
)
def test_a_name_is_found_in_other_scripts_spellings_and_endings(name: str, text: str) -> None:
    assert MASK in finder(name).mask(text)


@pytest.mark.parametrize("text", ["the road to Amarant", "Sosnovka", "a vanguard"])
def test_words_that_only_begin_alike_stay(text: str) -> None:
    assert finder("Amaras", "Sos").mask(text) == text


@pytest.mark.parametrize(
    "text",
    ["at 39.6836, 47.0572", "39,684 N", "39°41′01″N 47°03′26″E", "39° 41' N", "lat=39.68", "47.05722233"],
)
def test_a_position_is_found_at_any_precision_from_two_decimals(text: str) -> None:
    assert MASK in Finder(positions=(Position(39.683611, 47.057222),)).mask(text)


def test_other_numbers_stay() -> None:
    text = "on 12.10.2020 about 39.9 per cent, 40.12 and 47 percent"
    assert Finder(positions=(Position(39.683611, 47.057222),)).mask(text) == text


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/2020/amaras-monastery-hit",
        "https://news.example/amarasmonasteryhit.html",
        "https://news.example/%D0%90%D0%BC%D0%B0%D1%80%D0%B0%D1%81-monastery",
        "https://news.example/?q=Amaras+Monastery",
    ],
)
def test_an_address_that_names_it_goes_whole(url: str) -> None:
    assert finder("Amaras Monastery").mask(url) == ""


TEXT = st.text(st.sampled_from("ab c.\n"), max_size=40)


@given(TEXT, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_a_cut_leaves_the_rest_and_moves_passages_with_it(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = [(min(a, b), max(a, b)) for a, b in pairs if a != b and max(a, b) <= len(text)]
    made = cut(text, spans)
    hidden = {i for start, end in made.spans for i in range(start, end)}
    assert made.text.replace(MASK, "") == "".join(letter for i, letter in enumerate(text) if i not in hidden)
    for start in range(len(text)):
        passage = made.passage(Passage("d", start, start + 1, text[start]))
        assert passage.stands_in(made.text)
        assert passage.exact == (MASK if start in hidden else text[start])


@given(TEXT, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_what_is_kept_and_what_is_not_make_up_the_text(text: str, pairs: list[tuple[int, int]]) -> None:
    keep = [(min(a, b), max(a, b)) for a, b in pairs if a != b and max(a, b) <= len(text)]
    outside = complement(text, keep)
    kept = {i for start, end in keep for i in range(start, end)}
    left = {i for start, end in outside for i in range(start, end)}
    assert not kept & left
    assert all(text[i].isspace() for i in set(range(len(text))) - kept - left)
    assert merged(outside) == outside
