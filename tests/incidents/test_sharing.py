"""What texts share joins their origins: quotations, pictures they show, errors."""

from dataclasses import replace

from tests.incidents.stories import claims_of, document
from tutela.incidents.attributions import sources_of
from tutela.incidents.gathering import gather_incidents
from tutela.incidents.origins import compare
from tutela.incidents.sharing import with_shared
from tutela.incidents.sourcing import Source
from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.incidents import EdgeKind, OriginKind
from tutela.model.links import Link, LinkVerdict
from tutela.model.media import Frame, Medium

SAID = "“We kept no troops in the old town, and thirty people can confirm it,” {who} said."


def told(name: str, text: str, **more: object) -> tuple[Document, Claim]:
    paper = document(name, f"{name.title()} Post", "2020-10-09", text)
    (claim,) = claims_of(paper, {"asset": "Saint Oskan Church", "places": ["Shushi"], **more})
    return paper, claim


def shared(*stories: tuple[Document, Claim], media: dict[str, list[Medium]] | None = None) -> list[Source]:
    papers, claims = [paper for paper, _ in stories], [claim for _, claim in stories]
    sources = sources_of(claims, papers, {}, ())
    found = with_shared([sources[claim.id] for claim in claims], (), media)
    return [found[claim.id] for claim in claims]


def signals(one: Source, other: Source) -> set[str]:
    return {reason.signal for reason in compare(one, other)}


def test_claims_told_with_one_quotation_are_joined_and_others_of_the_texts_are_not() -> None:
    first = told("morning", f"Saint Oskan Church in Shushi was hit. {SAID.format(who='Arman Davtyan')}\n")
    second = told("evening", f"Guns struck Saint Oskan Church in Shushi. {SAID.format(who='the mayor')}\n")
    far = told("weekly", "Saint Oskan Church in Shushi was hit.\n" + "x " * 150 + SAID.format(who="the mayor") + "\n")
    a, b, c = shared(first, second, far)
    assert "same_quotation" in signals(a, b)
    assert "same_quotation" not in signals(a, c)


def picture(paper: Document, name: str, bits: str) -> Medium:
    return Medium.of(paper.id, name, name, "video/mp4", (Frame((bits * 16,), 90), Frame((bits * 16,), 90, 2.0)))


def test_one_video_shown_by_two_papers_is_one_origin_of_the_kind_video() -> None:
    stories = [
        told("morning", "A video shows Saint Oskan Church in Shushi hit on 8 October.\n", evidence=["video"]),
        told("evening", "Saint Oskan Church in Shushi lies in ruins, as footage makes plain.\n", evidence=["video"]),
    ]
    link = [Link(f"lnk_{claim.id}", claim.id, "ast_1", LinkVerdict.LINKED, 1.0, (), ()) for _, claim in stories]
    media = [picture(paper, f"{paper.name}.mp4", "00ff") for paper, _ in stories]
    papers, claims = [paper for paper, _ in stories], [claim for _, claim in stories]
    (incident,) = gather_incidents(papers, claims, link, (), (), (), media)
    (origin,) = incident.origins
    assert origin.kind is OriginKind.VIDEO
    assert {edge.kind for edge in incident.chain} == {EdgeKind.EMBEDS}
    others = [replace(media[0], id="med_x"), picture(papers[1], "other.mp4", "f00f")]
    (apart,) = gather_incidents(papers, claims, link, (), (), (), others)
    assert not apart.chain


def test_a_picture_beside_the_words_of_two_offices_joins_nobody() -> None:
    stories = [
        told(
            "morning",
            "The Ministry of Culture said that Saint Oskan Church in Shushi was hit.\n",
            attribution=["Ministry of Culture"],
        ),
        told(
            "evening",
            "The mayor of Gandzak said that Saint Oskan Church in Shushi was hit.\n",
            attribution=["mayor of Gandzak"],
        ),
    ]
    media = {paper.id: [picture(paper, "one.mp4", "00ff")] for paper, _ in stories}
    a, b = shared(*stories, media=media)
    assert "shown_medium" not in signals(a, b)


def test_one_wrong_day_in_two_texts_of_many_joins_them() -> None:
    def on(name: str, day: str) -> tuple[Document, Claim]:
        return told(name, "Saint Oskan Church in Shushi was hit.\n", start=day, end=day)

    stories = [on(name, "2020-10-08") for name in ("a", "b", "c")] + [on(name, "2020-10-18") for name in ("x", "y")]
    *right, x, y = shared(*stories)
    assert "shared_error" in signals(x, y)
    assert "shared_error" not in signals(right[0], right[1]) | signals(right[0], x)
