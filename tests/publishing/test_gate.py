"""What the gate withholds occurs in no output, and no output depends on it."""

import dataclasses
import json

import pytest
from anyascii import anyascii
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from publishing import writing
from publishing.writing import Told, asset, case, document

from tutela.language.names import fold, romanise
from tutela.model.casefile import Assessment, CaseFile
from tutela.model.claims import EvidenceKind, Recording, Saying, Speaker, Statement, StatementKind
from tutela.model.geometry import Position
from tutela.model.inventory import Name, Place
from tutela.model.links import LinkVerdict
from tutela.model.records import to_json
from tutela.model.rulings import Ruling, Verdict
from tutela.publishing.dossier import files
from tutela.publishing.gate import TITLE, WITHHELD_SENTENCE, Released, release
from tutela.publishing.layers import layers
from tutela.publishing.masking import MASK

SECRET = asset(
    "Vankasar Church",
    "Վանքասարի եկեղեցի",
    "Vəngsər məbədi",
    "Ванкасар",
    at=(40.0597, 46.9008),
    settlements=("Tigrana",),
    key="sc-777",
)
OPEN = asset(
    "Aghdam Mosque",
    "Ağdam məscidi",
    at=(39.9931, 46.9308),
    settlements=("Aghdam",),
    key="sc-100",
    notes="Seen from Vankasar (sc-777) at 40.0597, 46.9008.",
)


def outputs(case_file: CaseFile) -> str:
    """Everything the dossier would hold, as one text."""
    released = release(case_file)
    parts = [content.decode("utf-8") for content in files(released).values()]
    return "\n".join([*parts, *map(repr, layers(released))])


def sample(**changes: object) -> CaseFile:
    only = document(
        "vankasar-hit",
        [
            told_only := Told(
                "Vankasar Church above Tigrana was damaged, the ministry said.",
                0,
                "Vankasar Church",
                "the ministry",
                "Tigrana",
            ),
            "Its dome dates from the seventh century.",
        ],
        "Vankasar Church hit",
        "https://news.example/vankasar-church-hit",
    )
    both = document(
        "two-sites",
        [
            "The hill of Tigrana lies in fog.",
            told_open := Told(
                "Aghdam Mosque was damaged and so was Vankasar Church, the ministry said.",
                1,
                "Aghdam Mosque",
                "the ministry",
            ),
            "The chapel up there, at 40.060 N, has lost its dome.",
            told_secret := Told("In Russian it is called Ванкасар and it was shelled.", 0, "Ванкасар"),
        ],
        "A monument on a hill",
        "https://news.example/two-sites",
    )
    plain = document(
        "one-site",
        [
            told_plain := Told(
                "Aghdam Mosque in Aghdam was damaged, witness Arman Petrosyan said.",
                1,
                "Aghdam Mosque",
                "Arman Petrosyan",
                "Aghdam",
            )
        ],
    )
    made = case(
        [SECRET, OPEN],
        [(only, [told_only]), (both, [told_open, told_secret]), (plain, [told_plain])],
        places=(
            Place("plc_1", (Name("Tigrana"), Name("Տիգրանա")), "village", Position(40.05, 46.9)),
            Place("plc_2", (Name("Aghdam"), Name("Ağdam")), "town", Position(39.99, 46.93)),
        ),
        restricted={SECRET.id},
    )  # fmt: skip
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


TELLTALES = ["vankasar", "վանքասար", "vengser", "vəngsər", "ванкасар", "vank'asar", "tigrana", "տիգրանա", "sc-777", "40.059", "40.060", "46.900", "dome", "seventh", "monument on a hill", SECRET.id, "plc_1"]  # fmt: skip


@pytest.mark.parametrize("telltale", TELLTALES)
def test_nothing_tells_of_a_withheld_site(telltale: str) -> None:
    text = outputs(sample())
    assert telltale not in text.casefold()
    assert fold(telltale) == "" or telltale[0].isdigit() or fold(romanise(telltale)) not in fold(anyascii(text))


@pytest.mark.parametrize("telltale", TELLTALES[:6])
def test_without_the_restriction_the_same_words_are_there(telltale: str) -> None:
    open_text = fold(anyascii(outputs(sample(restricted=frozenset()))))
    assert fold(anyascii(telltale))[:6] in open_text


