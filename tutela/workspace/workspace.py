"""One investigation: its records, what people ruled on them, and the ledger that proves both."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from tutela.model.casefile import CaseFile
from tutela.model.claims import Claim, Recording, Statement
from tutela.model.documents import Document, Publisher
from tutela.model.errors import UnknownRecord
from tutela.model.ids import record_id
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset, Place, Register, RegisterEntry
from tutela.model.links import Link
from tutela.model.problems import Problem
from tutela.model.rulings import Ruling, Verdict
from tutela.review.checks import Bench, check
from tutela.review.following import Held, held_by
from tutela.review.linking import new_asset_id
from tutela.review.merging import with_aliases
from tutela.review.overlay import Effective, Machine, overlay
from tutela.review.queue import ReviewItem, review_queue
from tutela.review.states import assessments, standings
from tutela.store.reader import Reader, Stored
from tutela.store.records import Capture, Run
from tutela.store.store import PATIENCE_S, SOFTWARE, Store
from tutela.store.verify import Verification, verify
from tutela.store.writer import utc_now
from tutela.workspace.batch import INCIDENTS, READING, Batch, gathered_from

Kept = TypeVar("Kept")
Told = TypeVar("Told", Claim, Statement, Recording)


class Workspace:
    """A workspace, open. Several can be open in one process; threads open their own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.path = store.path

    # -- opening ------------------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path | str, title: str = "", notice: str = "") -> "Workspace":
        """Make a new workspace.

        Raises:
            WorkspaceError: there is one already.
        """
        return cls(Store.create(Path(path), title, notice=notice))

    @classmethod
    def open(cls, path: Path | str, patience_s: float = PATIENCE_S) -> "Workspace":
        """Open a workspace; a batch waits `patience_s` seconds for another writer.

        Raises:
            NotAWorkspace: there is none.
        """
        return cls(Store(Path(path), patience_s))

    @classmethod
    def open_or_create(cls, path: Path | str, title: str = "") -> "Workspace":
        """Open a workspace, or make it where there is none."""
        return cls(Store.open_or_create(Path(path), title))

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- reading ------------------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """What the investigation was called when the workspace was made."""
        with self._store.reading() as reader:
            return _told_first(reader, "title")

    @property
    def notice(self) -> str:
        """What every output says of the whole case before anything else; mostly nothing."""
        with self._store.reading() as reader:
            return _told_first(reader, "notice")

    def documents(self) -> tuple[Document, ...]:
        """Captured publications, as they came."""
        return self._all(Document)

    def publishers(self) -> tuple[Publisher, ...]:
        """Publishers kept with the case."""
        return self._all(Publisher)

    def registers(self) -> tuple[Register, ...]:
        """Cards of the registers taken in."""
        return self._all(Register)

    def entries(self) -> tuple[RegisterEntry, ...]:
        """Rows of the registers, as they came."""
        return self._all(RegisterEntry)

    def assets(self) -> tuple[Asset, ...]:
        """Assets of the inventory and described ones, as machines made them."""
        return self._all(Asset)

    def places(self) -> tuple[Place, ...]:
        """Places kept with the case."""
        return self._all(Place)

    def claims(self) -> tuple[Claim, ...]:
        """Claims as they were read; `effective().claims` has rulings laid over."""
        with self._store.reading() as reader:
            return _in_text_order(reader.all(Claim), reader.all(Document))

    def statements(self) -> tuple[Statement, ...]:
        """Statements as they were read."""
        with self._store.reading() as reader:
            return _in_text_order(reader.all(Statement), reader.all(Document))

    def recordings(self) -> tuple[Recording, ...]:
        """Recordings as they were read."""
        with self._store.reading() as reader:
            return _in_text_order(reader.all(Recording), reader.all(Document))

    def links(self) -> tuple[Link, ...]:
        """Links as they were made."""
        return self._all(Link)

    def incidents(self) -> tuple[Incident, ...]:
        """Incidents as they were grouped last."""
        return self._all(Incident)

    def rulings(self) -> tuple[Ruling, ...]:
        """Every ruling ever made, undone ones too, in their order."""
        return self._all(Ruling)

    def runs(self) -> tuple[Run, ...]:
        """The runs that made the machine records."""
        return self._all(Run)

    def captures(self) -> tuple[Capture, ...]:
        """When bytes came in, and from where."""
        return self._all(Capture)

    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with the input."""
        return self._all(Problem)

    def _all(self, kind: type[Kept]) -> tuple[Kept, ...]:
        with self._store.reading() as reader:
            return reader.all(kind)

    def record(self, id_: str) -> Stored:
        """One record of any kind with its envelope; an incident's old id leads to the one that holds its claims now.

        Raises:
            UnknownRecord: there never was one.
        """
        with self._store.reading() as reader:
            stored = reader.find(id_)
            if stored.withdrawn is None or not isinstance(stored.record, Incident):
                return stored
            for incident in with_aliases(reader.all(Incident), reader.past(Incident)):
                if id_ in incident.aliases:
                    return dataclasses.replace(reader.find(incident.id), record=incident)
            return stored

    def known_documents(self) -> frozenset[str]:
        """Ids of the documents taken in."""
        with self._store.reading() as reader:
            return reader.ids(Document)

    def documents_read_by(self, run: str) -> frozenset[str]:
        """Ids of the documents that a run has read."""
        return frozenset(self.done(run, READING))

    def done(self, run: str, step: str) -> dict[str, str]:
        """Subject -> inputs of what a run has done of a step."""
        with self._store.reading() as reader:
            return reader.steps(run, step)

    def search(self, words: str, limit: int = 20) -> tuple[Asset, ...]:
        """Assets one of whose names holds `words`."""
        with self._store.reading() as reader:
            return reader.search(words, limit)

    # -- writing ------------------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep the writing lock over several batches.

        Raises:
            WorkspaceBusy: another process has it.
        """
        with self._store.writing():
            yield

    @contextmanager
    def batch(self, run: Run, stage: str) -> Iterator[Batch]:
        """Write records of one stage of one run: all or, if an exception leaves the block, none.

        Raises:
            WorkspaceBusy: another process is writing.
        """
        with self._store.writing():
            with self._store.reading() as reader:
                held = _held(reader)
            with self._store.batch(run.id, stage) as writer:
                writer.accompany(run)
                yield Batch(writer, held)

    def rule(
        self,
        record: str,
        verdict: Verdict | str,
        *,
        by: str,
        reason: str,
        sets: tuple[tuple[str, str], ...] = (),
        target: str = "",
    ) -> Ruling:
        """Write down what a person decided; machine records stay as they are.

        Raises:
            UnknownRecord: there is no such record, or no such target.
            RulingRefused: a rule of the house forbids it, and why.
            SecondPersonNeeded: it would confirm the person's own word.
            ValueError: there is no such verdict.
        """
        with self._store.writing():
            with self._store.reading() as reader:
                ruling, bench = _prepare(reader, record, Verdict(verdict), by, reason, sets, target)
            check(ruling, bench)
            with self._store.batch("", "ruling") as writer:
                writer.add_all([ruling])
        return ruling

    # -- the case as it stands ----------------------------------------------------------------------------------------

    def effective(self) -> Effective:
        """Machine records with rulings laid over: what linking and grouping should see."""
        with self._store.reading() as reader:
            return _effective(reader)

    def needs_gathering(self) -> bool:
        """Whether claims, assets or rulings are newer than the incidents."""
        with self._store.reading() as reader:
            return not reader.has_step(INCIDENTS, gathered_from(reader))

    def case_file(self) -> CaseFile:
        """All of the moment, from one snapshot, with rulings laid over."""
        with self._store.reading() as reader:
            return _case_file(reader)[0]

    def review(self) -> tuple[ReviewItem, ...]:
        """What needs a person first, and why."""
        with self._store.reading() as reader:
            case, effective = _case_file(reader)
        return review_queue(case, effective.unapplied)

    def verify(self) -> Verification:
        """What the ledger proves of this workspace."""
        return verify(self.path)


