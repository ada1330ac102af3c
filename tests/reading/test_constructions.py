"""Each construction that English reading promises, on sentences of its own, through the public reader."""

import pytest
from reading_documents import document

from tutela.reading.reader import Reader

ARGUMENTS = [
    ("Rioters stormed, looted and burned the priory of St Odo.", "looted", "priory of St Odo"),
    ("The priory and the mill museum were shelled.", "damaged", "mill museum"),
    ("The mosque was shelled and later burned to the ground.", "destroyed", "mosque"),
    ("The temple destroyed by the militants stood on a hill above Sarab.", "destroyed", "temple"),
    ("Having been hit by two rockets, the synagogue of Orsa caught fire.", "damaged", "synagogue of Orsa"),
    ("The basilica suffered extensive damage in the raid.", "damaged", "basilica"),
    ("An air strike caused severe damage to the caravanserai of Nur.", "damaged", "caravanserai of Nur"),
    ("Soldiers stripped the seminary of its books.", "looted", "seminary"),
    ("The damage to the Orlan Mosque is considerable.", "damaged", "Orlan Mosque"),
    ("The monastery came under fire on Sunday.", "damaged", "monastery"),
    ("They left the museum in ruins.", "destroyed", "museum"),
    ("Shells reduced the opera house to rubble.", "destroyed", "opera house"),
]
POLARITY = [
    ("Not one of the town's churches has been hit.", "intact", "town's churches"),
    ("Neither the museum nor the theatre was damaged.", "intact", "museum"),
    ("The cemetery was not spared either.", "damaged", "cemetery"),
    ("No harm to the mausoleum could be seen.", "intact", "mausoleum"),
    ("The town hall could not be saved and perished in the fire.", "destroyed", "town hall"),
    ("The mosque did not survive the night.", "destroyed", "mosque"),
    ("Nobody disputes that the palace was gutted.", "destroyed", "palace"),
]
STATE = [
    ("Part of the abbey was destroyed.", "damaged", "Part of the abbey"),
    ("The museum was partly destroyed by a missile.", "damaged", "museum"),
    ("At least 30 churches were destroyed or damaged.", "damaged", "30 churches"),
    ("The archive burned to the ground.", "destroyed", "archive"),
    ("The theatre was not completely destroyed.", "damaged", "theatre"),
    ("Only the apse of the priory is left standing.", "destroyed", "apse of the priory"),
    ("Treasure hunters dug up the mound at Kell.", "looted", "mound"),
    ("Nothing is left of the chapel of St Ana.", "destroyed", "chapel of St Ana"),
    ("The fort no longer exists, a shepherd said.", "destroyed", "fort"),
]
SPANS = [
    ("Shelling destroyed the dome of the church of St Blaise.", "destroyed", "dome of the church of St Blaise"),
    ("The church of St. Anthony the Hermit in Orlan was razed.", "destroyed", "church of St. Anthony the Hermit"),
    ("The Church of Saints Peter and Paul was destroyed by shells.", "destroyed", "Church of Saints Peter and Paul"),
    ('Looters stole the painting "Night over Sarvan" from a flat.', "looted", 'painting "Night over Sarvan"'),
]
RARE = [
    ("Looters dug hundreds of pits at the site of Tell Umar.", "looted", "site of Tell Umar"),
    ("Gold coins stolen from the museum were offered for sale in Basel.", "trafficked", "Gold coins"),
    ("Slogans were sprayed on the gravestones of the cemetery.", "desecrated", "gravestones of the cemetery"),
    ("The Greek church was turned into a restaurant.", "altered", "Greek church"),
    ("Troops are using the monastery as a barracks.", "occupied", "monastery"),
    ("The bridge is at risk of collapse after the bombing.", "threatened", "bridge"),
    ("The minaret is still standing.", "intact", "minaret"),
]
BOUND = [
    ("Fighters slept between the graves of the old cemetery.", "occupied", "graves of the old cemetery"),
    ("A mortar crew was stationed on the roof of the archive.", "occupied", "roof of the archive"),
    ("Howitzers were emplaced in the courtyard of the citadel.", "occupied", "courtyard of the citadel"),
    ("Conscripts sealed off the monastery in June.", "occupied", "monastery"),
    ("The crosses were ground off the gates of the priory.", "altered", "crosses"),
    ("The synagogue now houses a discotheque and a bar.", "altered", "synagogue"),
    ("The council ordered that the cathedral be demolished.", "threatened", "cathedral"),
    ("The basilica is to be torn down next spring.", "threatened", "basilica"),
    ("The governor vowed to raze the mosque.", "threatened", "mosque"),
    ("The quarry is creeping towards the rock carvings of Kell.", "threatened", "rock carvings of Kell"),
    ("The abbey escaped the bombardment.", "intact", "abbey"),
    ("Two rockets missed the cathedral by a few metres.", "intact", "cathedral"),
    ("The manuscripts were locked away in a bank vault for safekeeping.", "intact", "manuscripts"),
    ("A dealer in Basel offered the torso to three museums.", "trafficked", "torso"),
    ("Guards found forty antiquities in a lorry at the border.", "trafficked", "forty antiquities"),
    ("The figurines were flown abroad without papers.", "trafficked", "figurines"),
    ("The papyri found their way to a dealer in Geneva.", "trafficked", "papyri"),
    ("The flames stopped short of the minster.", "intact", "minster"),
    ("The mayor wants the mosque pulled down.", "threatened", "mosque"),
]
DISCOURSE = [
    ("The Sarvan Museum closed in March. It was looted in April.", "looted", "Sarvan Museum"),
    ("Ten mosques were destroyed. Hundreds more were damaged.", "damaged", "Hundreds more"),
    ("3. Debre Sina. The monastery was shelled in May.", "damaged", "Debre Sina"),
    ("[Photo] The gutted library of Sarvan after the air raid.", "destroyed", "gutted library of Sarvan"),
    ("14:05 Shells hit the old town of Orsa.\n14:20 The cathedral is on fire.", "damaged", "cathedral"),
]

