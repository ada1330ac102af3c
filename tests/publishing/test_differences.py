"""How one incident was told by several documents: what differs, what changed on the way, what must not be shown."""

import dataclasses
import itertools
from xml.etree import ElementTree

import pytest
from publishing.pages import Page
from publishing.writing import Told, asset, case, document

from tutela.incidents.drift import drift_of
from tutela.model.casefile import CaseFile
from tutela.model.claims import Certainty, Claim, Harm, Quantity
from tutela.model.documents import Finding
from tutela.model.incidents import ChainEdge, EdgeKind
from tutela.model.passages import Passage
from tutela.model.times import Period
from tutela.publishing.contents import Contents, contents
from tutela.publishing.differences import Aspect, Difference, difference_said, differences
from tutela.publishing.dossier import page
from tutela.publishing.drift import drift_in_words
from tutela.publishing.drift_path import draw_drift
from tutela.publishing.gate import release

SVG = "{http://www.w3.org/2000/svg}"

SENTENCES = (
    "Up to 60 percent of the stones of Old Cemetery may be broken, a clerk said.",
    "At least 60 percent of the stones of Old Cemetery were broken, a daily writes.",
    "Old Cemetery was destroyed by the Northlanders.",
)


def three_tellings() -> CaseFile:
    """A clerk's cautious figure, a paper that hardens it, a page that drops it and names somebody."""
    told = [Told(sentence, 0, "Old Cemetery") for sentence in SENTENCES]
    papers = [
        dataclasses.replace(document(f"paper {number}", [item]), published=Finding(f"2023-05-0{number}", "stated"))
        for number, item in enumerate(told, 1)
    ]
    made = case([asset("Old Cemetery")], [(paper, [item]) for paper, item in zip(papers, told, strict=True)])
    first, second, third = made.claims
    claims = (
        dataclasses.replace(
            first,
            certainty=Certainty.HEDGED,
            certainty_cue=words(made, first, "may"),
            extent=Quantity(None, 60.0, words(made, first, "60 percent"), "percent"),
        ),
        dataclasses.replace(second, extent=Quantity(60.0, None, words(made, second, "60 percent"), "percent")),
        dataclasses.replace(third, harm=Harm.DESTROYED, actor=words(made, third, "Northlanders")),
    )
    chain = tuple(
        ChainEdge(later.id, earlier.id, EdgeKind.CITES, 0.9, "names it")
        for earlier, later in itertools.pairwise(papers)
    )
    incident = dataclasses.replace(made.incidents[0], chain=chain, harms=(Harm.DESTROYED, Harm.DAMAGED))
    return told_on(dataclasses.replace(made, claims=claims, incidents=(incident,)))


def told_on(made: CaseFile) -> CaseFile:
    """The case with what changed from text to text, as gathering would tell it."""
    (incident,) = made.incidents
    drift = drift_of(made.claims, made.documents, incident.denials, incident.chain)
    return dataclasses.replace(made, incidents=(dataclasses.replace(incident, drift=drift),))


def words(made: CaseFile, claim: Claim, text: str) -> Passage:
    source = next(item for item in made.documents if item.id == claim.document)
    start = source.text.index(text)
    return source.passage(start, start + len(text))


def found(made: CaseFile) -> tuple[Contents, dict[Aspect, Difference]]:
    held = contents(release(made))
    return held, {item.aspect: item for item in differences(held, held.incidents[0])}


def test_a_number_that_drifts_is_shown_from_text_to_text() -> None:
    held, differing = found(three_tellings())
    share = differing[Aspect.SHARE]
    assert difference_said(held, share) == "at most 60 percent (D1), at least 60 percent (D2), no share (D3)"
    assert list(drift_in_words(held, held.incidents[0]))[:2] == [
        "D1 to D2 (names it as its source): at most 60 percent became at least 60 percent: "
        "the number stayed, its bound turned",
        "D1 to D2 (names it as its source): what was said with reserve (“may”) lost its reserve and is stated as fact",
    ]
    assert share.versions[0].words and share.versions[0].words.exact == "60 percent"


@pytest.mark.parametrize(
    ("aspect", "said"),
    [
        (Aspect.CERTAINTY, "said with reserve (“may”) (D1), stated as fact (D2, D3)"),
        (Aspect.HARM, "damaged (D1, D2), destroyed (D3)"),
        (Aspect.ACTOR, "“Northlanders” (D3), nobody (D1, D2)"),
    ],
)
def test_hedges_harms_and_blame_that_change_are_shown(aspect: Aspect, said: str) -> None:
    held, differing = found(three_tellings())
    assert difference_said(held, differing[aspect]) == said


