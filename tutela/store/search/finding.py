"""Answering a search: the assets that the index holds likeliest, ranked by their best names, each with why."""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tutela.model.inventory import Asset, Hit
from tutela.model.reasons import Reason
from tutela.model.records import from_text
from tutela.store.search.matching import COVERED, DIGITS, Candidate, candidates
from tutela.store.search.query import Fit, Wanted, asked, run_together, with_vocabulary
from tutela.store.search.shelves import MADE, Shelves
from tutela.store.search.terms import ALIAS, ALIAS_FORM, WORD, terms_of_title

POOL = 150
"""Assets of one part of the index that are ranked by their names at most."""
LOOKED_AT = 25
"""Assets whose names are read at a time: ranking ends where no other can come before those that will be shown."""


def find(shelves: Shelves, database: sqlite3.Connection, words: str, limit: int, may_see_restricted: bool) -> list[Hit]:
    """The assets that a search means, likeliest first; equal ones in the order of the inventory.

    Args:
        shelves: of `SearchIndex.reading`.
        database: the workspace's, of the same moment.
        words: what was typed; the last word may be unfinished unless a space follows it.
        limit: how many to give at most.
        may_see_restricted: whether assets may be shown that their register or a ruling withholds.
    """
    wanted, together = asked(words), run_together(words)
    ranked = [
        one for name in shelves.open_to(may_see_restricted) for one in _on_shelf(shelves, name, wanted, together, limit)
    ]
    if any(one.complete for one in ranked):
        ranked = [one for one in ranked if one.complete]
    ranked.sort(key=_rank)
    return [_hit(one, shelves, database) for one in ranked[:limit]]


@dataclass(frozen=True, slots=True)
class _Answer:
    """How one word of the search is answered."""

    fit: int
    word: str
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class _Ranked:
    """An asset that answers, by its best name; it is read as a record only when it is shown."""

    shelf: str
    number: int
    score: float
    best: int
    """Which of its names answers best."""
    answers: Sequence[_Answer]

    @property
    def complete(self) -> bool:
        """Whether every word is answered."""
        return all(answer.fit for answer in self.answers)


def _on_shelf(
    shelves: Shelves, name: str, asked_for: Sequence[Wanted], together: frozenset[str], limit: int
) -> list[_Ranked]:
    shelf = shelves[name]
    if not shelf.room():
        return []
    wanted = with_vocabulary(asked_for, shelf.vocabulary)
    found = candidates(shelf, wanted, together, shelves.covered(name), max(limit, POOL))
    best: list[_Ranked] = []
    for at in range(0, len(found), LOOKED_AT):
        group = found[at : at + LOOKED_AT]
        if len(best) >= limit and not _may_precede(group[0], best[limit - 1]):
            break
        titles = shelf.titles([one.number for one in group])
        best += [_by_best_name(name, one, titles[one.number], wanted, together) for one in group]
        best.sort(key=_rank)
    return best[:limit]


def _rank(one: _Ranked) -> tuple[float, int]:
    return -one.score, one.number


def _may_precede(one: Candidate, other: _Ranked) -> bool:
    """Whether a candidate, or one of those after it, may turn out to come before an asset that was looked at."""
    return (-one.bound, one.number) < _rank(other)


def _by_best_name(
    shelf: str, one: Candidate, titles: Sequence[str], wanted: Sequence[Wanted], together: frozenset[str]
) -> _Ranked:
    told = [terms_of_title(title) for title in titles]
    answers = [_answers(terms, wanted, together) for terms, _ in told]
    beside = _beside(one, answers, wanted)
    scored = [(_score(size, own, beside), -at) for at, ((_, size), own) in enumerate(zip(told, answers, strict=True))]
    score, at = max(scored)
    best = [max(pair, key=lambda answer: answer.fit) for pair in zip(answers[-at], beside, strict=True)]
    return _Ranked(shelf, one.number, score, -at, best)


