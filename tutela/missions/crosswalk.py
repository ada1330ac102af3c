"""Damage grades 0 to 5 and what EMS-98, UNOSAT, EAMENA and UNESCO's lists call the same (`crosswalk.yml`)."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

from tutela.model.errors import InputError

GRADES = (0, 1, 2, 3, 4, 5)
"""From no damage to destroyed; what could not be judged has no grade."""


@dataclass(frozen=True, slots=True)
class Term:
    """One step of another system's scale."""

    code: str
    term: str
    grades: tuple[int, ...]
    """Our grades that are told as this term."""
    may_mean: tuple[int, ...]
    """Our grades that somebody who uses this term may mean."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """Another system's scale."""

    id: str
    title: str
    terms: tuple[Term, ...]


@functools.cache
def schemes() -> Mapping[str, Scheme]:
    """The scales known, by id.

    >>> list(schemes())
    ['ems98', 'unosat', 'eamena', 'unesco']
    """
    table = yaml.safe_load(resources.files("tutela.missions").joinpath("crosswalk.yml").read_text("utf-8"))
    return {id_: Scheme(id_, one["title"], tuple(map(_term, one["terms"]))) for id_, one in table["schemes"].items()}


def _term(row: Mapping[str, Any]) -> Term:
    grades = tuple(row["grades"])
    return Term(row["code"], row["term"], grades, tuple(row.get("from", grades)))


def term_of(grade: int, scheme: str) -> Term:
    """What a scale calls a grade.

    Raises:
        InputError: there is no such grade or scale.

    >>> term_of(3, "unosat").term
    'severe damage'
    """
    for term in _scheme(scheme).terms:
        if grade in term.grades:
            return term
    raise InputError(f"{grade!r} is no damage grade.", f"Grades are {', '.join(map(str, GRADES))}.")


def grades_of(code: str, scheme: str) -> tuple[int, ...]:
    """The grades that a code or term of another scale may mean, the least first; more than one where it is wider.

    Raises:
        InputError: there is no such scale, or it has no such term.

    >>> grades_of("2", "unosat"), grades_of("Severe", "eamena")
    ((3, 4), (3, 4))
    """
    wanted = code.strip().casefold()
    found = _scheme(scheme)
    for term in found.terms:
        if wanted in (term.code, term.term.casefold()):
            return term.may_mean
    known = ", ".join(f"{term.code} ({term.term})" for term in found.terms)
    raise InputError(f"{found.title} has no {code!r}.", f"It has: {known}.")


def told_elsewhere(grade: int) -> str:
    """A grade in the words of every scale, in one line.

    >>> told_elsewhere(5)
    'EMS-98: 5, destruction; UNOSAT: 1, destroyed; EAMENA: Destroyed; UNESCO list: verified damage'
    """
    return "; ".join(f"{scheme.title}: {_said(term_of(grade, scheme.id))}" for scheme in schemes().values())


def _said(term: Term) -> str:
    return f"{term.code}, {term.term}" if term.code.isdigit() else term.term


def _scheme(id_: str) -> Scheme:
    if id_ not in schemes():
        raise InputError(f"{id_!r} is no scale known here.", f"Known are: {', '.join(schemes())}.")
    return schemes()[id_]
