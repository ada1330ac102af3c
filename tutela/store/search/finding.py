"""Answering a search: exact words first, then sounds, typos, fewer words; the likeliest first, each with why."""

import itertools
import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from tutela.model.inventory import Asset, Hit
from tutela.model.reasons import Reason
from tutela.model.records import from_text
from tutela.store.search.index import HALVES, HIDDEN, OPEN
from tutela.store.search.query import (
    Fit,
    Wanted,
    add_beginnings,
    add_mistyped,
    add_spellings,
    asked,
    matching,
    run_together,
)
from tutela.store.search.terms import ALIAS, ALIAS_FORM, terms_of, terms_of_name

POOL = 150
"""Assets looked at more closely for one search. Ranking one takes some 30 microseconds."""
COVERED = 0.25
"""Part of the score that says how much of the name was asked for: "Shusha" finds Shusha before Shusha Fortress."""


def find(
    index: sqlite3.Connection,
    database: sqlite3.Connection,
    words: str,
    limit: int,
    may_see_restricted: bool,
    withheld: Collection[str],
) -> list[Hit]:
    """The assets that a search means, likeliest first; equal ones in the order of the inventory.

    Args:
        index: of `SearchIndex.reading`.
        database: the workspace's, of the same moment.
        words: what was typed; the last word may be unfinished unless a space follows it.
        limit: how many to give at most.
        may_see_restricted: whether assets may be shown that their register asks to withhold.
        withheld: ids of assets that rulings withhold.
    """
    halves = (OPEN, HIDDEN) if may_see_restricted else (OPEN,)
    ranked = [one for half in halves for one in _in_half(index, database, half, words, limit + len(withheld))]
    ranked.sort(key=lambda one: (-one.score, one.number))
    hits: list[Hit] = []
    for one in ranked:
        if len(hits) == limit:
            break
        hit = _hit(one)
        if may_see_restricted or hit.asset.id not in withheld:
            hits.append(hit)
    return hits


@dataclass(frozen=True, slots=True)
class _Answer:
    """How one word of the search is answered."""

    fit: int
    word: Wanted
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class _Ranked:
    """An asset that answers, by its best name; it is read as a record only when it is shown."""

    number: int
    score: float
    body: str
    name: str
    answers: Sequence[_Answer]


def _in_half(
    index: sqlite3.Connection, database: sqlite3.Connection, half: str, words: str, limit: int
) -> list[_Ranked]:
    wanted, together = asked(words), run_together(words)
    if not wanted:
        return []
    add_spellings(index, half, wanted)
    if words[-1:].isalnum():
        add_beginnings(index, half, wanted[-1])
    numbers: dict[int, None] = {}
    for query in _queries(index, half, wanted, together):
        if len(numbers) >= limit:
            break
        numbers |= dict.fromkeys(_matching(index, half, query))
    for query in _fewer(index, half, wanted) if not numbers else ():
        numbers |= dict.fromkeys(_matching(index, half, query))
    return _ranked(database, list(numbers)[:POOL], wanted, frozenset(together))


def _queries(index: sqlite3.Connection, half: str, wanted: Sequence[Wanted], together: Sequence[str]) -> Iterator[str]:
    """What to ask of the index, one after the other until enough is found: all words, ever more freely."""
    yield matching([one.at_least(Fit.MEANS) for one in wanted])
    if together:
        yield matching([together])
    yield matching([one.at_least(Fit.SOUNDS) for one in wanted])
    add_mistyped(index, half, wanted)
    yield matching([one.at_least(Fit.PLACE) for one in wanted])


def _fewer(index: sqlite3.Connection, half: str, wanted: Sequence[Wanted]) -> Iterator[str]:
    """All words but one, the commonest left out first."""
    if len(wanted) > 1:
        rarest = sorted(wanted, key=lambda one: _size(index, half, one))
        for fewer in itertools.combinations(rarest, len(wanted) - 1):
            yield matching([one.at_least(Fit.MISTYPED) for one in fewer])


def _matching(index: sqlite3.Connection, half: str, query: str) -> Iterator[int]:
    found = f"SELECT rowid FROM postings_{half} WHERE postings_{half} MATCH ? LIMIT {POOL}"
    return (number for (number,) in index.execute(found, (query,)))


def _size(index: sqlite3.Connection, half: str, wanted: Wanted) -> int:
    """How many assets the best term of a word has."""
    terms = wanted.at_least(Fit.MEANS)
    marks = ", ".join("?" * len(terms))
    return int(index.execute(f"SELECT total(doc) FROM terms_{half} WHERE term IN ({marks})", terms).fetchone()[0])


