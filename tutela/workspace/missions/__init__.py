"""Field missions of a workspace: briefs and consents, how they stand, plans, packs, returns, reports."""

from tutela.workspace.missions.letters import draft_letters, write_letters
from tutela.workspace.missions.packing import Pack, pack_sheet, write_pack
from tutela.workspace.missions.planning import kept_plan, plan_of, with_plan
from tutela.workspace.missions.recording import mission_named, missions_of, new_mission, record_consent
from tutela.workspace.missions.standing import agreements_of, candidate_assets, mission_sheet
from tutela.workspace.missions.suggesting import suggested_concerns

__all__ = [
    "Pack",
    "agreements_of",
    "candidate_assets",
    "draft_letters",
    "kept_plan",
    "mission_named",
    "mission_sheet",
    "missions_of",
    "new_mission",
    "pack_sheet",
    "plan_of",
    "record_consent",
    "suggested_concerns",
    "with_plan",
    "write_letters",
    "write_pack",
]
