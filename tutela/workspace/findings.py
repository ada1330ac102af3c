"""What reading and gathering found without a workspace, and how a notebook shows it."""

from dataclasses import dataclass
from typing import Any

from tutela.model.claims import Claim, Reading
from tutela.model.documents import Document
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset
from tutela.model.links import Link
from tutela.model.problems import Problem
from tutela.workspace.tables import Table, claims_table, incidents_table


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """What `read_files` found: each document with what was read in it, and what was wrong with the input.

    >>> found = read_files("articles/cathedral-5-apa-denial.txt")
    >>> found
    ReadFiles(1 document, 1 claim, 0 problems)
    >>> found.claims[0].certainty.value
    'denied'
    """

    readings: tuple[tuple[Document, Reading], ...]
    problems: tuple[Problem, ...]

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, in the order they were given."""
        return tuple(document for document, _ in self.readings)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of all documents."""
        return tuple(claim for _, reading in self.readings for claim in reading.claims)

    def table(self) -> Table:
        """The claims as a table."""
        return claims_table(self.documents, self.claims)

    def text(self) -> str:
        """What `tutela read` prints: each document with its claims and their words."""
        from tutela.publishing.guide import reading_as_text

        return "\n".join(reading_as_text(document, reading) for document, reading in self.readings)

    def json(self) -> list[dict[str, Any]]:
        """What `tutela read --format jsonl` prints: a JSON object for each document."""
        from tutela.publishing.guide import reading_as_json

        return [reading_as_json(document, reading) for document, reading in self.readings]

    def __repr__(self) -> str:
        return _told(self, documents=len(self.readings), claims=len(self.claims), problems=len(self.problems))

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()


@dataclass(frozen=True, slots=True)
class Gathering:
    """What `gather_files` found: claims with their links, and the incidents they stand in.

    >>> found = gather_files("articles", "sample/inventory.csv")
    >>> len(found.documents)
    10
    >>> found.table().columns[:4]
    ('id', 'asset', 'harms', 'time')
    """

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    assets: tuple[Asset, ...]
    """Of the registers, and those that documents describe."""
    links: tuple[Link, ...]
    incidents: tuple[Incident, ...]
    problems: tuple[Problem, ...]

    def table(self) -> Table:
        """The incidents as a table."""
        return incidents_table(self.claims, self.assets, self.incidents)

    def claims_table(self) -> Table:
        """The claims as a table, each with its asset and incident."""
        return claims_table(self.documents, self.claims, self.links, self.assets, self.incidents)

    def text(self) -> str:
        """What `tutela gather` prints: each incident with its claims, denials and origins."""
        from tutela.publishing.gathered import incidents_as_text

        return incidents_as_text(self.documents, self.claims, self.assets, self.incidents)

    def json(self) -> list[dict[str, Any]]:
        """What `tutela gather --format jsonl` prints: a JSON object for each document."""
        from tutela.publishing.gathered import documents_as_json

        return list(documents_as_json(self.documents, self.claims, self.links, self.incidents))

    def __repr__(self) -> str:
        return _told(
            self,
            documents=len(self.documents),
            claims=len(self.claims),
            incidents=len(self.incidents),
            problems=len(self.problems),
        )

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()


def _told(found: object, **counts: int) -> str:
    counted = (f"{count:,} {noun if count != 1 else noun.removesuffix('s')}" for noun, count in counts.items())
    return f"{type(found).__name__}({', '.join(counted)})"
