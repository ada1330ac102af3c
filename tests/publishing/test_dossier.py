import dataclasses
import itertools
import re

import pytest
from publishing import cases
from publishing.pages import Page
from publishing.writing import Told, asset, case, document

from tutela.model.casefile import Assessment, CaseFile
from tutela.model.claims import Certainty, Harm, Support
from tutela.model.incidents import Interest, Origin, OriginCount, OriginKind
from tutela.model.reasons import Reason
from tutela.model.rulings import Ruling, Verdict
from tutela.publishing.contents import contents
from tutela.publishing.dossier import files, page, safe_url, write_dossier
from tutela.publishing.drafts import retold
from tutela.publishing.gate import release
from tutela.publishing.questions import summary, unknowns
from tutela.publishing.wording import origin_kind

MOSQUE = asset(
    "Aghdam Mosque", "Ağdam məscidi", "مسجد جمعه آغدام", at=(39.9931, 46.9308), settlements=("Aghdam", "Ağdam")
)


def small(**changes: object) -> CaseFile:
    told = Told("Aghdam Mosque in Aghdam was damaged, the ministry said.", 0, "Aghdam Mosque", "the ministry", "Aghdam")
    again = Told("Locals say that the mosque was hit.", 0, "the mosque", "Locals")
    one = document("one", ["It rained.", told, "It rained on."], "Mosque hit", "https://news.example/1")
    two = document("two", [again], "On the mosque <b>again</b> & more", "javascript:alert(1)")
    made = case([MOSQUE], [(one, [told]), (two, [again])])
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def corpus_case() -> CaseFile:
    made = cases.about("ghazanch", "kanach", "aghdam", "great-omari", "al-nuri", "transfig")
    if not made.documents:
        pytest.skip("the corpus is not in this checkout")
    return made


@pytest.fixture(params=["small", "corpus"], scope="module")
def dossier(request: pytest.FixtureRequest) -> Page:
    made = small() if request.param == "small" else corpus_case()
    return Page(page(release(made)))


def test_every_element_is_closed_in_order(dossier: Page) -> None:
    assert dossier.faults == []


def test_every_id_is_given_once(dossier: Page) -> None:
    assert len(dossier.ids) == len(set(dossier.ids))


def test_every_inner_link_leads_somewhere(dossier: Page) -> None:
    inner = [link[1:] for link in dossier.links if link.startswith("#")]
    assert inner and set(inner) <= set(dossier.ids)


def test_nothing_is_asked_of_the_network(dossier: Page) -> None:
    assert dossier.sources == []
    assert not any(tag in ("link", "iframe", "img", "object", "embed") for tag, _ in dossier.tags)
    assert not re.search(r"url\((?!#)|@import", dossier.html)
    assert all(link.startswith(("#", "https://", "http://")) for link in dossier.links)


def test_headings_go_down_one_step_at_a_time(dossier: Page) -> None:
    levels = [level for level, _ in dossier.headings]
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))


def test_figures_and_regions_have_names(dossier: Page) -> None:
    for tag, values in dossier.tags:
        if tag == "svg":
            named = {values["aria-labelledby"], values["aria-describedby"]}
            assert named <= set(dossier.ids)
        if values.get("role") == "region":
            assert values["aria-label"]


def test_every_claim_leads_to_its_passage_and_its_words_stand_there() -> None:
    made = small()
    read = Page(page(release(made)))
    for claim in made.claims:
        assert claim.id in read.ids
        assert claim.quote.exact in read.text
        assert f"characters {claim.quote.start}–{claim.quote.end}" in read.text
        assert f"#{claim.document}" in read.links


def test_context_stands_around_the_quote_and_is_told_from_it() -> None:
    html = page(release(small()))
    assert '<span class="around">It rained. </span><mark>Aghdam Mosque in Aghdam was damaged' in html
    assert '</mark><span class="around"> It rained on.</span>' in html


def test_texts_are_escaped_and_addresses_that_run_are_no_links() -> None:
    html = page(release(small()))
    assert "<b>again</b>" not in html and "&lt;b&gt;again&lt;/b&gt;" in html
    assert 'href="javascript' not in html
    assert safe_url("data:text/html,x") == ""


def test_names_keep_language_and_direction() -> None:
    persian = dataclasses.replace(MOSQUE.names[2], language="fa")
    changed = dataclasses.replace(MOSQUE, names=(*MOSQUE.names[:2], persian))
    assert '<span lang="fa" dir="rtl">مسجد جمعه آغدام</span>' in page(release(small(assets=(changed,))))


