"""What teams bring home, taken into a workspace: visits, their photos as evidence, and how claims differ from them."""

import hashlib
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
    ruled = frozenset(ruling.record for ruling in in_force(workspace.rulings()))
    before = {visit.id: visit for visit in workspace.visits()}
    forms = [(form, source.media) for source in sources for form in source.submissions]
    with workspace.batch(run_card({}), STAGE) as batch:
        taker = _Taker(ground, batch, before, ruled)
        for number, (form, media) in enumerate(forms, 1):
            if progress:
                progress("submissions", number, len(forms))
            taker.take(form, media)
    fresh = tuple(visit for visit in taker.taken.values() if visit.id not in before)
    changed = tuple(visit for visit in taker.taken.values() if visit.id in before)
    problems = (*(problem for source in sources for problem in source.problems), *taker.problems)
    return Homecoming(fresh, changed, taker.known, taker.photos, problems)


class _Taker:
    """Takes submissions one by one, so that the photos of one alone are in memory."""

    def __init__(self, ground: Ground, batch: Batch, before: Mapping[str, Visit], ruled: frozenset[str]) -> None:
        self._ground, self._batch, self._before, self._ruled = ground, batch, before, ruled
        self.taken: dict[str, Visit] = {}
        self.problems: list[Problem] = []
        self.known = 0
        self.photos = 0

    def take(self, form: Submission, media: Media) -> None:
        """Take one submission; one that is known, or cannot be used, writes nothing."""
        visit, problems = read_visit(form, self._ground)
        self.problems += problems
        if visit is None:
            return
        old = self.taken.get(visit.id) or self._before.get(visit.id)
        visit, contents = self._with_photos(visit, form, media, old)
        if old and _bare(old) == _bare(visit):
            self.known += 1
        elif old and visit.id in self._ruled:
            said = "it came again with other answers, and somebody has ruled on it as it was."
            self._tell(form, said, "Undo the ruling and take it in again.", dropped=True)
        else:
            if visit.id in self.taken:
                self._tell(form, "it came twice with different answers; the later ones are used.", "Compare both.")
            self._write(visit, form, contents)

    def _write(self, visit: Visit, form: Submission, contents: Mapping[str, bytes]) -> None:
        for name, content in contents.items():
            self._batch.keep(content, of=visit.id, path=f"{form.file}/{name}")
        self._batch.replace(Visit, [visit], scope=visit.id)
        self.photos += len(contents)
        self.taken[visit.id] = visit

    def _with_photos(
        self, visit: Visit, form: Submission, media: Media, old: Visit | None
    ) -> tuple[Visit, dict[str, bytes]]:
        """The visit with its photos, and their bytes; one that does not come again stays as it came before."""
        kept = {picture.name: picture for picture in (old.pictures if old else ())}
        pictures: dict[str, Photo] = {}
        contents: dict[str, bytes] = {}
        for name, shows in form.photos:
            content = media(form, name)
            if content is not None:
                picture = _photo(content, (name, shows), visit, self._ground)
                contents |= {} if picture.sha256 in pictures else {name: content}
                pictures.setdefault(picture.sha256, picture)
            elif name in kept:
                pictures.setdefault(kept[name].sha256, replace(kept[name], shows=shows))
            else:
                self._tell(form, f"photo {name!r} did not come with it.", "Add the file and take it in again.")
        for picture in pictures.values():
            for note in picture.notes:
                self._tell(form, f"photo {picture.name!r}: {note}.", "It is kept.")
        return replace(visit, photos=tuple(pictures), pictures=tuple(pictures.values())), contents

    def _tell(self, form: Submission, said: str, remedy: str, dropped: bool = False) -> None:
        self.problems.append(Problem(form.file, f"submission {form.id}: {said}", remedy, form.row, dropped=dropped))


def _bare(visit: Visit) -> Visit:
    """What a visit tells, whatever brought it."""
    return replace(visit, answers=(), source="", by="", remarks=(), may_publish=(), not_published=())


def _photo(content: bytes, told: tuple[str, str], visit: Visit, ground: Ground) -> Photo:
    facts = photo_facts(content)
    where = visit.position or ground.assets[visit.asset].position
    notes = [facts.problem] if facts.problem else []
    notes += photo_notes(facts.taken, facts.position, visit.at, where, ground.mission.utc_offset_min)
    sha256 = hashlib.sha256(content).hexdigest()
    return Photo(sha256, told[0], told[1], facts.taken, facts.position, facts.device, tuple(notes))


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
