from made import CHURCH, DESCRIBED, OTHER, PAPER, changed, claim, incident, link, recording, ruling

from tutela.model.claims import Harm
from tutela.model.inventory import Name
from tutela.model.links import LinkVerdict
from tutela.model.rulings import Verdict
from tutela.review.overlay import Machine, overlay

ONE, TWO = claim("clm_1"), claim("clm_2", Harm.DESTROYED, sentence=1)
MACHINE = Machine(
    documents=(PAPER,),
    assets=(CHURCH, OTHER, DESCRIBED),
    claims=(ONE, TWO),
    recordings=(recording(),),
    links=(link(ONE), link(TWO, DESCRIBED.id, LinkVerdict.NOT_IN_INVENTORY)),
    incidents=(incident(ONE, TWO),),
)


def test_without_rulings_all_is_as_the_machine_left_it():
    effective = overlay(MACHINE, [])
    assert (effective.claims, effective.links, effective.assets) == (MACHINE.claims, MACHINE.links, MACHINE.assets)
    assert effective.incidents == MACHINE.incidents and effective.unapplied == ()


def test_a_rejected_claim_leaves_its_incident_and_its_link():
    effective = overlay(MACHINE, [ruling("clm_1", Verdict.REJECT)])
    assert effective.claims == (TWO,) and effective.rejected == {"clm_1"}
    assert effective.incidents[0].claims == ("clm_2",)
    assert [one.claim for one in effective.links] == ["clm_2"]


def test_an_incident_without_claims_is_none():
    assert overlay(MACHINE, [ruling("clm_1", Verdict.REJECT), ruling("clm_2", Verdict.REJECT)]).incidents == ()


def test_the_later_of_accept_and_reject_counts_and_undoing_brings_the_earlier_back():
    accept, reject = ruling("clm_1", Verdict.ACCEPT), ruling("clm_1", Verdict.REJECT)
    assert overlay(MACHINE, [reject, accept]).accepted == {"clm_1"}
    assert overlay(MACHINE, [accept, reject]).rejected == {"clm_1"}
    assert overlay(MACHINE, [accept, reject, ruling(reject.id, Verdict.UNDO)]).rejected == frozenset()


def test_a_corrected_claim_says_which_ruling_corrected_it():
    made = ruling("clm_1", Verdict.CORRECT, harm="looted")
    corrected = overlay(MACHINE, [made]).claims[0]
    assert corrected.harm is Harm.LOOTED and made.id in corrected.reasons[-1].sentence
    assert corrected.quote == ONE.quote


def test_a_correction_that_no_longer_fits_is_told_and_not_lost():
    made = ruling("clm_1", Verdict.CORRECT, actor="words that are gone")
    effective = overlay(MACHINE, [made, ruling("clm_9", Verdict.ACCEPT)])
    assert effective.claims == MACHINE.claims
    assert len(effective.unapplied) == 2 and effective.unapplied[0].ruling == made.id


def test_a_person_links_a_claim_to_another_asset():
    for record in ("clm_1", link(ONE).id):
        linked = overlay(MACHINE, [ruling(record, Verdict.LINK, target=OTHER.id)]).links[0]
        assert (linked.asset, linked.verdict, linked.id) == (OTHER.id, LinkVerdict.LINKED, link(ONE).id)


def test_a_rejected_link_leaves_an_asset_known_from_the_claim_only():
    effective = overlay(MACHINE, [ruling(link(ONE).id, Verdict.REJECT)])
    first = effective.links[0]
    assert first.verdict is LinkVerdict.NOT_IN_INVENTORY and first.asset != CHURCH.id
    made = next(asset for asset in effective.assets if asset.id == first.asset)
    assert made.described and made.label == "old church"


def test_a_rejected_link_gives_way_to_what_a_newer_run_found():
    machine = changed(MACHINE, links=(link(ONE), link(ONE, OTHER.id)))
    assert overlay(machine, [ruling(link(ONE).id, Verdict.REJECT)]).links[0].asset == OTHER.id


def test_a_described_asset_joins_the_inventory():
    made = ruling("clm_2", Verdict.NEW_ASSET, target=DESCRIBED.id, name="Church on the hill@en", position="39.7,46.7")
    effective = overlay(MACHINE, [made])
    assert DESCRIBED.id not in {asset.id for asset in overlay(MACHINE, []).inventory}
    asset = next(asset for asset in effective.inventory if asset.id == DESCRIBED.id)
    assert asset.names[-1].text == "Church on the hill" and asset.position.lat == 39.7
    assert effective.links[1].verdict is LinkVerdict.LINKED


