"""Merging: registers in files, or the inventory of a workspace, into assets that each stand for one thing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutela.inventory.assets import assets_from_entries
from tutela.model.inventory import Asset, Match, Register, RegisterEntry
from tutela.model.problems import Problem
from tutela.model.rulings import Pair
from tutela.workspace.runs import run_card
from tutela.workspace.taking_in import Paths, paths_of, read_registers

if TYPE_CHECKING:
    from tutela.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging came to."""

    registers: tuple[Register, ...]
    entries: tuple[RegisterEntry, ...]
    parts: tuple[Asset, ...]
    """The assets as single registers give them."""
    assets: tuple[Asset, ...]
    """The assets as they are merged."""
    matches: tuple[Match, ...]
    problems: tuple[Problem, ...] = ()
    pairs: tuple[Pair, ...] = ()
    """What people ruled on pairs of the parts."""


def merge_files(registers: Paths, columns: Mapping[str, str] | None = None) -> Merged:
    """Merge the registers in these files; of a single one the rows that are one thing.

    Args:
        registers: files of any kind a register comes in.
        columns: what columns mean, where their names do not say.

    Raises:
        InputError: none of the registers can be used.

    >>> found = merge_files("sample/inventory.csv")
    >>> len(found.assets) <= len(found.parts)
    True
    """
    from tutela.inventory.merging import match_assets, merged

    readings, problems = read_registers(paths_of(registers), columns)
    parts: list[Asset] = []
    owner: dict[str, str] = {}
    for reading in readings:
        assets = assets_from_entries(reading.register, reading.entries)
        parts += assets
        owner |= dict.fromkeys((asset.id for asset in assets), reading.register.id)
    matches = match_assets(parts, registers=owner)
    return Merged(
        tuple(reading.register for reading in readings),
        tuple(entry for reading in readings for entry in reading.entries),
        tuple(parts),
        merged(parts, matches),
        matches,
        (*problems, *(problem for reading in readings for problem in reading.problems)),
    )


def merge_workspace(workspace: "Workspace") -> Merged:
    """Merge the assets of a workspace's registers, with what people ruled on pairs of them laid over.

    The matches are kept, each with its reasons; from then on the inventory is the merged one. The same registers and
    rulings give the same again and write nothing.

    Raises:
        WorkspaceBusy: another process is writing.
    """
    from tutela.inventory.merging import match_assets, merged

    effective = workspace.effective()
    parts = tuple(asset for asset in workspace.assets() if not asset.described)
    pairs = [pair for pair in effective.pairs if pair.kind == "asset"]
    entries = tuple(workspace.entries())
    owner = {entry.id: entry.register for entry in entries}
    matches = match_assets(parts, pairs, {asset.id: owner.get(asset.entries[0], "") for asset in parts})
    with workspace.batch(run_card({}), "merging") as batch:
        batch.replace(Match, matches)
    return Merged(
        tuple(workspace.registers()), entries, parts, merged(parts, matches, pairs), matches, (), tuple(pairs)
    )


def merged_as_json(found: Merged) -> Iterator[dict[str, object]]:
    """One dict an asset: its id, the rows it was made of (register, id as written), and why they are one."""
    entries = {entry.id: entry for entry in found.entries}
    names = {register.id: register.name for register in found.registers}
    place = {id_: at for at, id_ in enumerate(entries)}
    why = _reasons(found)
    for asset in found.assets:
        rows = [entries[id_] for id_ in sorted(asset.entries, key=lambda id_: place.get(id_, 0)) if id_ in entries]
        yield {
            "asset": asset.id,
            "entries": [
                {"register": names.get(row.register, row.register), "id": row.value("id") or row.key} for row in rows
            ],
            "reasons": why.get(asset.id, []),
        }


def _reasons(found: Merged) -> dict[str, list[str]]:
    """Asset -> what joined its members, pair by pair where they are more than two."""
    home = {member: asset.id for asset in found.assets for member in (asset.id, *asset.absorbed)}
    labels = {asset.id: asset.label for asset in found.parts}
    why: dict[str, list[str]] = {}
    for match in found.matches:
        asset = home.get(match.one)
        if asset and asset == home.get(match.other) and match.verdict == "same":
            pair = f"“{labels[match.one]}” and “{labels[match.other]}” ({match.weight:+.1f} bits): "
            why.setdefault(asset, []).extend(pair + reason.sentence for reason in match.reasons)
    for ruled in found.pairs:
        if ruled.same and home.get(ruled.one) and home.get(ruled.one) == home.get(ruled.other):
            sentence = f"“{labels[ruled.one]}” and “{labels[ruled.other]}” were ruled the same ({ruled.ruling})"
            why.setdefault(home[ruled.one], []).append(sentence)
    return why


SHOWN = 50
"""Merges and open questions shown; all are in `--format jsonl`."""


def merged_as_text(found: Merged) -> str:
    """What was merged, with every sentence, what is left open, and what is a part of what."""
    labels = {asset.id: asset.label for asset in found.parts}
    home = {member: asset.id for asset in found.assets for member in (asset.id, *asset.absorbed)}
    joined = [asset for asset in found.assets if asset.absorbed]
    inside = {
        asset.id: [m for m in found.matches if home.get(m.one) == asset.id == home.get(m.other)] for asset in joined
    }
    lines = [_summary(found, joined), ""]
    for asset in joined[:SHOWN]:
        lines.append(f"One: {asset.label}  ({asset.id})")
        for match in inside[asset.id]:
            lines += _told(match, labels)
    open_ = [m for m in found.matches if m.verdict == "possible" and home.get(m.one) != home.get(m.other)]
    parts = [m for m in found.matches if m.verdict == "part"]
    for title, group in (("Perhaps one - for a person to say", open_), ("Part and whole", parts)):
        if group:
            lines += ["", f"{title}: {len(group):,}"]
            for match in group[:SHOWN]:
                lines += _told(match, labels)
    return "\n".join(lines)


def _summary(found: Merged, joined: Sequence[Asset]) -> str:
    rows = ", ".join(f"{register.name} ({register.rows:,} rows)" for register in found.registers)
    counts = f"{len(found.parts):,} assets, {len(found.assets):,} after merging"
    return f"{rows}: {counts}; {len(joined):,} were made of several."


def _told(match: Match, labels: Mapping[str, str]) -> list[str]:
    head = f"  {labels[match.one]}  |  {labels[match.other]}  ({match.weight:+.1f} bits)  {match.one} {match.other}"
    return [head, *(f"      {reason.score:+6.1f}  {reason.sentence}" for reason in match.reasons)]
