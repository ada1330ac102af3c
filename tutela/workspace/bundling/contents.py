"""What lies in a bundle: records as they were hashed, the ledger's part, captured files; or what the gate released."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from tutela.model.canonical import canonical_json
from tutela.model.casefile import CaseFile
from tutela.model.documents import Document
from tutela.model.errors import LedgerBroken, UnknownRecord
from tutela.model.incidents import Incident
from tutela.model.items import CapturedItem, FileRole
from tutela.model.media import Medium
from tutela.model.records import canonical_record, from_text
from tutela.publishing.bundle.packing import Packing
from tutela.publishing.bundle.telling import BundleSheet, Kept
from tutela.publishing.bundle.wacz import Page, write_wacz
from tutela.publishing.contents import contents
from tutela.publishing.drafts import as_of
from tutela.publishing.gate import Released, release
from tutela.store.branches import STAGE
from tutela.store.checkpoints import decoded, read_note, verifier_key
from tutela.store.extracts import bodies, entry_hash, entry_texts, kind_name, last_leaf, leaf_counts, past_bodies
from tutela.store.files import FileStore
from tutela.store.proofs import all_leaves, prove_some
from tutela.store.records import Capture, Checkpoint, PublicKey, Timestamp
from tutela.store.tables import KINDS
from tutela.store.timestamps.checking import pem
from tutela.store.timestamps.opentimestamps import is_proof
from tutela.store.timestamps.response import read_answer
from tutela.workspace.bundling.scope import Wanted, case_of, media_types, publishers_of, wanted_for
from tutela.workspace.incidents import incident_named
from tutela.workspace.moment import case_file_of

if TYPE_CHECKING:
    from tutela.store.reader import Reader

ALL = "ALL"
WARC = "application/warc"
RELEASED = (
    "documents",
    "publishers",
    "assets",
    "places",
    "claims",
    "statements",
    "recordings",
    "links",
    "incidents",
    "rulings",
)
"""What a redacted bundle holds records of."""

Result = tuple[BundleSheet, tuple[str, ...]]
"""What the index is to tell, and in sentences what could not be put in."""


def add_whole(packing: Packing, reader: "Reader", files: FileStore, what: str) -> Result:
    """Everything on an incident or on all, with proofs."""
    case = as_of(case_file_of(reader)[0])
    case = case if what == ALL else case_of(case, incident_named(case, what))
    wanted = None if what == ALL else wanted_for(reader, case)
    entries = _add_records(packing, reader, wanted)
    _add_ledger(packing, reader, wanted)
    signed = _add_signed(packing, reader)
    kept = _add_files(packing, reader, files, wanted)
    left_out = _add_documents(packing, reader, files, case, kept)
    counts = tuple(_counts(packing, entries))
    of = what if what == ALL else case.incidents[0].id
    known = {record: entry for _, record, entry in entries}
    return BundleSheet(case, of, kept, known, signed, counts=counts), left_out


def _add_records(packing: Packing, reader: "Reader", wanted: Wanted | None) -> list[tuple[str, str, int]]:
    """(kind, id, ledger entry) of every record put in, superseded ones too where everything is wanted."""
    put: list[tuple[str, str, int]] = []

    def each(kind: str, folder: str) -> Iterator[str]:
        ids = None if wanted is None else wanted.ids.get(kind, set())
        for body in past_bodies(reader, kind) if folder == "superseded" else bodies(reader, kind, ids):
            put.append((kind, body.id, body.entered))
            if wanted is not None and body.run:
                wanted.take("runs", [body.run])
            yield body.json

    # Runs come last: which of them are needed shows from the records they made.
    names = sorted((kind.name for kind in KINDS), key=lambda name: name == "runs")
    for folder in ("records", "superseded") if wanted is None else ("records",):
        for name in names:
            packing.add_lines(f"{folder}/{name}.jsonl", each(name, folder))
    return put


def _counts(packing: Packing, put: Iterable[tuple[str, str, int]]) -> Iterator[tuple[str, int]]:
    counted: dict[str, int] = defaultdict(int)
    for kind, _, _ in put:
        counted[kind] += 1
    yield from sorted(counted.items())


def _add_ledger(packing: Packing, reader: "Reader", wanted: Wanted | None) -> None:
    if wanted is None:
        packing.add_lines("ledger/entries.jsonl", entry_texts(reader, 1, last_leaf(reader)))
        packing.add_lines("ledger/leaves.jsonl", (text for _, text in all_leaves(reader)))
        whole = ({"entry": seq, "at": [[0, count]], "beside": []} for seq, count in leaf_counts(reader))
        packing.add_lines("ledger/proofs.jsonl", (canonical_json(proof).decode() for proof in whole))
        return
    sought: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for kind, ids in wanted.ids.items():
        for body in bodies(reader, kind, ids):
            sought[body.entered].add((kind, body.id))
    proofs = [prove_some(reader, entry, sought[entry]) for entry in sorted(sought)]
    packing.add_lines("ledger/entries.jsonl", entry_texts(reader, min(sought), max(sought)))
    packing.add_lines("ledger/leaves.jsonl", (leaf for proof in proofs for leaf in proof.leaves))
    told = ({"entry": one.entry, "at": [list(part) for part in one.at], "beside": list(one.beside)} for one in proofs)
    packing.add_lines("ledger/proofs.jsonl", (canonical_json(proof).decode() for proof in told))


def _add_signed(packing: Packing, reader: "Reader") -> tuple[str, ...]:
    """Checkpoints, keys and timestamps as files of their own; what they say, in sentences."""
    keys = {key.id: key for key in reader.all(PublicKey)}
    told = []
    for key in keys.values():
        packing.add(f"keys/{key.id}.txt", f"{verifier_key(key)}\n".encode())
    for checkpoint in reader.all(Checkpoint):
        packing.add(f"ledger/checkpoints/{checkpoint.id}.txt", checkpoint.note.encode())
        by = keys[checkpoint.key].name if checkpoint.key in keys else checkpoint.key
        told.append(f"{by} signed ledger entries 1 to {checkpoint.entry:,}, on {checkpoint.at} by that person's clock.")
    for timestamp in reader.all(Timestamp):
        response = decoded(timestamp.response)
        if is_proof(response):
            packing.add(f"ledger/timestamps/{timestamp.id}.ots", response)
            told.append(f"{timestamp.source} has {timestamp.checkpoint} in hand; `ots verify` checks it.")
            continue
        answer = read_answer(response)
        packing.add(f"ledger/timestamps/{timestamp.id}.tsr", response)
        packing.add(f"ledger/timestamps/{timestamp.id}.pem", pem([answer.certificate, *answer.others]))
        told.append(f"{answer.authority or 'An unnamed authority'} stamped {timestamp.checkpoint} at {answer.at}.")
    return tuple(told)


def checkpoints_elsewhere(reader: "Reader") -> tuple[str, ...]:
    """Ids of checkpoints over the ledger of a workspace that was joined to this one: their entries are not in here."""
    if all(entry.stage != STAGE for entry in reader.entries()):
        return ()
    notes = ((one.id, read_note(one.note)) for one in reader.all(Checkpoint))
    return tuple(id_ for id_, note in notes if entry_hash(reader, note.entry) != note.head)


def _add_files(packing: Packing, reader: "Reader", files: FileStore, wanted: Wanted | None) -> tuple[Kept, ...]:
    """The captured bytes, each once."""
    ids = None if wanted is None else wanted.ids["captures"]
    captures = [from_text(Capture, body.json) for body in bodies(reader, "captures", ids)]
    past = [] if wanted else [from_text(Capture, body.json) for body in past_bodies(reader, kind_name(Capture))]
    for sha256 in sorted({capture.sha256 for capture in (*captures, *past)}):
        path = files.path(sha256)
        if not path.is_file():
            raise LedgerBroken(f"{path} is missing.", "Run `tutela verify` and restore it from a backup.")
        packing.add_file(f"files/{sha256}", path)
    types = media_types(reader.all(Document), reader.all(Medium), reader.all(CapturedItem))
    return tuple(
        Kept(one.sha256, one.size, one.at, one.of, one.path, types.get(one.sha256, "")) for one in captures
    )  # fmt: skip


def _add_documents(
    packing: Packing, reader: "Reader", files: FileStore, case: CaseFile, kept: Iterable[Kept]
) -> tuple[str, ...]:
    by_owner = {one.of: one for one in kept}
    warcs, archived = {}, set[str]()
    documents = {document.id for document in case.documents}
    for item in reader.all(CapturedItem):
        found = [file.sha256 for file in item.files if file.role is FileRole.RECORD and WARC in file.media_type]
        if found and documents & set(item.documents):
            warcs.update({sha256: files.path(sha256) for sha256 in found})
            archived |= {*item.documents}
    pages = [_page(one, by_owner, files, archived) for one in case.documents if one.id in by_owner]
    out = BytesIO()
    unread = write_wacz(out, pages, warcs, case.title or "Documents", case.software, case.made_at)
    packing.add_pieces("documents.wacz", (out.getvalue(),), packed=False)
    return tuple(f"documents.wacz lacks the WARC file {sha256}, which cannot be read." for sha256 in unread)


def _page(document: Document, kept: Mapping[str, Kept], files: FileStore, archived: set[str]) -> Page:
    one = kept[document.id]
    content = files.path(one.sha256).read_bytes()
    return Page(document, one.at, None if document.id in archived else content, _typed(document.media_type, content))


def _typed(media_type: str, content: bytes) -> str:
    """The media type with the letters' encoding, where it is plain from the bytes and a page would not say."""
    if media_type != "text/plain":
        return media_type
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return media_type
    return "text/plain; charset=utf-8"


