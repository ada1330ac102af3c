import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told import RENDERINGS, SEEDS, document, exact, kinds, of_kind, recordings, said_by, statements

from tutela.language.sentences import split
from tutela.model.claims import SpeakerKind, StatementKind
from tutela.reading.statements.acts import read_acts
from tutela.reading.statements.pack import compile_pack, statement_pack
from tutela.reading.statements.scene import Scene

K = StatementKind


def test_an_offer_of_a_mission_keeps_its_aim_its_condition_and_the_past_attempts() -> None:
    text = (RENDERINGS / "unesco_mission.txt").read_text("utf-8")
    offer = of_kind(text, K.OFFER)
    assert said_by(offer) == ["UNESCO"]
    assert offer.source[0].kind is SpeakerKind.ORGANISATION
    assert "first field mission" in exact(offer.about)
    assert "to draw up a list of the cultural assets that matter most" in exact(offer.about)
    assert offer.condition is not None
    assert offer.condition.exact == "with the consent of every party concerned"
    assert any("unable to enter these areas so far despite earlier attempts" in note for note in exact(offer.notes))
    assert len(offer.passages) > 1


def test_the_plan_beside_the_offer_is_a_statement_of_its_own() -> None:
    plan = of_kind((RENDERINGS / "unesco_mission.txt").read_text("utf-8"), K.PLAN)
    assert said_by(plan) == ["UNESCO"]
    assert any("consultations" in note for note in exact(plan.notes))


def test_two_names_of_one_place_keep_both_and_who_says_so() -> None:
    name = of_kind((RENDERINGS / "grave_video.txt").read_text("utf-8"), K.NAME)
    assert exact(name.about) == ["Karvachar", "Kalbajar"]
    assert said_by(name) == ["Al-Masdar News"]
    assert any("outside the borders of Nagorno-Karabakh" in note for note in exact(name.notes))


def test_a_second_name_of_a_church_is_not_given_to_its_town() -> None:
    church = of_kind("The Church of St. Anna in Shushi, known to locals as Kanach Zham, was pulled down.", K.NAME)
    assert exact(church.about) == ["Church of St. Anna", "Kanach Zham"]
    town = of_kind("The Church of St. Anna in Karvachar, known in Azeri as Kalbajar, was pulled down.", K.NAME)
    assert exact(town.about) == ["Karvachar", "Kalbajar"]


def test_support_of_a_recording_is_told_by_whom_it_comes_from() -> None:
    support = of_kind((RENDERINGS / "grave_video.txt").read_text("utf-8"), K.AUTHENTICITY)
    assert said_by(support) == ["Armenpress"]
    assert support.reasons[0].signal == "supports"


@pytest.mark.parametrize(
    ("text", "kind", "about"),
    [
        ("UNESCO offered to send experts to the monastery.", K.OFFER, "experts"),
        ("The ministry agreed to the mission of UNESCO.", K.CONSENT, "mission of UNESCO"),
        ("The ministry allowed the experts to see the churches.", K.CONSENT, "experts"),
        ("The army did not allow the experts to see the churches.", K.REFUSAL, "experts"),
        ("The governor refused to admit the UNESCO mission.", K.REFUSAL, "UNESCO mission"),
        ("Soldiers blocked the entry of the inspectors to the museum.", K.REFUSAL, "entry of the inspectors"),
        ("Blue Shield called on both sides to spare the churches.", K.DEMAND, "churches"),
        ("The ministry demanded the return of the manuscripts.", K.DEMAND, "manuscripts"),
        ("UNESCO will send a mission to the monastery in May.", K.PLAN, "mission"),
        ("The ministry plans to restore the mosque.", K.PLAN, "mosque"),
        ("Experts to inspect cathedral after barrage", K.PLAN, "Experts"),
        ("The mayor of Odesa said that the experts are to record the state of the cathedral.", K.PLAN, "experts"),
    ],
)
def test_kinds_of_act(text: str, kind: StatementKind, about: str) -> None:
    found = [one for one in statements(text) if one.kind is kind]
    assert len(found) == 1, kinds(text)
    assert any(about in words for words in exact(found[0].about))


