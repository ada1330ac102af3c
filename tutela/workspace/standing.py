"""How the inventory of a moment differs from what registers give: what was merged, corrected or withheld.

Searches and boxes show the inventory as rulings and matches leave it. Where nobody ruled on an asset, only the groups
that matches join are read, so that this stays possible for millions.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tutela.model.inventory import Asset, Match, MatchVerdict
from tutela.model.rulings import Ruling, Verdict
from tutela.store.search import Standing
from tutela.workspace.moment import effective_records

if TYPE_CHECKING:
    from tutela.store.reader import Reader

ON_ASSETS = frozenset((Verdict.CORRECT, Verdict.SAME, Verdict.DIFFERENT, Verdict.NEW_ASSET, Verdict.RESTRICT))
"""Verdicts that make something else of an asset, or withhold one."""
AT_A_TIME = 500
"""Groups whose members are read together."""
FOLLOWED = ("assets", "matches", "rulings")


def standing_of(reader: "Reader") -> Standing:
    """What the inventory of the moment holds otherwise than registers give it."""
    rulings = [ruling for ruling in reader.all(Ruling) if _judges_assets(ruling)]
    if rulings:
        # What is withheld follows the claims, so new links may withhold more.
        restricts = any(ruling.verdict is Verdict.RESTRICT for ruling in rulings)
        return _as_ruled(reader, (*FOLLOWED, "links") if restricts else FOLLOWED)
    return Standing(_merged(reader, reader.matches()), (), FOLLOWED)


def _judges_assets(ruling: Ruling) -> bool:
    about = ruling.record.startswith("ast_") or ruling.target.startswith("ast_")
    return ruling.verdict in ON_ASSETS and (about or ruling.verdict in (Verdict.RESTRICT, Verdict.NEW_ASSET))


def _as_ruled(reader: "Reader", follows: tuple[str, ...]) -> Standing:
    effective = effective_records(reader)
    left = {asset.id: asset for asset in effective.assets}
    made: list[tuple[Asset, bool]] = []
    gone: list[str] = []
    for _, stored in reader.each(Asset):
        asset = left.pop(stored.id, None)
        withheld = stored.id in effective.restricted
        if asset is None:
            gone.append(stored.id)
        elif asset != stored or withheld != stored.restricted:
            made.append((asset, withheld))
    made += [(asset, asset.id in effective.restricted) for asset in left.values()]
    absorbed = {id_ for asset, _ in made for id_ in asset.absorbed}
    return Standing(made, [id_ for id_ in gone if id_ not in absorbed], follows)


def _merged(reader: "Reader", matches: Sequence[Match]) -> Iterator[tuple[Asset, bool]]:
    """The assets that matches change, group by group."""
    if not matches:
        return
    from tutela.inventory.merging.joining import grouped

    ids = reader.ids(Asset)
    groups = grouped([id_ for match in matches for id_ in (match.one, match.other) if id_ in ids], matches)
    home = {member: min(group) for group in groups for member in group}
    inside: dict[str, list[Match]] = {}
    for match in matches:
        if match.one in home and (match.verdict is MatchVerdict.PART or home[match.one] == home.get(match.other)):
            inside.setdefault(home[match.one], []).append(match)
    changed = iter([group for group in groups if len(group) > 1 or min(group) in inside])
    while some := list(itertools.islice(changed, AT_A_TIME)):
        known = reader.assets([id_ for group in some for id_ in group])
        for group in some:
            members = [known[id_] for id_ in group]
            yield from ((asset, False) for asset in _joined(members, inside.get(min(group), []), home))


def _joined(members: Sequence[Asset], matches: Sequence[Match], home: Mapping[str, str]) -> Iterator[Asset]:
    """What a group became, where it is something else than its only member."""
    from tutela.inventory.merging.joining import merged

    for asset in merged(members, matches):
        whole = home.get(asset.part_of or "", asset.part_of)
        made = asset if whole == asset.part_of else replace(asset, part_of=whole)
        if made != members[0]:
            yield made