# -- what the gate releases --------------------------------------------------------------------------------------------


def add_released(packing: Packing, reader: "Reader", files: FileStore, what: str) -> Result:
    """What the gate releases on an incident or on all: records as released, documents as text."""
    return add_case(packing, release(case_file_of(reader)[0]), what), ()


def add_case(packing: Packing, released: Released, what: str) -> BundleSheet:
    """A released case, or an incident of it: nothing that goes in comes from anywhere else."""
    case = _shown(released)
    if what != ALL:
        case = case_of(case, _released_incident(released, what))
    for kind in RELEASED:
        packing.add_lines(f"records/{kind}.jsonl", (canonical_record(one).decode() for one in getattr(case, kind)))
    pages = [
        Page(one, case.captured_at.get(one.id) or case.made_at, one.text.encode(), "text/plain; charset=utf-8")
        for one in case.documents
    ]
    out = BytesIO()
    write_wacz(out, pages, {}, case.title or "Documents", case.software, case.made_at)
    packing.add_pieces("documents.wacz", (out.getvalue(),), packed=False)
    counts = tuple((kind, len(getattr(case, kind))) for kind in RELEASED if getattr(case, kind))
    of = ALL if what == ALL else case.incidents[0].id
    return BundleSheet(case, of, redacted=True, withheld=released.withheld, counts=counts)


def _shown(released: Released) -> CaseFile:
    """The released case as the dossier shows it: assets that nothing is told of would tell by their absence."""
    held = contents(released)
    case = replace(released.case, assets=tuple(held.assets.values()), places=held.places, registers=())
    return replace(
        case, incidents=held.incidents, publishers=publishers_of(case.publishers, case.documents), ledger=None
    )


def _released_incident(released: Released, what: str) -> Incident:
    held = contents(released)
    for incident in held.incidents:
        if what in (incident.id, *incident.aliases, held.numbers[incident.id]):
            return incident
    raise UnknownRecord(f"No incident {what!r} may be shown.", "Take its number from the dossier (I7), or bundle ALL.")
