"""Small stories told by several invented papers, as records."""

from collections.abc import Mapping, Sequence

from tutela.incidents import gather_incidents
from tutela.language.places import default_gazetteer
from tutela.linking import link_claims
from tutela.model.claims import Claim
from tutela.model.documents import Document, Finding, Publisher
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.rulings import Pair
from tutela.sources.given_claims import claims_from_json


class NoInventory:
    """An inventory that holds nothing."""

    def candidates(self, words: str, places: Sequence[str]) -> Sequence[Asset]:
        return ()

    def get(self, asset: str) -> Asset | None:
        return None


def document(name: str, publisher: str, published: str, text: str, language: str = "en") -> Document:
    return Document(
        id=Document.make_id(name, "0" * 64),
        name=name,
        text=text,
        sha256="0" * 64,
        publisher=Finding(publisher, "stated"),
        published=Finding(published, "stated"),
        language=Finding(language, "stated"),
    )


def claims_of(told: Document, *items: Mapping[str, object]) -> tuple[Claim, ...]:
    """Claims from short items; the quote is the sentence that holds the asset words unless given."""
    full = []
    for item in items:
        words = str(item["asset"])
        quote = item.get("quote") or next(line for line in told.text.split("\n") if words in line)
        full.append({"asset_type": "church", "harm": "damaged", **item, "quote": quote})
    claims = claims_from_json(told, full)
    assert len(claims) == len(items)
    return claims


def gathered(
    stories: Sequence[tuple[Document, tuple[Claim, ...]]],
    publishers: Sequence[Publisher] = (),
    pairs: Sequence[Pair] = (),
) -> tuple[Incident, ...]:
    documents = [told for told, _ in stories]
    claims = [claim for _, told in stories for claim in told]
    links = link_claims(claims, documents, NoInventory(), default_gazetteer())
    return gather_incidents(documents, claims, links, (), publishers, pairs)


def gathered_as_ruled(stories: Sequence[tuple[Document, tuple[Claim, ...]]], *pairs: Pair) -> tuple[Incident, ...]:
    return gathered(stories, (), pairs)


PROSECUTOR = "Office of the Prosecutor General of Armenia"


def shelling() -> list[tuple[Document, tuple[Claim, ...]]]:
    """Two papers relay one prosecutor; a third sent its own reporter; the accused ministry denies."""
    first = document(
        "first",
        "Morning Post",
        "2020-10-09",
        f"The Church of Saint Oskan in Shushi was shelled on 8 October, the {PROSECUTOR} said.\n",
    )
    second = document(
        "second",
        "Evening Post",
        "2020-10-10",
        f"Shells hit the Church of Saint Oskan in Shushi on 8 October.\nThis was told by the {PROSECUTOR}.\n",
    )
    third = document(
        "third",
        "Weekly Mirror",
        "2020-10-12",
        "Our reporter saw the hole that the shelling of 8 October left in the Church of Saint Oskan in Shushi.\n"
        "The Ministry of Defence of Azerbaijan denied that its guns hit the Church of Saint Oskan.\n",
    )
    day = {"start": "2020-10-08", "end": "2020-10-08", "places": ["Shushi"], "means": ["artillery"]}
    church = {"asset": "Church of Saint Oskan", **day}
    denial = {
        **church,
        "quote": "The Ministry of Defence of Azerbaijan denied that its guns hit the Church of Saint Oskan.",
        "attribution": ["Ministry of Defence of Azerbaijan"],
        "certainty": "denied",
    }
    return [
        (first, claims_of(first, {**church, "attribution": [PROSECUTOR]})),
        (second, claims_of(second, {**church, "attribution": [PROSECUTOR]})),
        (third, claims_of(third, {**church, "evidence": ["inspection"]}, denial)),
    ]
