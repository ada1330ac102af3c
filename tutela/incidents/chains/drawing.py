"""Draws the chain of one incident."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tutela.incidents.chains import naming
from tutela.incidents.chains.order import EARLIER, Order, days_of, order_of
from tutela.incidents.chains.resting import Common, Resting
from tutela.incidents.copies import Copy
from tutela.incidents.facts import years_of
from tutela.incidents.marks import Marks
from tutela.incidents.media import SameMedium, shared_medium
from tutela.incidents.sourcing import Source
from tutela.model.claims import Claim
from tutela.model.documents import Document
from tutela.model.incidents import ChainEdge, EdgeKind
from tutela.model.media import Medium

SLACK = 0.1
"""Texts that hold as much of a text, give or take this share of its words, are told apart by what it names and by
when they appeared."""
SECOND = 0.1
"""Least share of its words that a text has from a second one and not from the first."""
MOST_FROM = 3
"""Texts that one text is put together from, at most."""


class Chains:
    """Draws the chain of each incident."""

    def __init__(
        self,
        texts: Mapping[str, Document],
        copies: Sequence[Copy],
        sources: Mapping[str, Source],
        origins: Mapping[str, str],
        media: Mapping[str, Sequence[Medium]] | None = None,
        known: Iterable[ChainEdge] | None = None,
    ) -> None:
        """`known` are the edges between documents, where they are known already."""
        self._media = media or {}
        self._known = known
        self._texts = texts
        self._sources = sources
        self._origins = origins
        self._copies = copies

    def of(self, claims: Sequence[Claim]) -> tuple[ChainEdge, ...]:
        """The edges between the documents and origins of one incident."""
        told = [self._sources[claim.id] for claim in claims]
        if self._known is not None:
            return (*naming.to_origins(told, self._origins), *self._known)
        said: dict[str, list[Source]] = defaultdict(list)
        for source in told:
            said[source.claim.document].append(source)
        said = {name: said[name] for name in sorted(said)}
        texts = {name: self._texts[name] for name in said}
        copies = [copy for copy in self._copies if copy.first in texts and copy.second in texts]
        one = _One(texts, copies, said, self._media)
        return (*naming.to_origins(told, self._origins), *one.edges())


class _One:
    """The documents of one incident."""

    def __init__(
        self,
        texts: Mapping[str, Document],
        copies: Sequence[Copy],
        said: naming.Said,
        media: Mapping[str, Sequence[Medium]],
    ) -> None:
        claims = [source.claim for told in said.values() for source in told]
        days = [day for claim in claims if claim.time for day in (claim.time.start, claim.time.end) if day]
        self._texts, self._said, self._media = texts, said, media
        self._days = days_of(texts)
        names = [words.exact for claim in claims for words in (claim.asset, *claim.places)]
        marks, years = Marks(texts.values(), claims), years_of(texts.values(), days)
        self._common = Common(texts, copies, marks, years, names)
        self._resting: dict[tuple[str, str], Resting] = {}
        for one, other in itertools.combinations(texts, 2):
            if self._common.may_rest(one, other):
                for later, earlier in ((one, other), (other, one)):
                    found = self._common.between(later, earlier, self._named(later, earlier))
                    if found:
                        self._resting[later, earlier] = found

    def edges(self) -> Iterator[ChainEdge]:
        """All of them, document after document."""
        for later in self._texts:
            yield from self._derived(later)
            yield from self._embedded(later)
            yield from naming.credits_of(later, self._said, self._likeliest)
            yield from naming.citations_of(later, self._said, self._likeliest)

    # -- copies, rewrites, translations -------------------------------------------------------------------------------

    def _derived(self, later: str) -> Iterator[ChainEdge]:
        """To the text it has most from, and to others for what it has from them only."""
        open_to = {
            earlier: found
            for earlier in self._texts
            if (found := self._resting.get((later, earlier))) and self._order(later, earlier).later
        }
        covered: list[tuple[int, int]] = []
        for turn in range(MOST_FROM):
            if turn:
                open_to = {
                    name: found
                    for name, found in open_to.items()
                    if found.spans and self._common.left(later, covered, found.spans) >= SECOND
                }
            chosen = self._chosen(later, open_to)
            for earlier in chosen:
                yield self._edge(later, earlier, open_to[earlier])
            if not chosen or not open_to[chosen[0]].spans:
                return
            covered += [span for earlier in chosen for span in open_to[earlier].spans]
            open_to = {name: found for name, found in open_to.items() if name not in chosen}

    def _chosen(self, later: str, open_to: Mapping[str, Resting]) -> list[str]:
        """The text it rests on; several where nothing tells them apart."""
        if not open_to:
            return []
        most = max(found.strength for found in open_to.values())
        near = {name: found for name, found in open_to.items() if found.strength >= most - SLACK}
        ranks = {name: self._rank(later, name, found) for name, found in near.items()}
        best = min(ranks.values())
        return [name for name, rank in ranks.items() if rank == best]

    def _rank(self, later: str, earlier: str, found: Resting) -> tuple[bool, bool, float, str]:
        """Named first, then what surely appeared before, then what is likest as a whole, then the earliest."""
        named = self._named(later, earlier)
        sure = self._order(later, earlier).factor >= 0.75
        return not named, not sure, -round(found.back, 1), self._days[earlier]

    def _edge(self, later: str, earlier: str, found: Resting) -> ChainEdge:
        order = self._order(later, earlier)
        wire = naming.unseen_wire(later, earlier, self._said)
        both = f"; both credit {wire}, whose own text is not at hand" if wire else ""
        score = round(found.share * order.factor, 3)
        sentence = f"{found.sentence}; {order.sentence}{both}"
        return ChainEdge(later, earlier, found.kind, score, sentence, found.evidence)

    def _order(self, later: str, earlier: str) -> Order:
        named = self._named(later, earlier), self._named(earlier, later)
        if named == (False, False):
            named = naming.is_agency(earlier, self._said), naming.is_agency(later, self._said)
        found = self._resting.get((later, earlier))
        shares = (found.share, found.back) if found else (0.0, 0.0)
        return order_of(self._texts[later], self._texts[earlier], named, shares)

    def _named(self, later: str, earlier: str) -> bool:
        return naming.names(later, earlier, self._said)

    # -- pictures, names ----------------------------------------------------------------------------------------------

    def _embedded(self, later: str) -> Iterator[ChainEdge]:
        """To the earliest text that shows one picture or video with it; which took it from which only dates tell."""
        if later not in self._media:
            return
        showing: dict[str, SameMedium] = {}
        for earlier in self._texts:
            same = shared_medium(self._media[later], self._media.get(earlier, ())) if earlier != later else None
            if same and order_of(self._texts[later], self._texts[earlier], (False, False)) is not EARLIER:
                showing[earlier] = same
        first = min((self._days[name] for name in showing), default="")
        for earlier, same in showing.items():
            if self._days[earlier] == first:
                order = order_of(self._texts[later], self._texts[earlier], (False, False))
                score = round(same.score * order.factor, 3)
                yield ChainEdge(later, earlier, EdgeKind.EMBEDS, score, f"{same.sentence}; {order.sentence}")

    def _likeliest(self, later: str, texts: Sequence[str]) -> str:
        """Of texts by one publisher the one that a text has most from, else the last that appeared before it."""
        open_to = [name for name in texts if self._order(later, name).later]
        if not open_to:
            return ""

        def rank(name: str) -> tuple[float, str]:
            found = self._resting.get((later, name))
            return (-found.strength if found else 0.0, self._days[name])

        return min(open_to, key=rank)
