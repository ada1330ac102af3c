"""Writing a bundle: under a temporary name, checked by its own checker, noted in the ledger, then given its name."""

import hashlib
import json
import os
import secrets
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from tutela.model.errors import InputError, LedgerBroken, SettingError, UnknownRecord
from tutela.publishing.bundle.packing import Packing, note_body
from tutela.publishing.bundle.telling import BundleSheet, blocks_of
from tutela.publishing.bundle.verify import Bundle
from tutela.publishing.report_pages import as_page, as_pdf
from tutela.store.checkpoints import Sign, encoded, hint_of, label_of, verifier_key
from tutela.store.files import hash_file, sync_folder
from tutela.store.records import PublicKey
from tutela.store.stamp import utc_now
from tutela.workspace.bundling.contents import add_released, add_whole, checkpoints_elsewhere
from tutela.workspace.evidence import make_checkpoint
from tutela.workspace.moment import told_first
from tutela.workspace.taking_in import Progress, no_progress
from tutela.workspace.workspace import Workspace

ALL = "ALL"
STEPS = 5
"""What writing a bundle is told to progress in: signed, gathered, packed, checked, noted."""
Stamp = Callable[[bytes], bytes]
"""Gives a timestamp authority's answer for a text."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, and with what."""

    key: PublicKey
    sign: Sign


@dataclass(frozen=True, slots=True)
class Bundled:
    """A bundle that was written."""

    path: Path
    sha256: str
    members: int
    bytes: int
    strength: str
    """What its own checker proves of it."""
    told: tuple[str, ...]
    """What the checker says, in sentences."""
    left_out: tuple[str, ...]
    """What could not be put in, and why, in sentences."""


def write_bundle(
    workspace: Workspace,
    what: str,
    out: Path | str,
    *,
    redacted: bool = False,
    signer: Signer | None = None,
    stamp: Stamp | None = None,
    progress: Progress = no_progress,
) -> Bundled:
    """Write the evidence on an incident, or on all, so that anybody can check it without this program.

    Args:
        what: an incident by its id or its number in the dossier, or `ALL`.
        out: the zip to write; one that stands there is replaced.
        redacted: only what the gate releases, and no captured bytes.
        signer: signs how far the ledger has come, and the bundle as it is.
        stamp: has a timestamp authority stamp the note on the bundle.

    Raises:
        UnknownRecord: there is no such incident, or it may not be shown.
        LedgerBroken: what the workspace holds does not hold together, so that nothing was written.

    >>> with Workspace.open("case/workspace") as workspace:
    ...     write_bundle(workspace, "I1", "evidence.zip").strength
    'consistent'
    """
    out = Path(out)
    if workspace.as_of:
        raise InputError("A bundle is made of the workspace of today.", "Open it without --as-of.")
    progress("bundle", 0, STEPS)
    if signer and not redacted:
        make_checkpoint(workspace, signer.key, signer.sign)
    progress("bundle", 1, STEPS)
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    try:
        said, left_out = _write(workspace, what, part, redacted, signer, stamp, progress)
        found = Bundle(part).check()
        if found.faults:
            raise LedgerBroken(f"the bundle does not hold: {found.faults[0]}.", "Run `tutela verify` on the workspace.")
        progress("bundle", 4, STEPS)
        sha256, size = hash_file(part), part.stat().st_size
        workspace._store.note("bundle", sha256=sha256, **said)
        part.replace(out)
        sync_folder(out.parent)
    finally:
        part.unlink(missing_ok=True)
    progress("bundle", STEPS, STEPS)
    return Bundled(out, sha256, len(found.names), size, found.strength(), tuple(found.told + found.signed), left_out)