DENIED = [
    ("The envoy denied that a synagogue had ever stood in Sarvan.", "synagogue", "envoy"),
    ("There was never a mosque on the hill, the deputy mayor said.", "mosque", "deputy mayor"),
    ("No such chapel ever existed, the council insisted.", "chapel", "council"),
    ("The priory was never Karvonian, the governor told reporters.", "priory", "governor"),
    ("The basilica was not Greek but Albanian, the academy maintained.", "basilica", "academy"),
    ("A party newspaper called the cathedral Greek.", "cathedral", "party newspaper"),
    ("The ministry claims the abbey as its own heritage.", "abbey", "ministry"),
    ("State radio described the monastery as an Udi monument.", "monastery", "State radio"),
    ("The tourist board passes the citadel off as the work of its own people.", "citadel", "tourist board"),
    ("The institute dismissed the khachkars as fakes.", "khachkars", "institute"),
    ("The envoy disputes the origin of the gravestones.", "gravestones", "envoy"),
    ("Officials refuse to acknowledge the Greek origin of the temple.", "temple", "Officials"),
    ("The mausoleum had nothing to do with the Orestans, the governor said.", "mausoleum", "governor"),
    ("The academy attributed the frescoes to the Velians.", "frescoes", "academy"),
    ("The consul said the fort had been built by the Velians and not by the Orestans.", "fort", "consul"),
]
MORE_DENIED = [
    ("The khachkars are Albanian, not Armenian, the governor told visitors.", "khachkars", "governor"),
    ("The envoy said no Armenian had ever been buried in the cemetery.", "cemetery", "envoy"),
]
NO_DENIALS = [
    "The guide called the cathedral beautiful.",
    "Critics described the monastery as a masterpiece.",
    "The castle never existed as a single building, historians say.",
    "The mosque was never rebuilt, the mayor said.",
]
BEFORE = "Fighting went on in the hills, and shells fell on the airport. "


def told(reader: Reader, text: str) -> list[tuple[str, str]]:
    return [(claim.harm.value, claim.asset.exact) for claim in reader.read(document(text)).claims]


@pytest.mark.parametrize(
    ("text", "harm", "asset"),
    [*ARGUMENTS, *POLARITY, *STATE, *SPANS, *RARE, *BOUND, *DISCOURSE],
    ids=lambda value: value[:30],
)
def test_a_construction_is_read(reader: Reader, text: str, harm: str, asset: str) -> None:
    assert (harm, asset) in told(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "The temple was destroyed by the Persians in 480 BC.",
        "An earthquake destroyed the old mosque in Tarsa.",
        "A short circuit started the fire that destroyed the museum.",
        "Museums must be protected from attack.",
        "The stove was placed in the church by the sexton.",
        "The fort changed hands twice in the fighting.",
    ],
)
def test_history_nature_accidents_and_norms_are_no_claims(reader: Reader, text: str) -> None:
    assert told(reader, text) == []