def test_the_dossier_says_that_something_is_withheld_and_no_more() -> None:
    text = outputs(sample())
    assert WITHHELD_SENTENCE in text
    assert WITHHELD_SENTENCE not in outputs(sample(restricted=frozenset()))
    released = release(sample()).case
    assert (released.ledger and released.ledger.entries, released.registers[0].rows) == (0, 0)


def test_what_is_said_of_other_sites_stays_with_the_names_masked() -> None:
    released = release(sample()).case
    quotes = [item.quote.exact for item in released.claims]
    assert quotes == [
        f"Aghdam Mosque was damaged and so was {MASK}, the ministry said.",
        "Aghdam Mosque in Aghdam was damaged, witness Arman Petrosyan said.",
    ]
    texts = {item.id: item.text for item in released.documents}
    assert all(item.quote.stands_in(texts[item.document]) for item in released.claims)


def test_a_document_with_masks_is_shown_without_what_leads_to_its_words() -> None:
    released = release(sample())
    masked = [item for item in released.case.documents if item.id in released.masked]
    assert [(item.name, item.title, item.url, item.sha256) for item in masked] == [(MASK, MASK, "", "")]
    assert masked[0].text == f"{MASK} Aghdam Mosque was damaged and so was {MASK}, the ministry said. {MASK}"


def test_a_withheld_person_is_masked_everywhere_and_the_rest_of_the_text_stays() -> None:
    text = outputs(sample(restricted=frozenset(), restricted_persons=frozenset({"Arman Petrosyan"})))
    assert "arman" not in text.casefold() and "petrosyan" not in text.casefold()
    assert f"Aghdam Mosque in Aghdam was damaged, witness {MASK} said." in text


def test_an_asset_the_register_restricts_is_withheld_too() -> None:
    marked = dataclasses.replace(SECRET, restricted=True)
    text = outputs(sample(assets=(marked, OPEN), restricted=frozenset()))
    assert "vankasar" not in text.casefold()


def test_parts_and_neighbours_of_the_same_name_go_with_a_site() -> None:
    part = asset("Belfry", at=(40.0597, 46.9008), part_of=SECRET.id)
    stones = asset("Two khachkars of the Vankasar belfry", at=(40.0598, 46.9009))
    namesake = asset("Vankasar Church", at=(41.0, 45.0))
    text = release(sample(assets=(SECRET, OPEN, part, stones, namesake)))
    assert [item.id for item in text.case.assets if item.names == OPEN.names] == [text.case.assets[0].id]
    assert len(text.case.assets) == 1


def test_an_asset_described_without_a_place_goes_when_it_shares_a_telling_word() -> None:
    described = dataclasses.replace(asset("dome of Vankasar"), entries=())
    elsewhere = dataclasses.replace(asset("dome of a bath"), entries=())
    kept = release(sample(assets=(SECRET, OPEN, described, elsewhere))).case.assets
    assert [item.names[0].text for item in kept] == ["Aghdam Mosque", "dome of a bath"]


def test_a_claim_that_may_mean_a_withheld_site_is_withheld() -> None:
    made = sample()
    doubtful = [item for item in made.links if item.asset == OPEN.id][-1]
    changed = dataclasses.replace(doubtful, verdict=LinkVerdict.AMBIGUOUS, others=((SECRET.id, 0.5),))
    released = release(
        dataclasses.replace(made, links=tuple(changed if item is doubtful else item for item in made.links))
    )
    assert doubtful.claim not in {item.id for item in released.case.claims}
    assert len(released.case.incidents) == 1
    assert released.case.incidents[0].count.at_most <= 1


def test_statements_and_recordings_about_a_withheld_site_are_withheld() -> None:
    made = sample()
    source, other = made.documents[0], made.documents[2]
    about, free = source.passage(0, 15), other.passage(0, 13)
    speaker = (Speaker(about),)
    changed = dataclasses.replace(
        made,
        statements=(Statement("stm_1", source.id, StatementKind.DEMAND, about), Statement("stm_2", other.id, StatementKind.DEMAND, free)),
        recordings=(Recording("rec_1", source.id, EvidenceKind.VIDEO, about, speaker, (Saying("shows", about),)), Recording("rec_2", other.id, EvidenceKind.VIDEO, free)),
    )  # fmt: skip
    released = release(changed).case
    assert [item.quote.exact for item in released.statements] == ["Aghdam Mosque"]
    assert [item.quote.exact for item in released.recordings] == ["Aghdam Mosque"]


