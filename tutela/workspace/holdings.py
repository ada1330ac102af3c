"""The records of a workspace as lists, one method per kind: what machines and people put there, as it stands now."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, TypeVar

from tutela.model.claims import Claim, Recording, Statement
from tutela.model.documents import Document, Publisher
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset, Place, Register, RegisterEntry
from tutela.model.items import CapturedItem
from tutela.model.links import Link
from tutela.model.media import Medium
from tutela.model.missions import Consent, Consultation, Mission, Plan, Visit
from tutela.model.problems import Problem
from tutela.model.rulings import Ruling
from tutela.store.records import Capture, Run
from tutela.workspace.listing import Records
from tutela.workspace.moment import Told, in_text_order

if TYPE_CHECKING:
    from tutela.store.store import Store

Kept = TypeVar("Kept")


class HeldRecords:
    """The part of a workspace that lists its records."""

    _store: "Store"

    def documents(self) -> Records[Document]:
        """Captured publications, as they came."""
        return self._all(Document)

    def documents_among(self, ids: Collection[str]) -> Records[Document]:
        """Those of these ids, as they came, in their order; no other is read.

        >>> workspace = Workspace.open("case/workspace")
        >>> last = workspace.documents()[-1]
        >>> workspace.documents_among({last.id}) == (last,)
        True
        """
        with self._store.reading() as reader:
            return Records(reader.by_ids(Document, ids))

    def publishers(self) -> Records[Publisher]:
        """Publishers kept with the case."""
        return self._all(Publisher)

    def registers(self) -> Records[Register]:
        """Cards of the registers taken in."""
        return self._all(Register)

    def entries(self) -> Records[RegisterEntry]:
        """Rows of the registers, as they came."""
        return self._all(RegisterEntry)

    def assets(self) -> Records[Asset]:
        """Assets of the inventory and described ones, as machines made them."""
        return self._all(Asset)

    def places(self) -> Records[Place]:
        """Places kept with the case."""
        return self._all(Place)

    def claims(self) -> Records[Claim]:
        """Claims as they were read; `effective().claims` has rulings laid over."""
        return self._told(Claim)

    def statements(self) -> Records[Statement]:
        """Statements as they were read."""
        return self._told(Statement)

    def recordings(self) -> Records[Recording]:
        """Recordings as they were read."""
        return self._told(Recording)

    def media(self) -> Records[Medium]:
        """Pictures and videos captured with documents, and what they are recognised by."""
        return self._all(Medium)

    def links(self) -> Records[Link]:
        """Links as they were made."""
        return self._all(Link)

    def incidents(self) -> Records[Incident]:
        """Incidents as they were grouped last."""
        return self._all(Incident)

    def missions(self) -> Records[Mission]:
        """Field missions, as their briefs stand now."""
        return self._all(Mission)

    def consultations(self) -> Records[Consultation]:
        """Steps of consulting the parties of missions, in the order recorded."""
        return self._all(Consultation)

    def consents(self) -> Records[Consent]:
        """What parties signed, in the order recorded."""
        return self._all(Consent)

    def plans(self) -> Records[Plan]:
        """Plans of missions that were kept, in their order."""
        return self._all(Plan)

    def visits(self) -> Records[Visit]:
        """What teams brought home, in the order it came in."""
        return self._all(Visit)

    def rulings(self) -> Records[Ruling]:
        """Every ruling ever made, undone ones too, in their order."""
        return self._all(Ruling)

    def runs(self) -> Records[Run]:
        """The runs that made the machine records."""
        return self._all(Run)

    def captures(self) -> Records[Capture]:
        """When bytes came in, and from where."""
        return self._all(Capture)

    def items(self) -> Records[CapturedItem]:
        """What was captured, in the order it came in: who, when, how, and every file."""
        return self._all(CapturedItem)

    def problems(self) -> Records[Problem]:
        """What was wrong with the input."""
        return self._all(Problem)

    def scopes_of(self, kind: type) -> Mapping[str, str]:
        """Id -> what a record of a kind came with: a register, a document, or nothing."""
        with self._store.reading() as reader:
            return reader.scopes(kind)

    def _all(self, kind: type[Kept]) -> Records[Kept]:
        with self._store.reading() as reader:
            return Records(reader.all(kind))

    def _told(self, kind: type[Told]) -> Records[Told]:
        with self._store.reading() as reader:
            documents = reader.all(Document)
            tongues = {document.id: document.tongue for document in documents}
            return Records(in_text_order(reader.all(kind), documents), tongues)