@pytest.mark.parametrize(
    "text",
    [
        "Why not let experts read the walls of the church?",
        "Experts admit as much about the museum.",
        "The opposition demands an interim cabinet by Christmas.",
        "The talks failed before the delegation had taken its seat.",
        "The citadel was due to house a museum.",
        "It insisted the cathedral had not been among its targets.",
        "Battalion commander Ivan Horak, known as Wolf, gave the order to shell the church.",
        "Footage released by the army appeared to bear out its version of the blast at the mosque.",
        "We have asked the Service for Cultural Heritage for the permit.",
        "The agency could not verify the death toll at the church.",
    ],
)
def test_what_is_no_statement(text: str) -> None:
    assert statements(text) == ()


def test_an_offer_not_made_is_none() -> None:
    assert K.OFFER not in kinds("UNESCO has not offered to send experts to the monastery.")


def test_several_who_act_together_are_all_named() -> None:
    offer = of_kind("Italy and Greece have offered help with rebuilding the cathedral.", K.OFFER)
    assert said_by(offer) == ["Italy and Greece"]


def test_the_head_of_a_text_says_that_access_is_to_heritage() -> None:
    text = (
        "Monasteries after the truce\n\nSnow fell. Nobody came. The governor will grant access to every site in March."
    )
    assert kinds(text) == [K.CONSENT]
    assert kinds(text.replace("Monasteries", "Markets")) == []


def test_a_mission_once_proposed_by_nobody_is_no_offer() -> None:
    assert kinds("We call on UNESCO to send the mission that was proposed in November to the museum.") == [K.DEMAND]


def test_they_are_those_named_before_in_the_sentence() -> None:
    text = "The Minister came to the museum. Authorities in Goris say they will grant access to the museum."
    assert said_by(of_kind(text, K.CONSENT)) == ["Authorities"]


def test_who_refuses_is_kept_apart_from_who_says_so() -> None:
    refusal = of_kind("Armenia does not let the UNESCO mission into the museum, Azerbaijan's ministry said.", K.REFUSAL)
    assert refusal.actor is not None
    assert refusal.actor.exact == "Armenia"
    assert said_by(refusal) == ["Azerbaijan's ministry"]


PARTIES = [("Armenian", "Azerbaijani"), ("Armenia", "Azerbaijan"), ("Armenians", "Azerbaijanis")]


def swapped(text: str) -> str:
    for one, other in PARTIES:
        text = text.replace(f"{one} ", "\0 ").replace(f"{other} ", f"{one} ").replace("\0 ", f"{other} ")
        text = text.replace(f"{one}'s", "\0's").replace(f"{other}'s", f"{one}'s").replace("\0's", f"{other}'s")
    return text


def outline(text: str) -> list[tuple[object, ...]]:
    return [
        (one.kind, said_by(one), exact(one.about), one.condition and one.condition.exact, exact(one.notes))
        for one in statements(text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Armenia does not let the UNESCO mission into the museum, Azerbaijan's ministry said.",
        "Armenian officials called on Azerbaijan to spare the mosques and the churches.",
        "The video was staged, Azerbaijan's ministry said. Armenia's ministry said the video was genuine.",
        "Azerbaijan agreed to the mission of UNESCO if Armenia gives its consent.",
        "The town of Ereme, which Armenians call Orame, holds an Armenian church and an Azerbaijani mosque.",
    ],
)
def test_swapping_the_parties_swaps_the_result(text: str) -> None:
    def swap(value: object) -> object:
        if isinstance(value, str):
            return swapped(value + " ").strip()
        return [swap(one) for one in value] if isinstance(value, list | tuple) else value

    assert outline(text), "a test on nothing proves nothing"
    assert [list(one) for one in outline(swapped(text))] == [swap(one) for one in outline(text)]