def _write(
    workspace: Workspace,
    what: str,
    part: Path,
    redacted: bool,
    signer: Signer | None,
    stamp: Stamp | None,
    progress: Progress,
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Write the zip; what the ledger is to note of it, and what was left out."""
    with workspace._store.reading() as reader, zipfile.ZipFile(part, "x") as archive:
        packing = Packing(archive)
        add = add_released if redacted else add_whole
        sheet, left_out = add(packing, reader, workspace._store.files, what)
        identifier, head = told_first(reader, "workspace"), reader.head()
        progress("bundle", 2, STEPS)
        left_out = (*left_out, *_add_readable(packing, sheet))
        said = {"for": sheet.of, "redacted": "yes" if redacted else "no"}
        said["documents"] = "" if what == ALL else " ".join(sorted(one.id for one in sheet.case.documents))
        if signer and redacted:
            packing.add(f"keys/{signer.key.id}.txt", f"{verifier_key(signer.key)}\n".encode())
        seal = {}
        if redacted:
            lines = seal_text(secrets.token_hex(32), identifier, head.entries, head.head)
            seal = {"seal": hashlib.sha256(lines.encode()).hexdigest()}
            said["sealed"] = lines
        manifest = packing.manifest(
            elsewhere=[] if redacted else list(checkpoints_elsewhere(reader)),
            of=sheet.of,
            workspace=identifier,
            proofs=not redacted,
            withheld=sheet.withheld,
            as_of=sheet.case.made_at,
            **seal,
        )
        note = _note(manifest, identifier, signer, sheet.case.made_at)
        packing.close(manifest, note, stamp(note.encode()) if stamp else b"")
    with part.open("rb") as file:
        os.fsync(file.fileno())
    progress("bundle", 3, STEPS)
    return {**said, "manifest": hashlib.sha256(manifest).hexdigest()}, left_out


def _note(manifest: bytes, workspace: str, signer: Signer | None, made_at: str) -> str:
    """The note on the bundle. Unsigned it bears the time of what it holds: the same state gives the same bytes."""
    if signer is None:
        return note_body(manifest, workspace, made_at)
    body, label = note_body(manifest, workspace, utc_now()), label_of(signer.key.name)
    signature = encoded(hint_of(label, signer.key.public) + signer.sign(body.encode()))
    return f"{body}\n— {label} {signature}\n"


def _add_readable(packing: Packing, sheet: BundleSheet) -> tuple[str, ...]:
    """README, checker and index; in sentences, what could not be made."""
    package = resources.files("tutela.publishing")
    packing.add("README.txt", package.joinpath("templates", "bundle_readme.txt").read_bytes())
    packing.add("verify.py", package.joinpath("bundle", "verify.py").read_bytes())
    blocks, notice = blocks_of(sheet), sheet.case.notice
    packing.add("index.html", as_page(blocks, sheet.title, notice, sheet.case.software).encode())
    try:
        packing.add("index.pdf", as_pdf(blocks, sheet.title, notice, sheet.case.made_at))
    except SettingError as error:
        return (f"index.pdf was left out: {error}",)
    return ()


def seal_text(salt: str, workspace: str, entry: int, head: str) -> str:
    """The lines whose SHA-256 seals a redacted bundle: they lead to all that was withheld, and say nothing of it."""
    return f"tutela-seal/1\nsalt {salt}\nworkspace {workspace}\nentry {entry}\nhead {head}\n"


def seal_of(workspace: Workspace, bundle: Path | str) -> str:
    """The lines behind the seal of a redacted bundle that this workspace made.

    Raises:
        UnknownRecord: it made no such bundle, or the bundle is not redacted.
    """
    with zipfile.ZipFile(bundle) as archive:
        seal = json.loads(archive.read("manifest.json")).get("seal")
    with workspace._store.reading() as reader:
        for entry in reader.entries():
            lines = dict(entry.note).get("sealed", "")
            if entry.stage == "bundle" and lines and hashlib.sha256(lines.encode()).hexdigest() == seal:
                return lines
    raise UnknownRecord(f"{bundle} was not sealed by this workspace.", "Give a redacted bundle that it made.")