@pytest.mark.parametrize(
    "text",
    ["The army denied having struck the cathedral.", "None of our aircraft bombed the cathedral, the ministry said."],
)
def test_a_denied_deed_is_the_harm_denied(reader: Reader, text: str) -> None:
    (claim,) = reader.read(document(text)).claims
    assert (claim.harm.value, claim.asset.exact, claim.certainty.value) == ("damaged", "cathedral", "denied")


@pytest.mark.parametrize(("text", "asset", "denier"), [*DENIED, *MORE_DENIED], ids=lambda value: value[:30])
def test_a_denied_origin_is_told_of_who_denies_it(reader: Reader, text: str, asset: str, denier: str) -> None:
    (claim,) = reader.read(document(BEFORE + text)).claims
    assert (claim.harm.value, claim.asset.exact, claim.certainty.value) == ("denied", asset, "asserted")
    assert claim.actor is not None
    assert claim.actor.exact == denier
    assert [speaker.words.exact for speaker in claim.attribution] == [denier]


@pytest.mark.parametrize("text", NO_DENIALS)
def test_praise_and_history_deny_no_origin(reader: Reader, text: str) -> None:
    assert all(harm != "denied" for harm, _ in told(reader, BEFORE + text))


def test_later_mentions_are_told_of_the_name(reader: Reader) -> None:
    text = "The Church of St Anna was hit by a shell on Monday. The building has lost its roof. It was built in 1690."
    assert told(reader, text) == [("damaged", "Church of St Anna")]


def test_the_same_statement_twice_is_one_claim_with_both_passages(reader: Reader) -> None:
    text = "Mosque of Tarun blown up\n\nThe mosque of Tarun was blown up on Friday. The blast destroyed the mosque."
    (claim,) = reader.read(document(text)).claims
    assert (claim.harm.value, claim.asset.exact) == ("destroyed", "Mosque of Tarun")
    assert len(claim.passages) >= 2


def test_two_sources_of_one_statement_are_two_claims(reader: Reader) -> None:
    text = "The mosque was blown up, the mayor said. The mosque was blown up on Friday, the UN mission confirmed."
    claims = reader.read(document(text)).claims
    assert [claim.harm.value for claim in claims] == ["destroyed", "destroyed"]
    assert {claim.attribution[0].words.exact for claim in claims} == {"mayor", "UN mission"}


def test_a_part_of_what_was_told_of_is_folded_into_it(reader: Reader) -> None:
    text = "The church of St Vlas was hit by a shell on Friday. Its roof burned. The windows are shattered."
    assert told(reader, text) == [("damaged", "church of St Vlas")]


def test_rows_tell_the_state_of_what_they_name(reader: Reader) -> None:
    text = "State of monuments\n\n- Mill of Kerem: looted\n- Monastery of Dadi - shelled twice\n- Fort Kell: intact"
    assert set(told(reader, text)) == {
        ("looted", "Mill of Kerem"),
        ("damaged", "Monastery of Dadi"),
        ("intact", "Fort Kell"),
    }


def test_a_fragment_is_told_of_the_name_above_it(reader: Reader) -> None:
    text = (
        "Bulletin No. 4\n\nTemple of Tarsa\nRoof burned.\n\nChurch of St Nino, Orsa\nShelled.\n\nFort Kell\nNo damage."
    )
    assert {("damaged", "Temple of Tarsa"), ("damaged", "Church of St Nino")} <= set(told(reader, text))


def test_a_number_stands_for_so_many_of_what_was_told(reader: Reader) -> None:
    text = "Twelve mosques stood in the valley before the war. Nine were destroyed by shelling."
    assert ("destroyed", "Nine") in told(reader, text)


@pytest.mark.parametrize(
    "text", ["Shells destroyed four houses on Monday.", "A missile hit a school and a hospital in Tarsa."]
)
def test_ordinary_houses_are_no_heritage(reader: Reader, text: str) -> None:
    assert told(reader, text) == []


def test_entries_of_a_bulletin_are_read_under_their_headings(reader: Reader) -> None:
    text = "Damage in May:\n- Fort of Kell. Direct hit, north wall down.\n- Museum of Glass. Looted."
    assert set(told(reader, text)) == {("damaged", "Fort of Kell"), ("looted", "Museum of Glass")}
