"""What came home, in words for the screen."""

from collections.abc import Mapping, Sequence

from tutela.model.inventory import Asset
from tutela.model.missions import Difference, Mission, Observation, Visit
from tutela.workspace.missions.returning import Homecoming, differences_of, grade_words, observations_of, visits_of
from tutela.workspace.workspace import Workspace


def homecoming_text(workspace: Workspace, mission: Mission, found: Homecoming) -> str:
    """What was taken in, every claim beside what was seen, and what waits for a second person."""
    case = workspace.case_file()
    assets = {asset.id: asset for asset in case.assets}
    visits = visits_of(workspace, mission)
    observed = {one.visit: one for one in observations_of(workspace, mission)}
    compared = differences_of(case, visits)
    new = {visit.id for visit in (*found.added, *found.changed)}
    parts = [_counts(found), *(_visit(one, assets, observed, compared) for one in visits if one.id in new)]
    waiting = [one.visit for one in observed.values() if one.state != "field_confirmed"]
    if waiting:
        parts.append(
            f"{len(waiting)} visits wait for two persons: tutela rule {waiting[0]} accept --by NAME --reason WHY"
        )
    return "\n\n".join(parts)


def _counts(found: Homecoming) -> str:
    said = [f"{len(found.added)} visits taken in", f"{found.photos} photos kept"]
    said += [f"{len(found.changed)} sent again with other answers"] if found.changed else []
    said += [f"{found.known} known already"] if found.known else []
    return ", ".join(said) + "."


def _visit(
    visit: Visit, assets: Mapping[str, Asset], observed: Mapping[str, Observation], compared: Sequence[Difference]
) -> str:
    label = assets[visit.asset].label if visit.asset in assets else visit.asset
    lines = [f"{visit.id}  {visit.at}  {label}: {visit.outcome.replace('_', ' ')}"]
    if visit.id in observed:
        lines.append(f"  grade {grade_words(visit.grade)}; {observed[visit.id].sentence}")
    lines += [f"  reason: {visit.reason}"] if visit.reason else []
    lines += [f"  {one.comparison.replace('_', ' ')}: {one.sentence}" for one in compared if one.visit == visit.id]
    lines += [f"  not to be published: {one}" for one in visit.not_published]
    return "\n".join(lines)