def test_harm_is_worded_as_said_for_every_harm() -> None:
    made = small()
    for harm in Harm:
        claims = tuple(dataclasses.replace(claim, harm=harm) for claim in made.claims)
        text = Page(page(release(dataclasses.replace(made, claims=claims)))).text
        assert re.search(r"“Aghdam Mosque”: said (to|not to) ", text)


def test_speakers_are_named_with_the_publisher() -> None:
    text = Page(page(release(small()))).text
    assert "Said by “the ministry”, published by A daily on 4 May 2023." in text
    own = tuple(dataclasses.replace(claim, attribution=()) for claim in small().claims)
    assert "Said by A daily in its own voice" in Page(page(release(small(claims=own)))).text


def test_denials_stand_apart() -> None:
    made = small()
    denial = dataclasses.replace(made.claims[1], certainty=Certainty.DENIED)
    incident = dataclasses.replace(made.incidents[0], denials=(denial.id,))
    html = page(release(dataclasses.replace(made, claims=(made.claims[0], denial), incidents=(incident,))))
    assert html.index("Who denies it") < html.index(f'id="{denial.id}"')
    assert html.index(f'id="{made.claims[0].id}"') < html.index("Who denies it")
    assert "The source denies the harm or the responsibility" in html


def test_a_count_of_origins_is_an_interval_with_its_reasons() -> None:
    made = small()
    count = OriginCount(1, 2, ("the ministry is one", "the locals may be another."))
    held = contents(
        release(dataclasses.replace(made, incidents=(dataclasses.replace(made.incidents[0], count=count),)))
    )
    text = Page(page(held.released)).text
    assert "at least 1 and at most 2 independent origins" in text
    assert "the ministry is one" in text and "the locals may be another" in text


def test_no_number_of_origins_is_given_for_a_whole_dossier() -> None:
    made = small()
    two = OriginCount(2, 3)
    strong = dataclasses.replace(made.incidents[0], count=two)
    weak = dataclasses.replace(made.incidents[0], id="inc_twin", count=OriginCount(0, 9))
    held = contents(release(dataclasses.replace(made, incidents=(strong, weak))))
    figures = {figure.label: figure.value for figure in summary(held).figures}
    assert figures["incident on two or more independent origins"] == "1"
    assert not any("origins" in label and "incident" not in label for label in figures)


def test_what_is_not_known_is_said() -> None:
    made = small()
    held = contents(release(made))
    said = " ".join(unknowns(held, made.incidents[0]))
    assert "no source names an actor" in said and "no source gives a time" not in said


def test_a_recording_is_not_assessed_until_somebody_rules() -> None:
    made = corpus_case()
    text = page(release(made))
    assert text.count("not assessed.</p>") == len(made.recordings)
    ruling = Ruling(
        "rul_x",
        made.recordings[0].id,
        Verdict.AUTHENTICATE,
        "first reader",
        "Shadows fit.",
        "2026-01-12T09:30:00+00:00",
    )
    found = Assessment(made.recordings[0].id, "authentic", "Two persons say so.")
    ruled = page(release(dataclasses.replace(made, rulings=(*made.rulings, ruling), assessments=(found,))))
    assert "Ruled on by first reader, 12 January 2026: Shadows fit" in Page(ruled).text
    assert "two persons ruled it authentic. Two persons say so." in Page(ruled).text


def test_a_case_without_claims_makes_a_dossier_too() -> None:
    made = small()
    empty = dataclasses.replace(made, claims=(), links=(), incidents=(), standings=(), rulings=(), ledger=None)
    read = Page(page(release(empty)))
    assert read.faults == []
    assert "No claim of harm was read" in read.text
    assert "made without a ledger" in read.text


def test_files_are_written_and_the_same_every_time(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path)) / "out" / "dossier"
    released = release(small())
    written = write_dossier(released, folder)
    assert sorted(path.name for path in written) == ["claims.csv", "incidents.geojson", "index.html"]
    assert {path.name: path.read_bytes() for path in written} == dict(files(released))


def test_parties_swapped_in_the_input_are_swapped_in_the_output() -> None:
    def swapped(text: str) -> str:
        return text.replace("Northland", "\0").replace("Southia", "Northland").replace("\0", "Southia")

    def made(north: str, south: str) -> CaseFile:
        told = Told(f"{north} said {south} soldiers hit Aghdam Mosque.", 0, "Aghdam Mosque", north)
        answer = Told(f"{south} said the mosque stands.", 0, "the mosque", south)
        one, two = document("one", [told]), document("two", [answer])
        return case([MOSQUE], [(one, [told]), (two, [answer])])

    ids = re.compile(r"\b[a-z]{3}_[0-9a-f]{20}\b")
    first = ids.sub("id", page(release(made("Northland", "Southia"))))
    second = ids.sub("id", page(release(made("Southia", "Northland"))))
    numbers = re.compile(r"\d+(\.\d+)?")
    assert numbers.sub("#", swapped(first)) == numbers.sub("#", second)


