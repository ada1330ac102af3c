from collections.abc import Mapping

from parsed import words

from tutela.language.sentences import split
from tutela.reading.parsing import parse
from tutela.reading.scanning import scan_all
from tutela.reading.uniting import united


def fullest_names(text: str) -> Mapping[str, str]:
    """Each mention's words -> the fullest name of what it speaks of."""
    sentences = split(text, "en")
    scans, discourse = scan_all(dict(enumerate(parse(text, sentences))), words())
    discourse = united(text, sentences, scans, discourse)

    def wording(index: int, position: int) -> str:
        mention = scans[index].mentions[position]
        return text[slice(*scans[index].sentence.span(mention.first, mention.last))]

    return {wording(*place): wording(*discourse.things[thing].fullest) for place, thing in discourse.of.items()}


def test_an_entry_describes_what_its_heading_names() -> None:
    text = "A list follows.\n\nCherkos, in Wukro. The small church is cut from red rock. It was shelled."
    assert fullest_names(text)["small church"] == "Cherkos"


def test_a_church_with_a_name_of_its_own_is_another_one() -> None:
    text = "A list follows.\n\nCherkos, in Wukro. The Church of Saint Ana stands beside it."
    assert fullest_names(text)["Church of Saint Ana"] == "Church of Saint Ana"


def test_the_battered_cathedral_is_the_one_spoken_of() -> None:
    text = "The Cathedral of Saint Luke was hit. Faithful prayed outside the battered cathedral."
    assert fullest_names(text)["battered cathedral"] == "Cathedral of Saint Luke"
