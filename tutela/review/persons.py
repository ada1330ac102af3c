"""Who ruled: names are free text, and one person writes theirs in several ways."""

import unicodedata

from anyascii import anyascii

from tutela.model.errors import RulingRefused


def person_key(name: str) -> str:
    """What two spellings of one person's name have in common: letters romanised, no case, marks or order of words.

    It errs towards "the same person": "Doe, Jane" is "jane doe", and a Cyrillic letter that looks Latin counts as it.
    The two-person rule is better refused once too often than evaded once.
    """
    plain = anyascii(unicodedata.normalize("NFKC", name)).casefold()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    return " ".join(sorted(words))


def same_person(one: str, other: str) -> bool:
    """Whether two names are taken for one person."""
    return person_key(one) == person_key(other)


def check_name(name: str) -> None:
    """See that a ruling has somebody's name.

    Raises:
        RulingRefused: the name holds no letter.
    """
    if not any(letter.isalpha() for letter in person_key(name)):
        raise RulingRefused(f"A ruling needs a person's name, not {name!r}.", "Say who decides it with --by NAME.")