def test_rulings_about_what_is_withheld_go_and_so_does_every_restriction() -> None:
    rulings = (
        Ruling("rul_1", SECRET.id, Verdict.RESTRICT, "reader", "Looters.", "2026-01-12T09:30:00+00:00"),
        Ruling("rul_2", "clm_gone", Verdict.REJECT, "reader", "Not the church up there.", "2026-01-12T09:30:00+00:00"),
        Ruling("rul_3", OPEN.id, Verdict.ACCEPT, "reader", "Right.", "2026-01-12T09:30:00+00:00"),
    )
    released = release(sample(rulings=rulings)).case
    assert [item.reason for item in released.rulings] == ["Right."]


def test_ids_of_what_is_not_shown_are_masked_inside_sentences_too() -> None:
    made = sample()
    told = f"Not {SECRET.id}, nor {made.claims[0].id}; see {made.claims[3].id}."
    ruling = Ruling(
        "rul_9", OPEN.id, Verdict.CORRECT, "reader", told, "2026-01-12T09:30:00+00:00", (("asset", SECRET.id),)
    )
    released = release(sample(rulings=(ruling,))).case.rulings[0]
    assert released.reason == f"Not {MASK}, nor {MASK}; see {made.claims[3].id}."
    assert released.sets == (("asset", MASK),)


def test_a_site_without_a_telling_name_is_withheld_with_the_words_for_it() -> None:
    grave, told = asset("grave"), Told("The grave on the hill and Aghdam Mosque were hit.", 1, "Aghdam Mosque")
    hidden = Told("The grave on the hill was smashed.", 0, "The grave on the hill")
    source = document("one", [told, hidden, "It lies by the third bend."])
    both = Told("The grave on the hill and Aghdam Mosque were hit.", 0, "The grave on the hill")
    made = case([grave, OPEN_PLAIN], [(source, [told, hidden, both])], restricted={grave.id})
    assert [item.text for item in release(made).case.documents] == [f"{MASK} Aghdam Mosque {MASK}"]


def test_of_a_sentence_that_tells_of_both_only_the_words_of_the_released_claim_stay() -> None:
    sentence = "The ministry said shells hit Aghdam Mosque, and Vankasar Church on its hill was burnt in the night."
    open_told = Told(sentence, 1, "Aghdam Mosque", "The ministry")
    source = document("one", [open_told])
    made = case(
        [SECRET, OPEN_PLAIN], [(source, [open_told, Told(sentence, 0, "Vankasar Church")])], restricted={SECRET.id}
    )
    released = release(made).case
    assert [item.quote.exact for item in released.claims] == [f"The ministry {MASK} Aghdam Mosque{MASK}"]


def test_assessments_of_withheld_recordings_go() -> None:
    made = sample()
    source, other = made.documents[0], made.documents[2]
    recordings = (
        Recording("rec_1", source.id, EvidenceKind.VIDEO, source.passage(0, 15)),
        Recording("rec_2", other.id, EvidenceKind.VIDEO, other.passage(0, 13)),
    )
    found = tuple(Assessment(item.id, "authentic", "The dome of Vankasar is seen.") for item in recordings)
    released = release(sample(recordings=recordings, assessments=found)).case
    assert [(item.recording, item.sentence) for item in released.assessments] == [("rec_2", MASK)]


def test_every_part_of_a_case_file_is_known_to_the_gate() -> None:
    """Who adds a field to CaseFile has to withhold in it too: see publishing/gate.py, then add it here."""
    known = (
        "title made_at software documents publishers registers assets places claims statements recordings sheets links"
    )
    known += " incidents standings rulings captured_at restricted restricted_persons ledger assessments notice"
    known += " made_with ratings"
    assert {part.name for part in dataclasses.fields(CaseFile)} == set(known.split())


def test_a_note_or_title_that_names_a_site_goes_whole() -> None:
    released = release(sample(title="The hill of Vankasar and the plain below")).case
    assert released.title == TITLE
    assert [item.notes for item in released.assets] == [MASK]
    assert release(sample(title="The plain")).case.title == "The plain"
    assert release(sample(notice="Drill: the hill of Vankasar is made up.")).case.notice == MASK


def test_a_released_case_holds_no_list_of_what_was_withheld() -> None:
    released = release(sample(restricted_persons=frozenset({"Arman Petrosyan"})))
    assert released.case.restricted == frozenset() == released.case.restricted_persons
    told = json.dumps(to_json(released.case), ensure_ascii=False)
    assert "ankasar" not in told and "Petrosyan" not in told


