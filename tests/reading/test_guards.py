from parsed import scanned


def test_signs_of_antiquity_and_nature_are_seen() -> None:
    assert scanned("The Crusaders burned the mosque in 1099.").signs["antiquity"]
    assert scanned("An earthquake destroyed the mosque.").signs["nature"]
