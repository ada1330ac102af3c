"""The C2PA manifest of a picture or video: what the library says of it, and what that means in words.

Read by c2pa-python in a process of its own, offline: a manifest kept elsewhere is not fetched, nobody is asked about a
certificate. Nothing it says is taken for true.
"""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tutela.model.items import CaptureStep, Done
from tutela.sources.decoding import storable

PATIENCE_S = 60.0
CHUNK = 1 << 20
SIGNS = (b"jumb", b"c2pa")
"""Both stand in any file that carries a manifest; a file without them needs no reader."""
NOT_INSTALLED = "c2pa-python is not installed, so its C2PA manifest was not read: pip install 'tutela[capture]'."
FITS = "The manifest's signature fits the file as it lies here; "
MEANS = {
    "Valid": f"{FITS}who gave the signer's certificate was not checked.",
    "Trusted": f"{FITS}the library trusts who gave the signer's certificate.",
    "Invalid": (
        "The manifest does not fit the file as it lies here: one of them was changed after it was signed, or the "
        "signature is damaged."
    ),
}
MOST_FACTS = 60


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a file's manifest says, and how reading it went."""

    told: tuple[tuple[str, str], ...] = ()
    step: CaptureStep | None = None
    """None where the file carries no manifest."""


def manifest_of(path: Path, media_type: str) -> Manifest:
    """The manifest of a picture or video.

    Raises:
        OSError: the file cannot be read.
    """
    if not _carries(path):
        return Manifest()
    if importlib.util.find_spec("c2pa") is None:
        return Manifest(step=CaptureStep("c2pa", Done.LEFT_OUT, NOT_INSTALLED))
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "tutela.sources.media.manifest_child", str(path), media_type],
            capture_output=True,
            timeout=PATIENCE_S,
            check=False,
        )
        answer = json.loads(ran.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return Manifest(step=CaptureStep("c2pa", Done.FAILED, "Its C2PA manifest could not be read within its bounds."))
    if why := answer.get("why"):
        told = f"Its C2PA manifest cannot be read ({storable(why)[:300]})."
        return Manifest() if "ManifestNotFound" in why else Manifest(step=CaptureStep("c2pa", Done.FAILED, told))
    facts = tuple((name, storable(value)[:500]) for name, value in _told(answer))[:MOST_FACTS]
    state = str(answer["state"])
    return Manifest(facts, CaptureStep("c2pa", Done.DONE, MEANS.get(state, f"The library calls it {state}.")))


def _carries(path: Path) -> bool:
    """Whether a file holds the signs of a manifest."""
    found: set[bytes] = set()
    tail = b""
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            found |= {sign for sign in SIGNS if sign in tail + piece}
            if len(found) == len(SIGNS):
                return True
            tail = piece[-8:]
    return False


def _told(answer: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    yield "state", str(answer["state"])
    if remote := answer.get("remote"):
        yield "manifest kept at", str(remote)
    found = answer.get("manifest")
    manifest: Mapping[str, object] = found if isinstance(found, Mapping) else {}
    for name in ("title", "claim_generator", "format"):
        if value := manifest.get(name):
            yield name, str(value)
    for maker in _objects(manifest.get("claim_generator_info")):
        yield "made with", f"{maker.get('name', '')} {maker.get('version', '')}".strip()
    signature = manifest.get("signature_info")
    if isinstance(signature, Mapping):
        for name in ("issuer", "common_name", "alg", "time", "cert_serial_number"):
            if value := signature.get(name):
                yield f"signature: {name}", str(value)
    yield from _actions(manifest)
    for parent in _objects(manifest.get("ingredients")):
        yield "made of", str(parent.get("title") or parent.get("instance_id") or "an unnamed file")
    for status in _objects(answer.get("status")):
        yield "validation", f"{status.get('code', '')}: {status.get('explanation', '')}"


def _actions(manifest: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for assertion in _objects(manifest.get("assertions")):
        data = assertion.get("data")
        for action in _objects(data.get("actions") if isinstance(data, Mapping) else None):
            agent = action.get("softwareAgent")
            named = agent.get("name") if isinstance(agent, Mapping) else agent
            parts = [
                action.get("action"),
                named,
                action.get("when"),
                str(action.get("digitalSourceType", "")).rpartition("/")[2],
            ]
            yield "action", ", ".join(str(part) for part in parts if part)


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    yield from (one for one in value if isinstance(one, Mapping)) if isinstance(value, list) else ()