def test_only_the_gate_makes_a_released_case() -> None:
    with pytest.raises(TypeError, match=r"gate\.release"):
        Released(sample(), False, frozenset(), object())


def test_a_case_with_nothing_to_hide_passes_unchanged() -> None:
    made = sample(restricted=frozenset())
    assert release(made).case == dataclasses.replace(made, made_at="2026-01-12T09:30:00+00:00")
    assert not release(made).withheld


# Two cases that differ in nothing but the withheld site must give the same bytes: then nothing of it can be inferred,
# not its name's length, not an id or a hash, not an offset.

SYLLABLES = st.sampled_from(["zor", "kvel", "drem", "puzh", "gwim", "tsax", "blor", "fejd", "norq", "hluz"])
KINDS = {"Latn": "Church", "Cyrl": "церковь", "Armn": "եկեղեցի", "Arab": "كنيسة"}
LETTERS = {
    "Cyrl": dict(zip("abdefghijklmnopqrstuvwxz", "абдефгхийклмнопкрстувукз", strict=True)),
    "Armn": dict(zip("abdefghijklmnopqrstuvwxz", "աբդեֆգհիյկլմնոպքրստուվխզ"[:24], strict=True)),
}


def written(stem: str, script: str) -> str:
    return "".join(LETTERS[script].get(letter, letter) for letter in stem) if script in LETTERS else stem


STEMS = st.lists(SYLLABLES, min_size=2, max_size=4).map("".join)
SCRIPTS = st.lists(st.sampled_from(["Latn", "Cyrl", "Armn"]), min_size=1, max_size=3, unique=True)


def names_of(stem: str, scripts: list[str]) -> tuple[str, ...]:
    """The names of a site, one per script, all of one stem."""
    return tuple(f"{written(stem, script).capitalize()} {KINDS[script]}" for script in scripts)


PATTERNS = st.lists(
    st.tuples(
        st.sampled_from(["open", "secret", "both", "describing", "placed", "unnamed", "beside"]), st.integers(0, 2)
    ),
    min_size=1,
    max_size=5,
)


def told_case(
    names: tuple[str, ...], village: str, where: tuple[float, float], shape: list[list[tuple[str, int]]]
) -> CaseFile:
    secret = asset(*names, at=where, settlements=(village,), key=f"sc-{fold(names[0])}")
    sources = []
    for number, kinds in enumerate(shape):
        sentences: list[str | Told] = []
        for kind, which in kinds:
            name = names[which % len(names)]
            sentences.append(
                {
                    "open": Told("Aghdam Mosque was damaged, the ministry said.", 1, "Aghdam Mosque", "the ministry"),
                    "secret": Told(f"{name} near {village} was damaged.", 0, name, place=village),
                    "both": Told(f"After {name.upper()} came the turn of Aghdam Mosque.", 1, "Aghdam Mosque"),
                    "describing": f"Its walls at {where[0]:.4f} stand above {village}.",
                    "unnamed": Told("The chapel up there was damaged too.", 0, "The chapel up there"),
                    "beside": Told("The chapel up there and Aghdam Mosque were hit.", 1, "Aghdam Mosque"),
                    "placed": f"The road to {village} is cut.",
                }[kind]
            )
        tellings = list(dict.fromkeys(item for item in sentences if isinstance(item, Told)))
        named = any(kind in ("secret", "both", "describing", "placed") for kind, _ in kinds)
        url = (
            f"https://news.example/{number}/{fold(names[0]).replace(' ', '-')}"
            if named
            else f"https://news.example/{number}"
        )
        sources.append(
            (
                document(f"{number}-{names[0]}" if named else str(number), sentences, names[0] if named else "", url),
                tellings,
            )
        )
    return case(
        [secret, OPEN_PLAIN],
        sources,
        places=(Place("plc_" + fold(village), (Name(village),), "village", Position(*where)),),
        restricted={secret.id},
    )