def _beside(one: Candidate, answers: Sequence[Sequence[_Answer]], wanted: Sequence[Wanted]) -> list[_Answer]:
    """How the asset answers by any of its names, its kind or its place."""
    by_name = [max(column, key=lambda answer: answer.fit) for column in zip(*answers, strict=True)]
    return [
        told if told.fit >= fit else _Answer(fit, word.word)
        for told, fit, word in zip(by_name, one.fits, wanted, strict=True)
    ]


def _answers(terms: Collection[str], wanted: Sequence[Wanted], together: frozenset[str]) -> list[_Answer]:
    answers = [_answer(terms, one) for one in wanted]
    if not all(answer.fit for answer in answers) and not together.isdisjoint(terms):
        return [answer if answer.fit else _Answer(int(Fit.SOUNDS), answer.word) for answer in answers]
    return answers


def _answer(terms: Collection[str], one: Wanted) -> _Answer:
    fits = [one.terms[term] for term in one.terms.keys() & terms]
    if one.unfinished:
        words = (term[len(WORD) :] for term in terms if term.startswith(WORD))
        fits += [(begun, word) for word in words if (begun := one.begun(word))]
    if not fits:
        return _Answer(0, one.word)
    fit, stands_for = max(fits)
    return _Answer(int(fit), one.word, stands_for)


def _score(size: int, answers: Sequence[_Answer], beside: Sequence[_Answer]) -> float:
    """0 to 1: how well the words are answered, and how much of the name they are."""
    # What only another name or the place answers counts half.
    fits = [max(one.fit, other.fit // 2) for one, other in zip(answers, beside, strict=True)]
    own = sum(1 for answer in answers if answer.fit)
    share = min(own / max(size, 1), 1.0)
    return round(sum(fits) / (100 * len(fits)) * (1 - COVERED + COVERED * share), DIGITS)


def _hit(ranked: _Ranked, shelves: Shelves, database: sqlite3.Connection) -> Hit:
    source = shelves.made(ranked.number) if ranked.shelf in MADE else _record(database, ranked.number)
    asset = from_text(Asset, source)
    name = asset.names[ranked.best].text if asset.names else ""
    return Hit(asset, name, Reason("search", _sentence(name or asset.label, ranked.answers), ranked.score))


def _record(database: sqlite3.Connection, number: int) -> str:
    [(body,)] = database.execute("SELECT json FROM assets WHERE fid = ?", (number,))
    return str(body)


def absorbing(shelves: Shelves, database: sqlite3.Connection, asset: str) -> str | None:
    """Id of the asset that one by this id was merged into."""
    if not ALIAS_FORM.fullmatch(asset):
        return None
    for name in shelves.stored:
        for number in shelves[name].under([ALIAS + asset]).tolist():
            row = database.execute("SELECT id FROM assets WHERE fid = ?", (number,)).fetchone()
            if row:
                return str(row[0])
    return None


SENTENCES = {
    Fit.EXACT: "“{word}” stands in the name",
    Fit.SPELT: "“{word}” is “{stands_for}” spelt otherwise",
    Fit.BEGINS: "“{word}” begins “{stands_for}”",
    Fit.BEGINS_SPELT: "“{word}” begins “{stands_for}”, spelt otherwise",
    Fit.MEANS: "“{word}” means the same as a word of the name, or the kind of the asset",
    Fit.SOUNDS: "“{word}” sounds like a word of the name or a part of it",
    Fit.MISTYPED: "“{word}” is one letter from “{stands_for}”",
    Fit.PLACE: "“{word}” sounds like the place it stands in",
}


def _sentence(name: str, answers: Iterable[_Answer]) -> str:
    answers = list(answers)
    told = [
        SENTENCES[Fit(answer.fit)].format(word=answer.word, stands_for=answer.stands_for)
        for answer in answers
        if answer.fit
    ]
    missing = [f"“{answer.word}” was not found" for answer in answers if not answer.fit]
    return f"{name}: {'; '.join((*told, *missing))}."
