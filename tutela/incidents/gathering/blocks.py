"""Which assets must be looked at together, as what is told of them changes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from tutela.incidents.gathering.case import Memory, Standing
from tutela.model.clusters import components
from tutela.model.rulings import Pair


class Blocks:
    """Assets with claims about them, in blocks: one is part of the other, or rulings join their claims."""

    def __init__(self, memory: Memory, pairs: Sequence[Pair]) -> None:
        self._memory = memory
        self._pairs = pairs
        self._ruled: dict[str, list[int]] = defaultdict(list)
        for number, pair in enumerate(pairs):
            self._ruled[pair.one].append(number)
            self._ruled[pair.other].append(number)

    def retell(self, told: Mapping[str, Mapping[str, str]]) -> set[str]:
        """Take in what documents tell now, each claim with its asset; the assets that gain or lose by it."""
        memory, touched = self._memory, set[str]()
        for document, claims in told.items():
            old = {memory.linked.pop(claim) for claim in memory.told.pop(document, ())}
            for asset in old:
                memory.about.discard(asset, document)
            for claim, asset in claims.items():
                memory.linked[claim] = asset
            for asset in set(claims.values()):
                memory.about.add(asset, document)
            if claims:
                memory.told[document] = tuple(sorted(claims))
            touched |= old | set(claims.values())
        return touched

    def place(self, asset: str, whole: str | None) -> set[str]:
        """Make an asset part of another, or of none; the assets that changes anything for."""
        memory = self._memory
        before = memory.wholes.get(asset)
        if before == whole:
            return set()
        if before is not None:
            del memory.wholes[asset]
            memory.parts.discard(before, asset)
        if whole is not None:
            memory.wholes[asset] = whole
            memory.parts.add(whole, asset)
        return {one for one in (asset, before, whole) if one is not None}

    def formed_anew(self, touched: Iterable[str]) -> tuple[list[Standing], list[str]]:
        """What stood of the blocks of some assets, and the names of those that they and their neighbours form now."""
        memory, beside = self._memory, self._beside_by_rulings()
        waiting, seen, leads = list(touched), set[str](), set[str]()
        while waiting:
            asset = waiting.pop()
            if asset in seen:
                continue
            seen.add(asset)
            lead = memory.lead.get(asset)
            if lead is not None and lead not in leads:
                leads.add(lead)
                waiting += memory.blocks[lead].assets
            if self._told_of(asset):
                waiting += [other for other in self._beside(asset, beside) if self._told_of(other)]
        old = [memory.blocks.pop(lead) for lead in sorted(leads)]
        return old, self._formed(sorted(seen), beside)

    def _formed(self, assets: Sequence[str], beside: Mapping[str, Collection[str]]) -> list[str]:
        memory = self._memory
        for asset in assets:
            memory.lead.pop(asset, None)
        alive = [asset for asset in assets if self._told_of(asset)]
        place = {asset: number for number, asset in enumerate(alive)}
        pairs = ((place[a], place[b]) for a in alive for b in self._beside(a, beside) if b in place and a != b)
        leads = []
        for block in components(len(alive), pairs):
            members = tuple(alive[number] for number in block)
            leads.append(members[0])
            memory.blocks[members[0]] = Standing(members)
            for asset in members:
                memory.lead[asset] = members[0]
        return leads

    def _told_of(self, asset: str) -> bool:
        return self._memory.about.size(asset) > 0

    def _beside(self, asset: str, by_rulings: Mapping[str, Collection[str]]) -> list[str]:
        whole = self._memory.wholes.get(asset)
        near = [*self._memory.parts.under(asset), *by_rulings.get(asset, ())]
        return near if whole is None else [*near, whole]

    def _beside_by_rulings(self) -> Mapping[str, Collection[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for pair in self._pairs:
            one, other = self._memory.linked.get(pair.one), self._memory.linked.get(pair.other)
            if one is not None and other is not None:
                found[one].add(other)
                found[other].add(one)
        return found

    def ruled_among(self, claims: Collection[str]) -> list[Pair]:
        """The pairs of rulings between some claims, in their order."""
        if not self._ruled:
            return []
        numbers = {number for claim in claims for number in self._ruled.get(claim, ())}
        pairs = [self._pairs[number] for number in sorted(numbers)]
        return [pair for pair in pairs if pair.one in claims and pair.other in claims]