def test_every_passage_stands_where_it_says() -> None:
    for file in sorted(RENDERINGS.glob("*.txt")):
        text = file.read_text("utf-8")
        for one in statements(text):
            passages = [one.quote, *one.about, *one.notes, *one.passages, *(source.words for source in one.source)]
            passages += [passage for passage in (one.condition, one.actor) if passage]
            assert all(passage.stands_in(text) for passage in passages)


def test_a_language_without_a_pack_yields_nothing() -> None:
    assert statements("UNESCO offered to send experts to the monastery.", "xx") == ()


def test_patterns_alone_read_where_no_parser_does() -> None:
    text = "UNESCO offered to send experts to the monastery, with the agreement of both sides."
    pack = statement_pack("en")
    assert pack is not None
    (offer,) = read_acts(Scene(document(text), split(text), {}, pack, "a language no parser reads"))
    assert offer.kind is K.OFFER
    assert exact(offer.about) == ["experts"]
    assert offer.condition is not None
    assert offer.condition.exact == "with the agreement of both sides"


def test_a_pack_with_a_part_missing_is_refused() -> None:
    with pytest.raises(KeyError):
        compile_pack("words: {}\nrules: []")


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not at hand")
def test_the_offer_in_the_seed_article() -> None:
    text = (SEEDS / "unesco-mission-2020-11-20.txt").read_text("utf-8")
    offer, plan = of_kind(text, K.OFFER), of_kind(text, K.PLAN)
    assert said_by(offer) == said_by(plan) == ["UNESCO"]
    assert "preliminary field mission" in exact(offer.about)
    assert "to draw up an inventory of the most significant cultural assets" in exact(offer.about)
    assert offer.condition is not None
    assert offer.condition.exact == "with the agreement of all concerned parties"
    assert any("unable to visit these zones to date despite past attempts" in note for note in exact(offer.notes))


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not at hand")
def test_the_names_and_the_support_in_the_seed_article() -> None:
    text = (SEEDS / "grave-video-2020-11-27.txt").read_text("utf-8")
    name = of_kind(text, K.NAME)
    assert exact(name.about) == ["Karvachar", "Kalbajar"]
    assert said_by(name) == ["Al-Masdar News"]
    assert said_by(of_kind(text, K.AUTHENTICITY)) == ["Armenpress"]


PIECES = [
    "UNESCO offered to send experts.",
    "The video shows the church in Hadrut.",
    "“It happened in Karvachar, known in Azeri as Kalbajar,”",
    "could not verify the footage",
    "the ministry said",
    "If both sides agree,",
    "\n\n",
    '"',
    "called on them to spare the mosque",
    "which",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=8))
@settings(max_examples=40, deadline=None)
def test_whatever_the_text_every_passage_stands_in_it(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for one in statements(text):
        assert all(passage.stands_in(text) for passage in (one.quote, *one.about, *one.notes, *one.passages))
    for recording in recordings(text):
        assert all(saying.quote.stands_in(text) for saying in recording.sayings)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("The village of Vank, formerly Vangli, lost its cemetery.", "Vank", "Vangli"),
        ("The town of Bakhmut, formerly known as Artemivsk, was shelled.", "Bakhmut", "Artemivsk"),
        ("The village of Tsar, renamed Zar after the war, lies in ruins.", "Tsar", "Zar"),
        ("Varanda was later renamed Fizuli.", "Varanda", "Fizuli"),
        ("Ivanyan, whose Azerbaijani name is Khojaly, was emptied.", "Ivanyan", "Khojaly"),
        ("Stepanakert, which Azerbaijanis call Khankendi, was struck.", "Stepanakert", "Khankendi"),
    ],
)
def test_former_names_and_names_that_others_use(text: str, one: str, other: str) -> None:
    said = of_kind(text, K.NAME)
    assert said.about[0].exact.endswith(one)
    assert said.about[1].exact == other
