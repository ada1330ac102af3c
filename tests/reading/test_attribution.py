import pytest
from slot_contexts import context_of

from tutela.model.claims import SpeakerKind
from tutela.reading.attribution import chain


def names(text, harm, asset, **about):
    return [speaker.words.exact for speaker in chain(context_of(text, harm, asset, **about))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Residents said the mosque was destroyed.", ["Residents"]),
        ("The mosque was destroyed, officials said.", ["officials"]),
        ("According to UNESCO, the mosque was destroyed.", ["UNESCO"]),
        ("The mosque was destroyed, according to the regional prosecutor.", ["regional prosecutor"]),
        ("The mosque was destroyed on Friday, the Guardian reports.", ["Guardian"]),
        ("The mosque was destroyed, a caretaker told Reuters.", ["caretaker", "Reuters"]),
        (
            "Reuters reported, citing the ministry of culture, that the mosque was destroyed.",
            ["ministry of culture", "Reuters"],
        ),
        ("UNESCO has verified that the mosque was destroyed.", ["UNESCO"]),
        ("The army denied that the mosque was destroyed.", ["army"]),
        ("By their account the mosque was destroyed.", []),
    ],
)
def test_a_speaker_in_the_sentence(text, expected):
    assert names(text, "destroyed", "mosque") == expected


@pytest.mark.parametrize(
    "text",
    [
        "The mosque was destroyed on Friday.",
        "After the mosque was destroyed, the minister said that prices would rise.",
        "A video shows that the mosque was destroyed.",
        "The mosque was destroyed; the mayor said on Monday that roads were open.",
    ],
)
def test_the_documents_own_voice_has_no_speaker(text):
    assert names(text, "destroyed", "mosque") == []


def test_a_pronoun_goes_back_to_the_name_told_before():
    text = "Oksana Hnatiuk said the town was shelled. She said the church was destroyed."
    assert names(text, "destroyed", "church") == ["Oksana Hnatiuk"]


def test_a_surname_goes_back_to_the_full_name():
    text = "Petro Savchuk, the caretaker, was asleep.\nSavchuk said the church was destroyed."
    assert names(text, "destroyed", "church") == ["Petro Savchuk"]


def test_a_quotation_over_sentences_keeps_its_speaker():
    text = '"It was a bad night. The church was destroyed," the priest said.'
    assert names(text, "destroyed", "church") == ["priest"]


def test_the_publisher_is_never_listed():
    text = "The church was destroyed, Daily Lantern reports."
    assert names(text, "destroyed", "church", publisher="Daily Lantern") == []
    assert names(text, "destroyed", "church", publisher="Evening Star (Daily Lantern)") == ["Daily Lantern"]


def test_a_platform_is_the_relay_of_its_recording():
    assert names("A video posted on TikTok shows that the church was destroyed.", "destroyed", "church") == ["TikTok"]


def test_a_conviction_rests_on_the_court():
    text = "The tribunal met in May. He was convicted of destroying the library. The Special Criminal Tribunal will sit again."
    assert names(text, "destroying", "library") == ["Special Criminal Tribunal"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Residents said the mosque was destroyed.", SpeakerKind.WITNESS),
        ("The culture ministry said the mosque was destroyed.", SpeakerKind.OFFICIAL),
        ("Reuters said the mosque was destroyed.", SpeakerKind.AGENCY),
        ("UNESCO said the mosque was destroyed.", SpeakerKind.ORGANISATION),
        ("The BBC said the mosque was destroyed.", SpeakerKind.OUTLET),
        ("The governor, Ivan Melnyk, said the mosque was destroyed.", SpeakerKind.OFFICIAL),
    ],
)
def test_kinds_of_speakers(text, kind):
    assert [speaker.kind for speaker in chain(context_of(text, "destroyed", "mosque"))] == [kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mosque was destroyed, the mayor told Agence France-Presse.", ["mayor", "Agence France-Presse"]),
        ("A paper by the state-run Armenpress says that the mosque was destroyed.", ["Armenpress"]),
        ("The mosque was destroyed, the U.N. agency says. Experts said so before.", ["U.N. agency"]),
        (
            "The mosque was destroyed, officials with Relief International said.",
            ["officials with Relief International"],
        ),
        (
            "The mosque was destroyed, the Tidings reports, referring to the emergency service.",
            ["emergency service", "Tidings"],
        ),
        (
            "The paper carried a statement by the Office of the Prosecutor, according to which the mosque was destroyed.",
            ["Office of the Prosecutor"],
        ),
    ],
)
def test_the_whole_name_of_a_speaker(text, expected):
    assert set(names(text, "destroyed", "mosque")) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "The footage of the day was shared, adding to anger that the mosque was destroyed.",
        "According to the recording, the mosque was destroyed.",
    ],
)
def test_what_shows_or_adds_to_something_is_no_speaker(text):
    assert names(text, "destroyed", "mosque") == []


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ("The list was compiled by the Diocese of Raska.", ["Diocese of Raska"]),
        ("The verified list from UNESCO and UNOSAT covers:", ["UNESCO", "UNOSAT"]),
        ("The Diocese of Raska has corrected the list.", ["Diocese of Raska"]),
        ("The list is long.", []),
    ],
)
def test_who_drew_up_a_list_tells_its_rows(over, expected):
    assert names(f"{over}\n- The mosque in Zeta: destroyed", "destroyed", "mosque") == expected
    assert names(f"{over}\nThe mosque in Zeta was destroyed.", "destroyed", "mosque") == []


