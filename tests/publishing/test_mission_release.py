"""What a mission's outputs may say: what was last told, with its source, and nothing that gives a withheld site away."""

from dataclasses import replace

import pytest
from publishing.cases import corpus, story

from tutela.model.media import Medium
from tutela.model.missions import Area, Consent, Mission, MissionSheet, PartyStanding
from tutela.publishing.gate import release
from tutela.publishing.last_known import earlier_views, last_known
from tutela.publishing.masking import MASK
from tutela.publishing.mission_release import PRIVATE, private_sheet, released_sheet, unrestricted
from tutela.publishing.wording import origins_said


@pytest.fixture(scope="module")
def case():
    return story(*{line["story"] for line in corpus()})


def sheet_of(case, **fields):
    assets = {asset.id: asset for asset in case.assets if asset.position}
    mission = Mission("mis_1", "A mission", "to see", ())
    return MissionSheet(mission, assets, (), (), (), {}, case.restricted, **fields)


def test_what_was_told_last_names_its_source_and_counts_origins(case):
    told = last_known(release(case))
    incidents = {incident.asset: incident for incident in case.incidents}
    known = [asset for asset in told if sum(one.asset == asset for one in case.incidents) == 1]
    assert len(known) > 3
    for asset in known:
        assert origins_said(incidents[asset].count) in told[asset]
        assert " Said by " in told[asset] and told[asset].startswith(("Said ", "Denied: said "))


def test_pictures_to_take_again_are_those_of_documents_that_tell_of_the_asset(case):
    incident = next(one for one in case.incidents if one.asset)
    documents = {claim.document for claim in case.claims if claim.id in incident.claims}
    media = [Medium.of(document.id, f"{document.name}.jpg", "00", "image/jpeg") for document in case.documents]
    views = earlier_views(release(case), media)[incident.asset]
    names = {document.name for document in case.documents if document.id in documents}
    assert {view.split(".jpg")[0] for view in views} >= names


def test_a_withheld_site_is_gone_and_its_name_masked_in_every_text(case):
    hidden = next(asset for asset in case.assets if asset.position)
    name = hidden.names[0].text
    closed = replace(case, restricted=frozenset({hidden.id}))
    consent = Consent(
        "cns_1",
        "mis_1",
        "P",
        "A ministry",
        "2026-04-01",
        "2026-05-01",
        "2026-05-02",
        Area(assets=(hidden.id,)),
        conditions=(f"Not near {name}",),
    )
    board = (PartyStanding("P", (), True, (hidden.id,), (hidden.id,), (), (consent,), ()),)
    sheet = replace(sheet_of(closed), board=board, last_known={"ast_other": f"beside {name}"})
    shown = released_sheet(sheet, closed)
    assert hidden.id not in shown.assets and name not in repr(shown)
    [given] = shown.board[0].consents
    assert given.conditions == (MASK,) and given.area == Area(name=MASK) and not given.area.everywhere
    assert shown.last_known == {"ast_other": MASK}


def test_the_private_copy_says_so_only_where_it_holds_something_withheld(case):
    hidden = next(iter(case.assets)).id
    closed = replace(case, restricted=frozenset({hidden}))
    assert private_sheet(sheet_of(closed, notice="Training")).notice == f"{PRIVATE} Training"
    assert private_sheet(replace(sheet_of(closed), restricted=frozenset())).notice == ""
    assert unrestricted(closed).restricted == frozenset() and not any(
        one.restricted for one in unrestricted(case).assets
    )


def test_a_case_without_secrets_leaves_the_sheet_as_it_is(case):
    sheet = replace(sheet_of(case), restricted=frozenset())
    opened = unrestricted(replace(case, restricted_persons=frozenset()))
    assert released_sheet(sheet, opened) == sheet