def test_the_page_sets_both_passages_side_by_side() -> None:
    html = page(release(three_tellings()))
    section = html[html.index("How it was told") : html.index("What is said")]
    assert "Up to <mark>60 percent</mark> of the stones" in section
    assert "At least <mark>60 percent</mark> of the stones" in section
    text = Page(html).text
    assert "which of them is right is not said here" in text
    assert "to D2 A daily, 2 May 2023 (names it as its source)" in " ".join(text.split())
    assert "a bound turned: at most 60 percent became at least 60 percent: the number stayed" in " ".join(text.split())


def test_every_change_stands_in_the_drift_path_in_words_and_as_a_sign() -> None:
    held = contents(release(three_tellings()))
    picture = str(draw_drift(held, held.incidents[0]))
    texts = " ".join("".join(node.itertext()) for node in ElementTree.fromstring(picture).iter(f"{SVG}text"))
    for drift in held.incidents[0].drift:
        assert drift.sentence in texts
        assert f'class="mark {drift.kind}"' in picture
    for number in ("D1", "D2", "D3"):
        assert f"{number} A daily" in texts
    assert "way-cites" in picture and "names the other as its source" in texts
    assert draw_drift(held, dataclasses.replace(held.incidents[0], drift=())) is None


def test_documents_that_agree_and_one_document_alone_have_no_such_section() -> None:
    made = three_tellings()
    plain = {"certainty": Certainty.ASSERTED, "certainty_cue": None, "extent": None, "actor": None}
    same = tuple(dataclasses.replace(claim, harm=Harm.DAMAGED, **plain) for claim in made.claims)  # type: ignore[arg-type]
    assert found(told_on(dataclasses.replace(made, claims=same)))[1] == {}
    alone = dataclasses.replace(made.incidents[0], claims=made.incidents[0].claims[:1], drift=())
    assert found(dataclasses.replace(made, claims=made.claims[:1], links=made.links[:1], incidents=(alone,)))[1] == {}


@pytest.mark.parametrize(
    ("second", "note"), [("2023-05-02", "overlap"), ("2023-06-02", "exclude one another")]
)  # fmt: skip
def test_times_are_compared_as_stretches(second: str, note: str) -> None:
    made = three_tellings()
    times = (Period("2023-05", "2023-05"), Period(second, second), Period("2023-05", "2023-05"))
    claims = tuple(dataclasses.replace(claim, time=time) for claim, time in zip(made.claims, times, strict=True))
    _, differing = found(told_on(dataclasses.replace(made, claims=claims)))
    assert note in differing[Aspect.TIME].note


def test_a_denial_is_shown_as_one_and_is_no_version_of_the_harm() -> None:
    made = three_tellings()
    denial = dataclasses.replace(made.claims[2], certainty=Certainty.DENIED, extent=made.claims[1].extent)
    incident = dataclasses.replace(made.incidents[0], denials=(denial.id,))
    held, differing = found(
        told_on(dataclasses.replace(made, claims=(*made.claims[:2], denial), incidents=(incident,)))
    )
    assert Aspect.HARM not in differing
    assert "“Northlanders”, denied (D3)" in difference_said(held, differing[Aspect.ACTOR])


def test_nothing_withheld_is_told_by_a_difference() -> None:
    """The restricted site's name, village and position stand nowhere, and a masked number is no number."""
    made = three_tellings()
    hidden = asset("Secret Chapel", at=(39.1234, 46.5678), settlements=("Hiddenham",))
    told = Told("Secret Chapel at Hiddenham (39.1234, 46.5678) was hit by the Northlanders, too.", 0, "Secret Chapel")
    text = f"{made.documents[2].text} {told.sentence}"
    third = dataclasses.replace(made.documents[2], text=text)
    claims = (*made.claims[:2], dataclasses.replace(made.claims[2], actor=None))
    restricted = dataclasses.replace(
        made,
        documents=(*made.documents[:2], third),
        claims=claims,
        assets=(*made.assets, hidden),
        restricted=frozenset({hidden.id}),
    )
    html = page(release(told_on(restricted)))
    assert "How it was told" in html and "no share" in html
    for form in ("Secret", "Chapel", "Hiddenham", "39.12", "46.56"):
        assert form not in html


def test_parties_swapped_in_the_words_are_swapped_in_the_differences() -> None:
    made = three_tellings()
    held, one = found(made)
    text = SENTENCES[2].replace("Northlanders", "Southlanders")
    other = dataclasses.replace(made.documents[2], text=text)
    swapped_claim = dataclasses.replace(
        made.claims[2],
        quote=other.passage(0, len(text)),
        passages=(other.passage(0, len(text)),),
        actor=other.passage(text.index("South"), text.index("South") + len("Southlanders")),
    )
    swapped = dataclasses.replace(
        made, documents=(*made.documents[:2], other), claims=(*made.claims[:2], swapped_claim)
    )
    held_too, two = found(told_on(swapped))
    said = [difference_said(held, item).replace("North", "South") for item in one.values()]
    assert said == [difference_said(held_too, item) for item in two.values()]