@pytest.mark.parametrize(
    ("text", "harm", "asset", "expected"),
    [
        ("The trial chamber was satisfied that six palaces had been destroyed.", "destroyed", "palaces", ["trial chamber"]),
        ("Heritage for Peace, a group of volunteers, has put at more than 100 the number of landmarks hit since the war began.", "hit",
         "landmarks", ["Heritage for Peace"]),
        ("UNESCO's own list of sites with damage had reached 270 by then.", "damage", "sites", ["UNESCO"]),
        ("Those in charge of the site warn that the tower may collapse.", "collapse", "tower", ["Those in charge of the site"]),
        ("Militia have destroyed the museum in the village, the head of the district, Oleh Bilyk, wrote on Telegram.",
         "destroyed", "museum", ["Oleh Bilyk"]),
        ("Heritage Watch, a research group based at two universities, established from satellite imagery that the church was destroyed.",
         "destroyed", "church", ["Heritage Watch"]),
        ("The colonel has it on good authority, he tells me, that the church was destroyed.", "destroyed", "church",
         ["colonel"]),
    ],
)  # fmt: skip
def test_other_ways_of_saying(text, harm, asset, expected):
    assert names(text, harm, asset) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two UNESCO staff had been sent to the town. The survey that they compiled was long. It recorded that the church "
         "was destroyed.", ["Two UNESCO staff"]),
        ("The mayor of Tyr, Ali Haddad, was on the radio. The church was destroyed, the mayor said.", ["Ali Haddad"]),
        ("The church was destroyed, the governor said. Bashir Khoury, governor of the district, asked for help.",
         ["Bashir Khoury"]),
        ("UNESCO met in Paris. The church was destroyed, the United Nations' cultural agency said.", ["UNESCO"]),
        ("Gaza's ministry of tourism and antiquities spoke of losses. The same ministry reported that the church was "
         "destroyed.", ["Gaza's ministry of tourism and antiquities"]),
        ("The Palestinian news agency WAFA filmed it. In 1917 guns destroyed the church, the agency adds.", ["WAFA"]),
    ],
)  # fmt: skip
def test_descriptions_go_back_to_whoever_the_text_names(text, expected):
    assert names(text, "destroyed", "church") == expected


def test_a_body_that_the_text_does_not_name_keeps_its_description():
    assert names("The church was destroyed, the cultural agency said.", "destroyed", "church") == ["cultural agency"]


def test_the_heritage_list_tells_nothing():
    text = "The court sentenced him for the shelling of the town, which is on UNESCO's list of sites."
    assert "UNESCO" not in names(text, "shelling", "town")


def test_a_ministry_is_no_organisation_named_before():
    text = "UNESCO said it had recorded damage. The ministry denied that its troops destroyed the church."
    assert names(text, "destroyed", "church") == ["ministry"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen burned the mosque that stood in the loft, a chief and a missionary said.", ["chief", "missionary"]),
        ("The dome of the mosque burned, the directorate remarks.", ["directorate"]),
        ("Thirteen crates of books burned in the mosque during the fighting of 1993, the museum said.", ["museum"]),
        ("The mosque burned and little was left but the walls, the regional governor said.", ["regional governor"]),
        ("The mosque burned, Oleh Bilyk, the deputy head of the office, reported.", ["Oleh Bilyk"]),
        (
            'The militants, who are known as "the youths", burned two churches and the mosque, a priest told Catholic radio.',
            ["priest", "Catholic radio"],
        ),
    ],
)
def test_whoever_closes_the_sentence_tells_it(text, expected):
    assert names(text, "burned", "mosque") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to the antiquities service, the gate stands; the mosque was destroyed.", ["antiquities service"]),
        (
            "The gate fell and the mosque was destroyed, according to a deacon who said he swept up flakes of blue.",
            ["deacon"],
        ),
        ("UNESCO, which keeps a list, had in May verified that the mosque was destroyed.", ["UNESCO"]),
        (
            "Officials at the foreign ministry report that the mosque was destroyed.",
            ["Officials at the foreign ministry"],
        ),
        ("Witnesses told Frontier Rights Watch that the mosque was destroyed.", ["Witnesses", "Frontier Rights Watch"]),
        ("A spokesman told state television that the mosque was destroyed.", ["spokesman", "state television"]),
        ("According to the records, the mosque was destroyed.", []),
    ],
)
def test_how_far_a_speaker_reaches(text, expected):
    assert names(text, "destroyed", "mosque") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TOLMIR, July 30 - Police said on Friday the mosque was destroyed.", ["Police"]),
        ("The gate stands.\n13:05 A librarian reached by phone: the mosque is destroyed.", ["librarian"]),
        ("CLAIM: It fell.\n\nRATING: False, the mosque was not destroyed.", []),
    ],
)
def test_datelines_times_and_labels_of_a_report(text, expected):
    assert names(text, "destroyed", "mosque") == expected


def test_a_name_before_a_colon_and_a_quotation_speaks():
    assert names('The ministry: "The church was destroyed in clashes."', "destroyed", "church") == ["ministry"]


def test_a_body_with_a_description_of_its_own_is_no_other_told_before():
    text = "UNESCO met in Paris. The church was destroyed, according to the provincial culture department."
    assert names(text, "destroyed", "church") == ["provincial culture department"]
    text = "The culture minister spoke first. The church was destroyed, the ministry said."
    assert names(text, "destroyed", "church") == ["ministry"]


def test_who_sent_a_picture_tells_what_it_shows():
    assert "villager" in names(
        "Pictures sent by a villager appear to show the church destroyed.", "destroyed", "church"
    )
