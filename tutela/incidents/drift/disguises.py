"""Copies disguised with letters of another script that look alike."""

import re
from collections.abc import Iterator

from tutela.incidents.drift.accounts import Account, Told, changed
from tutela.language.lookalikes import disguised_words, undisguised
from tutela.language.names import fold
from tutela.model.incidents import Drift, DriftKind, EdgeKind

LEAST = 3
"""Disguised words from which it is no slip of the keyboard: a single mixed word is a common typing mistake in texts of
two scripts."""
SHOWN = 3
GRAM = 3
WORD = re.compile(r"\w+")


def disguise_drift(earlier: Account, later: Account, edge: EdgeKind) -> Iterator[Drift]:
    """Words of a later text written so that no search finds them, which stand plainly in the text it rests on."""
    spans = list(disguised_words(later.document.text))
    if len(spans) < LEAST or not (earlier.claims and later.claims):
        return
    hidden = dict.fromkeys(later.document.text[start:end] for start, end in spans)
    written, plain = (_shared(text, earlier.document.text) for text in (later.document.text, _plain(later)))
    examples = ", ".join(f"“{word}”" for word in list(hidden)[:SHOWN])
    sentence = (
        f"{len(spans)} words are written with letters of another script that look alike ({examples}); "
        f"read plainly, {plain:.0%} of its runs of three words stand in both texts, as written {written:.0%}"
    )
    words = later.document.passage(*spans[0])
    before = Told("", "plain letters", earlier.claims[0])
    yield changed(
        DriftKind.DISGUISE, sentence, before, Told("", "letters of two scripts", later.claims[0], words), edge
    )


def _plain(account: Account) -> str:
    return undisguised(account.document.text)


def _shared(text: str, other: str) -> float:
    """Share of a text's runs of three words that stand in another."""
    ours, theirs = _grams(text), _grams(other)
    return len(ours & theirs) / max(len(ours), 1)


def _grams(text: str) -> set[tuple[str, ...]]:
    words = [fold(word) for word in WORD.findall(text)]
    return {tuple(words[at : at + GRAM]) for at in range(len(words) - GRAM + 1)}