def shown(made: CaseFile) -> str:
    return Page(page(release(made))).text


def test_what_a_text_says_stands_unharmed_is_no_denial() -> None:
    made = small()
    safe = dataclasses.replace(made.claims[1], harm=Harm.INTACT, attribution=())
    told = dataclasses.replace(made.incidents[0], denials=(safe.id,))
    text = shown(dataclasses.replace(made, claims=(made.claims[0], safe), incidents=(told,)))
    assert "Who says it stands unharmed" in text and "No document in this case denies it." in text
    assert "other sources say that it stands unharmed" in text


def test_where_only_unharmed_is_said_nothing_reads_as_disputed() -> None:
    made = small()
    safe = tuple(dataclasses.replace(claim, harm=Harm.INTACT) for claim in made.claims)
    told = dataclasses.replace(made.incidents[0], denials=made.incidents[0].claims, harms=(Harm.INTACT,))
    text = shown(dataclasses.replace(made, claims=safe, incidents=(told,)))
    assert "said to be unharmed" in text and "Who denies it" not in text


def test_certainty_names_who_is_certain() -> None:
    made = small()
    own = dataclasses.replace(made.claims[1], attribution=())
    text = shown(dataclasses.replace(made, claims=(made.claims[0], own)))
    assert "The source states this as fact." in text and "The publication states it as fact." in text


@pytest.mark.parametrize(
    ("support", "words"), [(Support.BOTH, "Read by both readers"), (Support.ONE, "Read by one reader")]
)
def test_each_claim_says_how_it_was_read_and_who_checked_it(support: Support, words: str) -> None:
    made = small(rulings=())
    claims = tuple(dataclasses.replace(claim, support=support) for claim in made.claims)
    ruling = Ruling("rul_1", claims[0].id, Verdict.ACCEPT, "Ani", "It says so.", "2026-01-12T09:30:00+00:00")
    text = shown(dataclasses.replace(made, claims=claims, rulings=(ruling,)))
    assert f"{words}; checked by Ani" in text and f"{words}; nobody has checked it yet" in text


def test_why_reports_stand_together_is_told_in_plain_words() -> None:
    made = small()
    reasons = (
        Reason("time_open", "they give no times to compare"),
        Reason("same_family", "damaged and damaged are one course"),
        Reason("time_same_day", "both give 2020-10-08"),
    )
    text = shown(dataclasses.replace(made, incidents=(dataclasses.replace(made.incidents[0], reasons=reasons),)))
    assert "one event: they tell of the same kind of harm and they give the same day." in text
    assert "no times to compare" not in text


def test_parties_and_unnamed_publishers_are_written_out() -> None:
    assert origin_kind(Origin("o", "A radio", OriginKind.UNKNOWN, "armenia")) == "tied to Armenia"
    assert origin_kind(Origin("o", "A radio")) == ""
    against = Origin("o", "A ministry", OriginKind.OFFICIAL, interest=Interest.AGAINST)
    assert origin_kind(against) == "official, speaks against its own side's interest"
    held = contents(release(small()))
    assert held.plainly("unnamed publisher of one: named once; counts 1") == (
        "the publisher of D1 (not named): named once (counts 1)"
    )


def test_the_dossier_says_why_an_origin_speaks_against_its_own_side() -> None:
    made = small()
    why = Reason("interest", "speaks against its own side's interest: it says that its own side did it (“troops”)")
    against = Origin("ori_ministry", "A ministry", OriginKind.OFFICIAL, "", (why,), Interest.AGAINST)
    incident = dataclasses.replace(made.incidents[0], origins=(against,), count=OriginCount(1, 1, ("it counts 1",)))
    assert f"A ministry: {why.sentence}" in shown(dataclasses.replace(made, incidents=(incident,)))


def test_an_incident_told_from_fewer_claims_says_nothing_of_interests() -> None:
    why = Reason("interest", "speaks against its own side's interest: it says that its own side did it")
    against = Origin("ori_ministry", "A ministry", OriginKind.OFFICIAL, "", (why,), Interest.AGAINST)
    incident = dataclasses.replace(small().incidents[0], origins=(against,))
    (left,) = retold(incident, ()).origins
    assert (left.interest, left.reasons) == (Interest.UNKNOWN, ())