def _ranked(
    database: sqlite3.Connection, numbers: Sequence[int], wanted: Sequence[Wanted], together: frozenset[str]
) -> list[_Ranked]:
    """The assets that still stand under these numbers, with how well they answer."""
    marks = ", ".join("?" * len(numbers))
    rows = database.execute(f"SELECT fid, json FROM assets WHERE fid IN ({marks})", list(numbers))
    return [_by_best_name(number, body, wanted, together) for number, body in rows]


def absorbing(index: sqlite3.Connection, database: sqlite3.Connection, asset: str) -> str | None:
    """Id of the asset that one by this id was merged into."""
    if not ALIAS_FORM.fullmatch(asset):
        return None
    for half in HALVES:
        for number in _matching(index, half, f'"{ALIAS}{asset}"'):
            row = database.execute("SELECT id FROM assets WHERE fid = ?", (number,)).fetchone()
            if row:
                return str(row[0])
    return None


def _by_best_name(number: int, body: str, wanted: Sequence[Wanted], together: frozenset[str]) -> _Ranked:
    names = [str(name["text"]) for name in json.loads(body)["names"]]
    answers = [_answers(terms_of_name(name)[0], wanted, together) for name in names]
    complete = any(map(_complete, answers))
    beside = [] if complete else _answers(terms_of(from_text(Asset, body)), wanted, together)
    scored = [(_score(name, own, beside), -at) for at, (name, own) in enumerate(zip(names, answers, strict=True))]
    score, at = max(scored, default=(0.0, 0))
    if not names:
        return _Ranked(number, 0.0, body, "", beside)
    own = answers[-at]
    best = [max(pair, key=lambda one: one.fit) for pair in zip(own, beside, strict=True)] if beside else own
    return _Ranked(number, score, body, names[-at], best)


def _hit(ranked: _Ranked) -> Hit:
    asset = from_text(Asset, ranked.body)
    return Hit(asset, ranked.name, Reason("search", _sentence(asset, ranked.name, ranked.answers), ranked.score))


def _answers(terms: Collection[str], wanted: Sequence[Wanted], together: frozenset[str]) -> list[_Answer]:
    answers = [_answer(terms, one) for one in wanted]
    if not _complete(answers) and not together.isdisjoint(terms):
        return [answer if answer.fit else _Answer(int(Fit.SOUNDS), answer.word) for answer in answers]
    return answers


def _answer(terms: Collection[str], one: Wanted) -> _Answer:
    fits = [(fit, word) for term, (fit, word) in one.terms.items() if term in terms]
    fit, word = max(fits, default=(0, ""))
    return _Answer(int(fit), one, word)


def _complete(answers: Sequence[_Answer]) -> bool:
    return all(answer.fit for answer in answers)


def _score(name: str, answers: Sequence[_Answer], beside: Sequence[_Answer]) -> float:
    """0 to 1: how well the words are answered, and how much of the name they are."""
    # What only another name or the place answers counts half.
    fits = [max(one.fit, other.fit // 2) for one, other in zip(answers, beside or answers, strict=True)]
    own = sum(1 for answer in answers if answer.fit)
    share = min(own / max(terms_of_name(name)[1], 1), 1.0)
    return round(sum(fits) / (100 * len(fits)) * (1 - COVERED + COVERED * share), 4)


SENTENCES = {
    Fit.EXACT: "“{word}” stands in the name",
    Fit.SPELT: "“{word}” is “{stands_for}” spelt otherwise",
    Fit.BEGINS: "“{word}” begins “{stands_for}”",
    Fit.MEANS: "“{word}” means the same as a word of the name, or the kind of the asset",
    Fit.SOUNDS: "“{word}” sounds like a word of the name or a part of it",
    Fit.MISTYPED: "“{word}” is one letter from “{stands_for}”",
    Fit.PLACE: "“{word}” sounds like the place it stands in",
}


def _sentence(asset: Asset, name: str, answers: Sequence[_Answer]) -> str:
    told = [
        SENTENCES[Fit(answer.fit)].format(word=answer.word.word, stands_for=answer.stands_for)
        for answer in answers
        if answer.fit
    ]
    missing = [f"“{answer.word.word}” was not found" for answer in answers if not answer.fit]
    return f"{name or asset.label}: {'; '.join((*told, *missing))}."