OPEN_PLAIN = asset("Aghdam Mosque", "Ağdam məscidi", at=(39.9931, 46.9308), settlements=("Aghdam",), key="sc-100")
SHAPES = st.lists(PATTERNS, min_size=1, max_size=4)
SPOTS = st.tuples(st.floats(30, 38).map(lambda x: round(x, 4)), st.floats(50, 60).map(lambda x: round(x, 4)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEMS, STEMS, SCRIPTS, SPOTS, SPOTS, SHAPES)
def test_no_output_depends_on_what_is_withheld(
    one: str,
    other: str,
    scripts: list[str],
    here: tuple[float, float],
    there: tuple[float, float],
    shape: list[list[tuple[str, int]]],
) -> None:
    first = told_case(names_of(one, scripts), "Qhazmelon", here, shape)
    second = told_case(names_of(other, scripts), "Ubrixville", there, shape)
    assert files(release(first)) == files(release(second))
    assert list(map(repr, layers(release(first)))) == list(map(repr, layers(release(second))))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEMS, SCRIPTS, SPOTS, SHAPES)
def test_nothing_withheld_occurs_in_any_output(
    stem: str, scripts: list[str], spot: tuple[float, float], shape: list[list[tuple[str, int]]]
) -> None:
    names = names_of(stem, scripts)
    text = outputs(told_case(names, "Qhazmelon", spot, shape))
    latin = fold(anyascii(text))
    for name in (*names, "Qhazmelon"):
        stem = name.split(" ")[0]
        assert stem.casefold() not in text.casefold()
        assert fold(anyascii(stem)) not in latin and fold(romanise(stem)) not in latin
    # A document that only describes a site in words of its own is not recognised: docs/publishing.md says so.
    if not any(
        ("beside", 0) in alike and ("unnamed", 0) not in alike
        for alike in [{(k, 0) for k, _ in kinds} for kinds in shape]
    ):
        assert "chapel" not in latin
    for value in spot:
        assert not any(f"{value:.{digits}f}" in text for digits in (2, 3, 4))
    assert writing.record_id("ast", {"names": list(names), "key": f"sc-{fold(names[0])}"}) not in text


def beside(place: str, said: str = "") -> CaseFile:
    """A withheld mound, three barrows described beside it, in a place the sentence names, and another site elsewhere."""
    mound = asset("Vankasar Mound", settlements=("Tigrana",))
    barrows = dataclasses.replace(asset("three barrows", settlements=(place,) if place else ()), entries=())
    told = Told("Fresh pits were found at Vankasar Mound.", 0, "Vankasar Mound")
    more = Told(f"Somebody dug into three barrows{' in ' + said if said else ''}.", 1, "three barrows", place=said)
    other = Told("Aghdam Mosque was hit.", 2, "Aghdam Mosque")
    one, two = document("night-diggers", [told, more]), document("mosque-hit", [other])
    return case([mound, barrows, OPEN], [(one, [told, more]), (two, [other])], restricted={mound.id})


@pytest.mark.parametrize("place", ["", "Tigrana"])
def test_what_a_document_describes_beside_a_withheld_site_goes_with_it(place: str) -> None:
    text = outputs(beside(place))
    assert "barrows" not in text and "night-diggers" not in text and "Aghdam Mosque" in text


def test_what_stands_elsewhere_stays() -> None:
    assert "three barrows" in outputs(beside("Aghdam", "Aghdam"))


def test_a_dateline_places_nothing_elsewhere() -> None:
    text = outputs(beside("Ganja"))
    assert "barrows" not in text and "night-diggers" not in text and "Aghdam Mosque" in text


def test_a_description_that_holds_a_withheld_word_goes_with_it() -> None:
    hidden = asset("Vankasar Church", settlements=("Tigrana",))
    part = dataclasses.replace(asset("60 percent of the gravestones of Vankasar", settlements=("Aghdam",)), entries=())
    told = Told("60 percent of the gravestones of Vankasar are gone.", 1, "60 percent of the gravestones of Vankasar")
    one = document("stones", [told])
    text = outputs(case([hidden, part], [(one, [told])], restricted={hidden.id}))
    assert "ankasar" not in text and "60 percent" not in text and "gravestones" not in text


def test_labels_made_of_the_names_of_masked_documents_are_masked() -> None:
    made = sample()
    source = next(item for item in made.documents if item.name == "two-sites")
    incident = next(item for item in made.incidents if item.asset == OPEN.id)
    label = f"unnamed publisher of {source.name}"
    origin = dataclasses.replace(incident.origins[0], label=label)
    incident = dataclasses.replace(incident, origins=(origin, *incident.origins[1:]))
    text = outputs(dataclasses.replace(made, incidents=(incident,)))
    assert "two-sites" not in text and MASK in text
