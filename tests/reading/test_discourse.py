from reading_documents import document

from tutela.reading.reader import Reader

TEXT = (
    "The Church of St Nina stands in Orva. Shells struck the town on Monday. "
    "The church was badly damaged. It was destroyed by fire a week later."
)


def test_later_mentions_go_back_to_the_fullest_name(reader: Reader) -> None:
    claims = reader.read(document(TEXT)).claims
    assert {claim.asset.exact for claim in claims} == {"Church of St Nina"}
    assert {claim.mention.exact for claim in claims if claim.mention} <= {"church", "It"}
    assert "church" in {claim.mention.exact for claim in claims if claim.mention}


def test_two_churches_stay_apart(reader: Reader) -> None:
    text = "The Church of St Nina was destroyed. The Church of St Ana was destroyed too."
    assert {claim.asset.exact for claim in reader.read(document(text)).claims} == {
        "Church of St Nina",
        "Church of St Ana",
    }


def test_a_statement_told_twice_is_one_claim_with_both_passages(reader: Reader) -> None:
    text = "Khan Mosque destroyed in raid\n\nThe Khan Mosque was destroyed on Friday, residents said."
    claims = [claim for claim in reader.read(document(text)).claims if claim.harm.value == "destroyed"]
    assert [len(claim.passages) for claim in claims] == [2]


def test_an_entry_names_what_its_next_sentence_tells(reader: Reader) -> None:
    text = "1. Church of St Ana, 14th century. Burned to the walls.\n\n2. Khan Mosque, in Orva. Destroyed by fire."
    assert {claim.asset.exact for claim in reader.read(document(text)).claims} == {"Church of St Ana", "Khan Mosque"}


def test_hundreds_more_are_a_group_of_their_own(reader: Reader) -> None:
    text = "Six old churches were destroyed by shelling. Hundreds more were damaged."
    told = {(claim.asset.exact, claim.harm.value) for claim in reader.read(document(text)).claims}
    assert told == {("Six old churches", "destroyed"), ("Hundreds more", "damaged")}


def test_a_general_phrase_restates_what_was_named(reader: Reader) -> None:
    text = "The army destroyed old churches, objects of special cultural value, in the region."
    assert {claim.asset.exact for claim in reader.read(document(text)).claims} == {"old churches"}
