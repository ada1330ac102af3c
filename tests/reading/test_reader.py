import pytest
from reading_documents import document

from tutela.reading.reader import Reader


def told(reader: Reader, text: str) -> set[tuple[str, str]]:
    return {(claim.asset.exact, claim.harm.value) for claim in reader.read(document(text)).claims}


@pytest.mark.parametrize(
    ("text", "asset", "harm"),
    [
        ("Shells destroyed the Church of St George on Friday.", "Church of St George", "destroyed"),
        ("The Khan Mosque was badly damaged in an air strike, residents said.", "Khan Mosque", "damaged"),
        ("Militants looted the Regional Museum and took away its coins.", "Regional Museum", "looted"),
        ("Vandals desecrated the Jewish cemetery in the night.", "Jewish cemetery", "desecrated"),
        ("A rocket reduced the old library to rubble.", "old library", "destroyed"),
    ],
)
def test_a_plain_sentence_is_a_claim(reader: Reader, text: str, asset: str, harm: str) -> None:
    assert (asset, harm) in told(reader, text)


@pytest.mark.parametrize(
    "text",
    [
        "Shareholder value was destroyed by the merger of the two banks.",
        "The president met the ambassador and discussed trade.",
        "Heritage must be protected, the ministry said.",
    ],
)
def test_what_is_no_harm_to_an_asset_is_no_claim(reader: Reader, text: str) -> None:
    assert told(reader, text) == set()


def test_a_language_without_a_pack_gives_an_empty_reading(reader: Reader) -> None:
    assert reader.read(document("Kirkko tuhoutui pommituksessa.", language="fi")).claims == ()
