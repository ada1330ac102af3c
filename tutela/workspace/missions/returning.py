"""What teams bring home, taken into a workspace: visits, their photos as evidence, and how claims differ from them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tutela.missions.crosswalk import told_elsewhere
from tutela.missions.returns import Ground, differences, photo_notes, read_visit
from tutela.model.casefile import CaseFile
from tutela.model.claims import Claim
from tutela.model.errors import InputError
from tutela.model.missions import Difference, Mission, Observation, Photo, Submission, Visit
from tutela.model.problems import Problem
from tutela.publishing.wording import chain_said, harm_said, publisher_name, quoted
from tutela.review.force import in_force
from tutela.review.visits import observations
from tutela.sources.submissions import Media, Returned, photo_facts, read_export
from tutela.workspace.batch import Batch
from tutela.workspace.missions.recording import STAGE, asset_ids
from tutela.workspace.missions.standing import agreements_of
from tutela.workspace.runs import run_card
from tutela.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Homecoming:
    """What came of taking in submissions."""

    added: tuple[Visit, ...] = ()
    changed: tuple[Visit, ...] = ()
    """Submissions that were sent again with other answers; the ledger keeps what they said before."""
    known: int = 0
    """Submissions that were here already, word for word."""
    photos: int = 0
    """Photos captured."""
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Taking:
    """What a return gathers while it goes through the submissions."""

    visits: dict[str, Visit]
    """Visits to be written, by id."""
    contents: dict[str, tuple[str, list[tuple[str, bytes]]]]
    problems: list[Problem]
    known: int = 0


def read_sources(paths: Iterable[Path | str]) -> tuple[tuple[Returned, ...], tuple[Problem, ...]]:
    """What files, folders and archives hold; those that cannot be read are problems.

    Raises:
        InputError: none of them can be read.
    """
    found: list[Returned] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found.append(read_export(Path(path)))
        except InputError as error:
            problems.append(Problem(str(path), error.message, error.remedy))
    if problems and not found:
        raise InputError("; ".join(problem.message for problem in problems), problems[0].remedy)
    return tuple(found), tuple(problems)


def bring_home(
    workspace: Workspace,
    mission: Mission,
    sources: Sequence[Returned],
    by: str,
    progress: Callable[[str, int, int], None] | None = None,
) -> Homecoming:
    """Take submissions in as visits; what is wrong with them is told all at once, and one stops no other.

    Photos are kept as they are, by their SHA-256. A submission sent again with other answers takes its own place,
    unless somebody has ruled on it.

    Args:
        sources: what `read_sources` or `from_central` gives.
        by: who takes them in.

    Raises:
        SettingError: what reads photos is not installed.
    """
    case = workspace.case_file()
    assets = {asset.id: asset for asset in case.assets}
    ground = Ground(mission, assets, asset_ids(case.assets), agreements_of(workspace, mission), by)
    ruled = {ruling.record for ruling in in_force(workspace.rulings())}
    before = {visit.id: visit for visit in workspace.visits()}
    taking = _Taking({}, {}, [problem for source in sources for problem in source.problems])
    forms = [(form, source.media) for source in sources for form in source.submissions]
    for number, (form, media) in enumerate(forms):
        if progress:
            progress("submissions", number + 1, len(forms))
        _take(form, media, ground, taking, before, ruled)
    with workspace.batch(run_card({}), STAGE) as batch:
        photos = _write(batch, taking)
    fresh = tuple(visit for visit in taking.visits.values() if visit.id not in before)
    changed = tuple(visit for visit in taking.visits.values() if visit.id in before)
    return Homecoming(fresh, changed, taking.known, photos, tuple(taking.problems))


def _take(
    form: Submission, media: Media, ground: Ground, taking: _Taking, before: Mapping[str, Visit], ruled: set[str]
) -> None:
    visit, problems = read_visit(form, ground)
    taking.problems += problems
    if visit is None:
        return
    visit, contents = _with_photos(visit, form, media, ground, taking)
    old = taking.visits.get(visit.id) or before.get(visit.id)
    if old and _same(old, visit):
        taking.known += 1
    elif old and visit.id in ruled:
        said = f"submission {form.id}: it came again with other answers, and somebody has ruled on it as it was."
        taking.problems.append(Problem(form.file, said, "Undo the ruling and take it in again.", form.row))
    else:
        taking.visits[visit.id] = visit
        taking.contents[visit.id] = (form.file, contents)


def _same(old: Visit, new: Visit) -> bool:
    """Whether both tell the same, whatever brought them."""
    return _bare(old) == _bare(new)


def _bare(visit: Visit) -> Visit:
    return replace(visit, answers=(), source="", by="", remarks=(), may_publish=(), not_published=())


def _with_photos(
    visit: Visit, form: Submission, media: Media, ground: Ground, taking: _Taking
) -> tuple[Visit, list[tuple[str, bytes]]]:
    """The visit with its photos, and their bytes by file name; a photo that did not come is a problem."""
    import hashlib

    pictures: dict[str, Photo] = {}
    contents: list[tuple[str, bytes]] = []
    for name, shows in form.photos:
        content = media(form, name)
        if content is None:
            said = f"submission {form.id}: photo {name!r} did not come with it."
            taking.problems.append(
                Problem(form.file, said, "Add the file and take it in again.", form.row, "photo", name, False)
            )
            continue
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 not in pictures:
            pictures[sha256] = _photo(content, sha256, (name, shows), visit, ground)
            contents.append((name, content))
    for picture in pictures.values():
        taking.problems += [
            Problem(
                form.file,
                f"submission {form.id}: photo {picture.name!r}: {note}.",
                "It is kept.",
                form.row,
                dropped=False,
            )
            for note in picture.notes
        ]
    return replace(visit, photos=tuple(pictures), pictures=tuple(pictures.values())), contents


def _photo(content: bytes, sha256: str, told: tuple[str, str], visit: Visit, ground: Ground) -> Photo:
    facts = photo_facts(content)
    where = visit.position or ground.assets[visit.asset].position
    notes = [facts.problem] if facts.problem else []
    notes += photo_notes(facts.taken, facts.position, visit.at, where, ground.mission.utc_offset_min)
    return Photo(sha256, told[0], told[1], facts.taken, facts.position, facts.device, tuple(notes))


def _write(batch: Batch, taking: _Taking) -> int:
    photos = 0
    for visit in taking.visits.values():
        file, contents = taking.contents[visit.id]
        for name, content in contents:
            batch.keep(content, of=visit.id, path=f"{file}/{name}")
            photos += 1
        batch.replace(Visit, [visit], scope=visit.id)
    return photos


# -- what the visits say ----------------------------------------------------------------------------------------------


def visits_of(workspace: Workspace, mission: Mission) -> tuple[Visit, ...]:
    """The visits of a mission, in the order of their times."""
    found = [visit for visit in workspace.visits() if visit.mission == mission.id]
    return tuple(sorted(found, key=lambda visit: (visit.at, visit.submission)))


def observations_of(workspace: Workspace, mission: Mission) -> tuple[Observation, ...]:
    """What was seen at each site, and whether two persons have accepted it; rejected visits are left out."""
    return observations(visits_of(workspace, mission), in_force(workspace.rulings()))


def differences_of(case: CaseFile, visits: Iterable[Visit]) -> tuple[Difference, ...]:
    """What had been claimed of the sites beside what was seen there, claim by claim; private like `case`."""
    claims = {claim.id: claim for claim in case.claims}
    return differences(visits, case.incidents, claims, claims_said(case))


def claims_said(case: CaseFile) -> dict[str, str]:
    """Claim id -> who says what, as a clause: `“...” said to have been damaged, said by ...`."""
    papers = {document.id: document for document in case.documents}
    told = {}
    for claim in case.claims:
        paper = papers.get(claim.document)
        who = chain_said(claim.attribution, publisher_name(paper) if paper else "")
        told[claim.id] = f"{who}: {quoted(claim.asset.exact)} is {_denied(claim)}{harm_said(claim)}"
    return told


def _denied(claim: Claim) -> str:
    return "denied; " if claim.certainty == "denied" else ""


def grade_words(grade: int | None) -> str:
    """A grade with what other systems call it."""
    return "not graded" if grade is None else f"{grade} ({told_elsewhere(grade)})"
