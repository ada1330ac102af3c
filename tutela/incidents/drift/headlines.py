"""Headlines that say more than the text below them."""

import functools
import re
from collections.abc import Iterator, Sequence

from tutela.incidents.drift.accounts import Account, Told, changed
from tutela.incidents.drift.harms import GRADES
from tutela.language.names import fold
from tutela.language.vocabulary import Strength, vocabulary
from tutela.model.claims import Certainty, Claim, Harm
from tutela.model.incidents import Drift, DriftKind
from tutela.model.passages import Passage
from tutela.model.tellings import gravest

WORD = re.compile(r"\w+")
ENDINGS = ("ed", "es", "ing", "d", "s", "ion")
"""Endings a harm word may carry; what is irregular stands in the language's pack."""
HEAD = 200
"""Letters before which a headline must stand in the text, beside its own length."""


def headline_drift(account: Account) -> Iterator[Drift]:
    """A headline graver, or surer, than all that the text tells below it.

    Only headlines that stand in the text are looked at. How grave one is, is read in languages with a harm vocabulary.
    """
    head = _headline(account)
    if head is None:
        return
    body = [claim for claim in account.telling if not head.covers(claim.quote)]
    if not body:
        return
    yield from _graver(head, body, account)
    yield from _surer(head, body)


def _headline(account: Account) -> Passage | None:
    document = account.document
    start = document.text.find(document.title) if document.title else -1
    if not 0 <= start <= HEAD or document.title.strip() == document.text.strip():
        return None
    return document.passage(start, start + len(document.title))


def _graver(head: Passage, body: Sequence[Claim], account: Account) -> Iterator[Drift]:
    """Where no text below, of whatever asset, tells of harm as grave as the headline's."""
    told, language = gravest(body), account.document.tongue
    below = {claim.harm for claim in account.all_told if not head.covers(claim.quote)} | {told.harm}
    found = next(_harms_in(head, language), None)
    if found is None or told.harm not in GRADES:
        return
    harm, words = found
    if all(GRADES.index(harm) < GRADES.index(other) for other in below & set(GRADES)):
        sentence = f"the headline says “{words.exact}”, the text below {told.harm}"
        before, after = Told(told.harm, told.harm.value, told, told.harm_words), Told(harm, harm.value, told, words)
        yield changed(DriftKind.HEADLINE, sentence, before, after)


def _harms_in(head: Passage, language: str) -> Iterator[tuple[Harm, Passage]]:
    """Harms of one course that a headline names in plain words, gravest first."""
    words = [(_base(match.group(), language), match.span()) for match in WORD.finditer(head.exact)]
    found = [(harm, span) for base, span in words for harm in [_strong(language).get(base)] if harm in GRADES]
    for harm, (start, end) in sorted(found, key=lambda pair: GRADES.index(pair[0])):
        yield harm, Passage(head.document, head.start + start, head.start + end, head.exact[start:end])


def _base(word: str, language: str) -> str:
    """A word as the vocabulary writes it."""
    bare, known = fold(word), _strong(language)
    spoken = vocabulary(language)
    bare = spoken.irregular.get(bare, bare) if spoken else bare
    stems = (bare, *(bare.removesuffix(end) + rest for end in ENDINGS if bare.endswith(end) for rest in ("", "e")))
    return next((stem for stem in stems if stem in known), bare)


@functools.cache
def _strong(language: str) -> dict[str, Harm]:
    """Single words that tell a harm by themselves."""
    spoken = vocabulary(language)
    entries = [entry for some in spoken.harms.values() for entry in some] if spoken else []
    return {
        fold(entry.words[0]): entry.harm
        for entry in entries
        if len(entry.words) == 1
        and entry.strength is Strength.STRONG
        and not (entry.other or entry.complements or entry.prepositions or entry.bound)
    }


def _surer(head: Passage, body: Sequence[Claim]) -> Iterator[Drift]:
    """A claim the text makes with reserve throughout, told in the headline without the words of reserve."""
    if any(claim.certainty is not Certainty.HEDGED for claim in body):
        return
    for claim in body:
        cue = claim.certainty_cue
        above = next((passage for passage in claim.passages if head.covers(passage)), None)
        if cue and above and not head.covers(cue):
            sentence = f"the headline leaves out the reserve (“{cue.exact}”) with which the text tells it"
            below = Told("hedged", f"said with reserve (“{cue.exact}”)", claim, cue)
            yield changed(DriftKind.HEADLINE, sentence, below, Told("asserted", "no reserve", claim, above))
            return
