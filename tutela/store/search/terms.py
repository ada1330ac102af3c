"""The terms under which an asset stands in the search index, and how they are written there."""

import functools
import hashlib
import re
from collections.abc import Iterable
from importlib import resources

from tutela.language.asset_keys import keys_of, name_keys_of, words_of
from tutela.model.inventory import Asset

WORD = "w:"
"""Before a word of a name, romanised and folded."""
TYPE = "type:"
"""Before the kind an asset is of."""
ALIAS = "alias:"
"""Before the id of an asset that was found to be this one."""
DESCRIBED = "described"
"""The term of assets that no register holds: they are searched, and not offered to linking."""
ALIAS_FORM = re.compile("[a-z0-9_]+")
"""Ids as Tutela makes them; what else calls itself an id would fall apart in the index."""
NAMES_KEPT = 1 << 14
"""Names whose terms are remembered while hits are ranked."""


def terms_of(asset: Asset) -> set[str]:
    """All terms of an asset, as they are written in the index."""
    titles = [words_of(name.text) for name in asset.names]
    words = {WORD + word for title in titles for word in title.in_order}
    kinds = {TYPE + asset.type.value, *(DESCRIBED for _ in range(asset.described))}
    aliases = {ALIAS + id_ for id_ in asset.absorbed if ALIAS_FORM.fullmatch(id_)}
    return words | kinds | aliases | {written(key) for key in keys_of(asset, titles)}


@functools.lru_cache(maxsize=NAMES_KEPT)
def terms_of_name(name: str) -> tuple[frozenset[str], int]:
    """The terms that one name gives, and how many words it has."""
    said = words_of(name)
    words = {WORD + word for word in said.in_order}
    return frozenset((*words, *map(written, name_keys_of(said)), *(TYPE + kind for kind in said.kinds))), len(words)


@functools.lru_cache(maxsize=1 << 18)
def written(key: str) -> str:
    """A key as the index holds it, which knows no capitals: `name:KZN` becomes `name:kzn!`."""
    return f"{key.lower()}!" if key != key.lower() else key


def words_in(terms: Iterable[str]) -> set[str]:
    """The words among terms."""
    return {term.removeprefix(WORD) for term in terms if term.startswith(WORD)}


@functools.cache
def vocabulary_mark() -> str:
    """Hash of the tables that say how names are folded and understood: where they change, the index is built anew."""
    with resources.as_file(resources.files("tutela.language")) as folder:
        tables = sorted(folder.rglob("*.yml"))
        content = b"\0".join(table.name.encode() + table.read_bytes() for table in tables)
    return hashlib.sha256(content).hexdigest()