def _told_first(reader: Reader, what: str) -> str:
    """What the first entry of the ledger notes of the whole workspace."""
    return dict(next(reader.entries()).note).get(what, "")


def _in_text_order(records: tuple[Told, ...], documents: tuple[Document, ...]) -> tuple[Told, ...]:
    """Records in the order of the documents and of their passages, however often some were read anew."""
    position = {document.id: index for index, document in enumerate(documents)}
    last = len(position)
    return tuple(sorted(records, key=lambda record: (position.get(record.document, last), record.quote.start)))


def _effective(reader: Reader) -> Effective:
    rulings = reader.all(Ruling)
    judged = {id_ for ruling in rulings for id_ in (ruling.record, ruling.target) if id_}
    return overlay(_machine(reader, judged), rulings)


def _machine(reader: Reader, judged: set[str]) -> Machine:
    """All machine records of the moment, and of the superseded ones those that rulings on `judged` lead to."""
    documents = reader.all(Document)
    past_assets = reader.past(Asset, "id", judged)
    return Machine(
        documents=documents,
        assets=reader.all(Asset),
        claims=_in_text_order(reader.all(Claim), documents),
        statements=_in_text_order(reader.all(Statement), documents),
        recordings=_in_text_order(reader.all(Recording), documents),
        links=reader.all(Link),
        incidents=reader.all(Incident),
        past_incidents=reader.past(Incident),
        past_assets=past_assets,
        past_links=reader.past(Link, "asset", judged),
        scopes=reader.scopes(Asset) if past_assets else {},
    )


