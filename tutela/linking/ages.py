"""When a thing was built: as its words say ("the 17th-century church") and as an inventory does ("1663-1668")."""

import functools
import re
from collections.abc import Iterable

from tutela.model.reasons import Reason

NUMBER = r"(\d{1,2}|[IVXХ]{1,6})"
ENDING = r"(?:st|nd|rd|th|e|er|ème|eme|\.|[-‑]?(?:ci|cı|cu|cü|րդ|го|й|я|е|те|ти))?"
JOINER = r"\s*(?:[-–—/]|to|and|or|et|y|e|und|bis|и|або|и?ли|և|və|ve)\s*"
CENTURY = (
    r"(?:centur(?:y|ies)|siècles?|siecles?|siglos?|secol[oi]|séculos?|jahrhunderts?|jh\.?|wieku?|век\w*|вв?\.|столет\w*|столі\w*"
    r"|ст\.|əsr\w*|yüzyıl\w*|դար\w*|shekull\w*)"
)
BEFORE = re.compile(rf"(?<!\w){NUMBER}{ENDING}(?:{JOINER}{NUMBER}{ENDING})?[\s-]*{CENTURY}(?!\w)", re.IGNORECASE)
"""17th-century, XVII-XVIII вв., 17. Jahrhundert."""
AFTER = re.compile(rf"(?<!\w){CENTURY}\s+{NUMBER}(?!\w)(?:{JOINER}{NUMBER}(?!\w))?", re.IGNORECASE)
"""siglo XVII, shekulli XVIII."""
YEAR = re.compile(r"(?<![\d.,:])([3-9]\d\d|1\d{3}|20\d\d)s?(?![\d.,:]\d|\d)")
ROMAN = {"I": 1, "V": 5, "X": 10, "Х": 10}
"""Roman digits; Russian texts write ten with the Cyrillic letter too."""
SLACK = 1
"""Centuries that two accounts of one building may differ by: what was begun in 1699 stands in the 18th, too."""


@functools.lru_cache(maxsize=8192)
def centuries_in(words: str) -> frozenset[int]:
    """The centuries that some words name, years as the century they lie in.

    >>> sorted(centuries_in("a 17th-century church")), sorted(centuries_in("монастырь XII–XIII веков"))
    ([17], [12, 13])
    >>> sorted(centuries_in("iglesia del siglo XVII")), sorted(centuries_in("main building 1214, of 12 stones"))
    ([17], [13])
    """
    found: set[int] = set()
    for pattern in (BEFORE, AFTER):
        for match in pattern.finditer(words):
            bounds = [_number(number) for number in match.groups() if number]
            found |= set(range(min(bounds), max(bounds) + 1))
    return frozenset(found | {(int(year) + 99) // 100 for year in YEAR.findall(words)})


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    values = [ROMAN[letter] for letter in written.upper()]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def age(words: Iterable[str], built: str) -> list[Reason]:
    """Whether the words for an asset and an inventory give it one age; nothing where one of them gives none."""
    told = {century: text for text in words for century in centuries_in(text)}
    known = centuries_in(built)
    if not told or not known:
        return []
    text = next(iter(told.values()))
    if any(century in known for century in told):
        return [Reason("inventory_same_age", f"“{text}” was built when the inventory says ({built})", 1.0)]
    if min(abs(one - other) for one in told for other in known) > SLACK:
        return [Reason("inventory_other_age", f"“{text}” is of another time than the inventory says ({built})", 1.0)]
    return []
