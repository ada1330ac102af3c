"""Which documents are worth asking a model about: those whose words speak of an asset and of harm."""

from tutela.language.sentences import split
from tutela.language.vocabulary import vocabulary
from tutela.language.word_packs import word_pack
from tutela.model.documents import Document
from tutela.reading.screen import screen


def admitted(document: Document) -> bool:
    """Whether the screen admits a document; one in a language without any words is always asked about."""
    language = document.tongue
    if vocabulary(language) is not None:
        return bool(screen(document.text, split(document.text, language), language))
    pack = word_pack(language)
    if pack is None:
        return bool(document.text.strip())
    meanings = {hit.meaning.split("/")[0] for hit in pack.find(pack.tokens(document.text))}
    return {"assets", "harm"} <= meanings