def _case_file(reader: Reader) -> tuple[CaseFile, Effective]:
    effective = _effective(reader)
    return (
        CaseFile(
            title=_told_first(reader, "title"),
            made_at=utc_now(),
            software=SOFTWARE,
            documents=effective.documents,
            publishers=reader.all(Publisher),
            registers=reader.all(Register),
            assets=effective.assets,
            places=reader.all(Place),
            claims=effective.claims,
            statements=effective.statements,
            recordings=effective.recordings,
            links=effective.links,
            incidents=effective.incidents,
            standings=standings(effective.incidents, effective.claims, effective.rulings),
            rulings=effective.rulings,
            captured_at={capture.of: capture.at for capture in reader.all(Capture)},
            restricted=effective.restricted,
            restricted_persons=effective.restricted_persons,
            ledger=reader.head(),
            assessments=assessments(effective.recordings, effective.rulings),
            notice=_told_first(reader, "notice"),
        ),
        effective,
    )


def _held(reader: Reader) -> Held:
    rulings = reader.all(Ruling)
    if not rulings:
        return Held()
    incidents = with_aliases(reader.all(Incident), reader.past(Incident))
    claims, statements, recordings = reader.all(Claim), reader.all(Statement), reader.all(Recording)
    return held_by(rulings, claims, statements, recordings, reader.all(Link), incidents, reader.all(Asset))


def _prepare(
    reader: Reader, record: str, verdict: Verdict, by: str, reason: str, sets: tuple[tuple[str, str], ...], target: str
) -> tuple[Ruling, Bench]:
    """The ruling, and what it has to be weighed against: records as earlier rulings left them."""
    content = {"record": record, "verdict": str(verdict), "by": by, "reason": reason, "target": target, "at": utc_now()}
    id_ = record_id("rul", {**content, "sets": [list(pair) for pair in sets]})
    ruling = Ruling(id_, record, verdict, by.strip(), reason, content["at"], sets, target)
    rulings = reader.all(Ruling)
    effective = _effective(reader)
    judged = _present(reader, effective, record)
    if verdict is Verdict.NEW_ASSET and isinstance(judged, Claim | Link | Asset):
        ruling = dataclasses.replace(ruling, target=new_asset_id(judged, effective.links, effective.assets))
    aimed = _present(reader, effective, target) if target else None
    document = next((paper for paper in effective.documents if paper.id == getattr(judged, "document", None)), None)
    return ruling, Bench(judged, aimed, rulings, document)


def _present(reader: Reader, effective: Effective, id_: str) -> object:
    """A record as rulings left it, one that rulings made, or as it is stored."""
    for incident in effective.incidents:
        if id_ in (incident.id, *incident.aliases):
            return incident
    for group in (effective.claims, effective.assets, effective.links, effective.statements, effective.recordings):
        for record in group:
            if record.id == id_:
                return record
    stored = reader.find(id_)
    if stored.withdrawn is not None:
        raise UnknownRecord(
            f"The record {id_} is superseded since ledger entry {stored.withdrawn}.",
            "`tutela review` lists the ids of today.",
        )
    return stored.record