def test_a_new_asset_stays_although_no_run_describes_it_any_more():
    machine = changed(MACHINE, assets=(CHURCH, OTHER), links=(link(ONE), link(TWO)))
    effective = overlay(machine, [ruling("clm_2", Verdict.NEW_ASSET, target=DESCRIBED.id)])
    assert effective.links[1].asset == DESCRIBED.id
    assert DESCRIBED.id in {asset.id for asset in effective.inventory}


def test_assets_that_are_the_same_become_one_under_the_first_with_all_names():
    effective = overlay(MACHINE, [ruling(DESCRIBED.id, Verdict.SAME, target=CHURCH.id)])
    assert [asset.id for asset in effective.assets] == [CHURCH.id, OTHER.id]
    assert Name("old church", "en") in effective.assets[0].names
    assert [one.asset for one in effective.links] == [CHURCH.id, CHURCH.id]


def test_pairs_of_claims_are_constraints_and_the_later_counts():
    same, apart = (ruling("clm_1", verdict, target="clm_2") for verdict in (Verdict.SAME, Verdict.DIFFERENT))
    [pair] = overlay(MACHINE, [same, apart]).pairs
    assert (pair.kind, pair.one, pair.other, pair.same) == ("claim", "clm_1", "clm_2", False)
    assert [one.same for one in overlay(MACHINE, [apart, same]).pairs] == [True]


def test_a_ruling_on_two_incidents_becomes_one_on_their_claims_also_by_old_ids():
    three = claim("clm_3", sentence=1)
    machine = changed(
        MACHINE,
        claims=(ONE, TWO, three),
        incidents=(incident(ONE, TWO, id_="inc_a"), incident(three, id_="inc_b")),
        past_incidents=(incident(ONE, id_="inc_old"),),
    )
    apart = overlay(machine, [ruling("inc_old", Verdict.DIFFERENT, target="inc_b")]).pairs
    assert {(pair.one, pair.other) for pair in apart} == {("clm_1", "clm_3"), ("clm_2", "clm_3")}
    assert len(overlay(machine, [ruling("inc_a", Verdict.SAME, target="inc_b")]).pairs) == 1


def test_an_incident_keeps_the_ids_it_had():
    past = (incident(ONE, id_="inc_old"), incident(TWO, id_="inc_older"))
    assert overlay(changed(MACHINE, past_incidents=past), []).incidents[0].aliases == ("inc_old", "inc_older")


def test_what_is_restricted_by_ruling_or_register_is_withheld():
    registered = changed(OTHER, restricted=True)
    machine = changed(MACHINE, assets=(CHURCH, registered, DESCRIBED))
    made = [ruling(CHURCH.id, Verdict.RESTRICT), ruling("clm_1", Verdict.RESTRICT, person="A Witness")]
    effective = overlay(machine, made)
    assert effective.restricted == {CHURCH.id, OTHER.id}
    assert effective.restricted_persons == {"A Witness"}


def test_an_asset_merged_with_a_restricted_one_is_restricted():
    made = [ruling(DESCRIBED.id, Verdict.RESTRICT), ruling(CHURCH.id, Verdict.SAME, target=DESCRIBED.id)]
    assert CHURCH.id in overlay(MACHINE, made).restricted


def test_a_restriction_follows_the_row_when_the_register_changes_it():
    old = changed(CHURCH, id="ast_old", identifiers=(("register", "7"),))
    new = changed(CHURCH, id="ast_new", identifiers=(("register", "7"),))
    elsewhere = changed(OTHER, identifiers=(("register", "7"),))
    scopes = {"ast_old": "reg_1", "ast_new": "reg_1", OTHER.id: "reg_2"}
    machine = Machine(assets=(new, elsewhere), past_assets=(old,), scopes=scopes)
    made = [ruling("ast_old", Verdict.RESTRICT), ruling("ast_old", Verdict.CORRECT, type="monastery")]
    effective = overlay(machine, made)
    assert effective.restricted == {"ast_new"} and effective.assets[0].type == "monastery"
    assert effective.unapplied == ()


def test_a_restriction_follows_the_claims_when_a_described_asset_gets_another_id():
    machine = changed(MACHINE, past_links=(link(ONE, "ast_gone"),))
    assert CHURCH.id in overlay(machine, [ruling("ast_gone", Verdict.RESTRICT)]).restricted
