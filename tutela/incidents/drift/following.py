"""Along the chain of an incident: every change between a text and the one it most plainly rests on."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from tutela.incidents.drift.accounts import Account, accounts
from tutela.incidents.drift.actors import actor_drift
from tutela.incidents.drift.dates import date_drift
from tutela.incidents.drift.disguises import disguise_drift
from tutela.incidents.drift.harms import harm_drift
from tutela.incidents.drift.headlines import headline_drift
from tutela.incidents.drift.hedges import hedge_drift
from tutela.incidents.drift.numbers import number_drift
from tutela.incidents.drift.stamps import stamp_drift
from tutela.model.chains import plainest_edges
from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.incidents import ChainEdge, Drift, DriftKind, EdgeKind, Incident

BETWEEN: tuple[Callable[[Account, Account, EdgeKind], Iterator[Drift]], ...] = (
    number_drift,
    harm_drift,
    date_drift,
    hedge_drift,
    actor_drift,
    disguise_drift,
)
WITHIN: tuple[Callable[[Account], Iterator[Drift]], ...] = (headline_drift, stamp_drift)


def with_drift(
    incident: Incident, claims: Iterable[Claim], texts: Mapping[str, Document], told: Mapping[str, Sequence[Claim]]
) -> Incident:
    """The incident with what changed as it was told on.

    Args:
        incident: what its claims were gathered into.
        claims: its claims.
        texts: document id -> document.
        told: document id -> all its claims, those of other incidents too.
    """
    members = list(claims)
    documents = {claim.document: texts[claim.document] for claim in members}
    return replace(incident, drift=drift_of(members, documents.values(), incident.denials, incident.chain, told))


def claims_by_document(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Document id -> its claims."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.document, []).append(claim)
    return found


def drift_of(
    claims: Iterable[Claim],
    documents: Iterable[Document],
    denials: Collection[str],
    chain: Sequence[ChainEdge],
    told: Mapping[str, Sequence[Claim]] | None = None,
) -> tuple[Drift, ...]:
    """What changed as one incident was told on; by kind, then by the day of the later text.

    Args:
        claims: those of the incident.
        documents: those they stand in.
        denials: ids of claims that deny it or say the asset is intact.
        chain: who rests on whom; each document is compared with the one it most plainly rests on.
        told: document id -> all its claims, where it tells of more than this incident.
    """
    by_document = accounts(claims, documents, denials, told or {})
    days = {name: account.document.day or "" for name, account in by_document.items()}
    found = [drift for account in by_document.values() for look in WITHIN for drift in look(account)]
    for edge in plainest_edges(chain, days):
        for compare in BETWEEN:
            found += compare(by_document[edge.target], by_document[edge.source], edge.kind)
    kinds = list(DriftKind)
    return tuple(
        sorted(
            found, key=lambda drift: (kinds.index(drift.kind), days[drift.after.document], drift.later, drift.earlier)
        )
    )
