"""One investigation: its records, what people ruled on them, and the ledger that proves both."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tutela.model.casefile import CaseFile
from tutela.model.documents import Document
from tutela.model.errors import UnknownRecord
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.missions import Visit
from tutela.model.rulings import Ruling, Verdict
from tutela.review.checks import check
from tutela.review.merging import with_aliases
from tutela.store.lock import PATIENCE_S
from tutela.store.records import Run
from tutela.workspace.batch import INCIDENTS, READING, Batch, gathered_from
from tutela.workspace.holdings import HeldRecords
from tutela.workspace.listing import Records
from tutela.workspace.lookup import AssetLookup
from tutela.workspace.moment import (
    case_file_of,
    effective_records,
    held_records,
    notice_of,
    prepared,
    told_last,
)
from tutela.workspace.register_lookup import RegisterLookup
from tutela.workspace.tables import Table, table_of

if TYPE_CHECKING:
    from tutela.publishing.notebook import IncidentView
    from tutela.review.overlay import Effective
    from tutela.review.queue import ReviewItem
    from tutela.store.asof import AsOf
    from tutela.store.reader import Stored
    from tutela.store.store import Store
    from tutela.store.verify import Verification

Kept = TypeVar("Kept")


def _store() -> "type[Store]":
    # The database is nine tenths of what it takes to start; whoever only names a workspace need not wait for it.
    from tutela.store.store import Store

    return Store


class Workspace(AssetLookup, RegisterLookup, HeldRecords):
    """A workspace, open. Several can be open in one process; threads open their own.

    >>> with Workspace.open("case/workspace") as workspace:
    ...     print(workspace.title)
    ...     denied = [incident for incident in workspace.incidents() if incident.denials]
    Ten articles
    >>> len(denied) > 0
    True
    """

    def __init__(self, store: "Store") -> None:
        self._store = store
        self.path = store.path

    # -- opening ------------------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path | str, title: str = "", notice: str = "") -> "Workspace":
        """Make a new workspace.

        Raises:
            WorkspaceError: there is one already.
        """
        return cls(_store().create(Path(path), title, notice=notice))

    @classmethod
    def open(
        cls, path: Path | str, patience_s: float = PATIENCE_S, as_of: str | int | dt.date | None = None
    ) -> "Workspace":
        """Open a workspace; a batch waits `patience_s` seconds for another writer.

        Args:
            as_of: show it, to read only, as it was known at the end of a date in UTC (`"2020-11-27"`), at a time
                (`"2020-11-27T18:00Z"`) or with an entry of the ledger (its number, `"entry:12"` or its hash). Every
                method answers as of then; what they compute, today's software computes.

        Raises:
            NotAWorkspace: there is none.
            InputError: the ledger has no such moment.

        >>> first = Workspace.open("case/workspace", as_of=1)
        >>> len(first.documents()), first.title
        (0, 'Ten articles')
        """
        asked = as_of.isoformat() if isinstance(as_of, dt.date) else as_of
        return cls(_store()(Path(path), patience_s, asked=asked))

    @classmethod
    def open_or_create(cls, path: Path | str, title: str = "") -> "Workspace":
        """Open a workspace, or make it, under that title, where there is none."""
        return cls(_store().open_or_create(Path(path), title))

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
        """What the investigation is called; `retitle` changes it."""
        with self._store.reading() as reader:
            return told_last(reader, "title")

    @property
    def notice(self) -> str:
        """What every output says of the whole case before anything else, and as of when it is shown; mostly nothing."""
        with self._store.reading() as reader:
            return notice_of(reader)

    @property
    def as_of(self) -> "AsOf | None":
        """The earlier moment that is shown; None for the workspace of today."""
        return self._store.as_of

    def record(self, id_: str) -> "Stored":
        """One record of any kind with its envelope; old ids of incidents and merged assets lead to those of today.

        Raises:
            UnknownRecord: there never was one.

        >>> workspace = Workspace.open("case/workspace")
        >>> stored = workspace.record(workspace.claims()[0].id)
        >>> stored.record == workspace.claims()[0], stored.kind
        (True, 'claims')
        """
        with self._store.reading() as reader:
            stored = reader.find(id_) if reader.knows(id_) else reader.find(self._store.absorbing(id_) or id_)
            if stored.withdrawn is not None and isinstance(stored.record, Asset):
                return reader.find(self._store.absorbing(id_) or id_)
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

    # -- writing ------------------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep the writing lock over several batches.

        Raises:
            WorkspaceBusy: another process has it.
        """
        with self._store.writing():
            yield

    def retitle(self, title: str) -> None:
        """Call the investigation something else from now on; the ledger keeps what it was called, and until when.

        Raises:
            WorkspaceBusy: another process is writing.

        >>> with Workspace.create("renamed", "Churches") as workspace:
        ...     workspace.retitle("Churches and mosques")
        ...     workspace.title
        'Churches and mosques'
        """
        if title != self.title:
            self._store.note("title", title=title)

    @contextmanager
    def batch(self, run: Run, stage: str) -> Iterator[Batch]:
        """Write records of one stage of one run: all or, if an exception leaves the block, none.

        Raises:
            WorkspaceBusy: another process is writing.
        """
        with self._store.writing():
            with self._store.reading() as reader:
                held = held_records(reader)
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
        sets: Mapping[str, str] | Sequence[tuple[str, str]] = (),
        target: str = "",
    ) -> Ruling:
        """Write down what a person decided; machine records stay as they are. `regather` then lets it take effect.

        Args:
            record: id of what is judged.
            verdict: what is decided, as a `Verdict` or its word (`"accept"`).
            by: who decides.
            reason: why, in words that stand in the dossier.
            sets: field -> right value, with `correct`; person -> name with `restrict`.
            target: the asset of `link`, the other record of `same` and `different`.

        Raises:
            UnknownRecord: there is no such record, or no such target.
            RulingRefused: a rule of the house forbids it, and why.
            SecondPersonNeeded: it would confirm the person's own word.
            ValueError: there is no such verdict.

        >>> workspace = Workspace.open("case/workspace")
        >>> denial = next(claim for claim in workspace.claims() if claim.certainty == "denied")
        >>> workspace.rule(denial.id, "accept", by="A. Reader", reason="stands so in the text")  # doctest: +ELLIPSIS
        <Ruling rul_...: accept of clm_... by A. Reader, ...: “stands so in the text”>
        >>> workspace.rule(denial.id, "accept", by="A. Reader", reason=" ")
        Traceback (most recent call last):
        tutela.model.errors.RulingRefused: A ruling needs a reason. Say why with --reason TEXT.
        """
        pairs = tuple(sets.items() if isinstance(sets, Mapping) else sets)
        with self._store.writing():
            with self._store.reading() as reader:
                ruling, bench = prepared(reader, record, Verdict(verdict), by, reason, pairs, target)
            check(ruling, bench)
            with self._store.batch("", "ruling") as writer:
                writer.add_all([ruling])
        return ruling

    # -- the case as it stands ----------------------------------------------------------------------------------------

    def effective(self) -> "Effective":
        """Machine records with rulings laid over: what linking and grouping should see."""
        with self._store.reading() as reader:
            return effective_records(reader)

    def needs_gathering(self) -> bool:
        """Whether claims, assets or rulings are newer than the incidents."""
        with self._store.reading() as reader:
            return not reader.has_step(INCIDENTS, gathered_from(reader))

    def case_file(self) -> CaseFile:
        """All of the moment, from one snapshot, with rulings laid over."""
        with self._store.reading() as reader:
            return case_file_of(reader)[0]

    def review(self) -> "Records[ReviewItem]":
        """What needs a person first, and why.

        >>> first = Workspace.open("case/workspace").review()[0]
        >>> first.why != "" and first.remedy != ""
        True
        """
        from tutela.review.queue import review_queue
        from tutela.review.visits_waiting import visits_waiting

        with self._store.reading() as reader:
            case, effective = case_file_of(reader)
            visits = reader.all(Visit)
        labels = {asset.id: asset.label for asset in case.assets}
        waiting = visits_waiting(visits, effective.rulings, labels)
        return Records(review_queue(case, effective.unapplied, waiting))

    def verify(self) -> "Verification":
        """What the ledger proves of this workspace; `faults` is empty where nothing is wrong.

        >>> Workspace.open("case/workspace").verify().strength
        'consistent'
        """
        from tutela.store.verify import verify

        return verify(self.path)

    # -- for a notebook -----------------------------------------------------------------------------------------------

    def table(self, name: str) -> Table:
        """Records of today, rulings laid over, as a table; private, since it has not passed the gate.

        Args:
            name: `claims`, `incidents`, `assets`, `documents`, `statements`, `recordings` or `rulings`.

        Raises:
            ValueError: there is no table of that name.

        >>> Workspace.open("case/workspace").table("documents").columns
        ('id', 'name', 'publisher', 'published', 'language', 'title', 'claims')
        """
        return table_of(self.case_file(), name)

    def view(self, incident: str) -> "IncidentView":
        """An incident as the dossier shows it, through the gate; a notebook draws it with its chain.

        Args:
            incident: its id, or its number in the dossier (`I7`).

        Raises:
            UnknownRecord: there is no such incident, or it is withheld.

        >>> Workspace.open("case/workspace").view("I1")                                        # doctest: +ELLIPSIS
        <Incident I1, ...; a notebook shows it as the dossier does>
        """
        # Publishing is a third of what it takes to start, and most who open a workspace draw nothing.
        from tutela.publishing.gate import release
        from tutela.publishing.notebook import view_incident

        view = view_incident(release(self.case_file()), incident)
        if view is None:
            raise UnknownRecord(
                f"No incident {incident!r} may be shown.", 'See table("incidents"); it may be withheld.'
            )
        return view

    def __repr__(self) -> str:
        return f"Workspace({str(self.path)!r})"

    def _repr_html_(self) -> str:
        return self.table("incidents")._repr_html_()
