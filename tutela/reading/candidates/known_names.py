"""Names of an inventory's assets, as the words of a text are compared with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tutela.language.names import fold
from tutela.model.claims import AssetType
from tutela.model.inventory import Asset


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names of an inventory's assets, by the folded first word, longest first."""

    names: Mapping[str, Sequence[tuple[tuple[str, ...], AssetType]]] = field(default_factory=dict)

    @classmethod
    def of(cls, assets: Iterable[Asset]) -> "KnownNames":
        """The names of all assets; a name of one common word would match everywhere and is left out."""
        found: dict[str, list[tuple[tuple[str, ...], AssetType]]] = {}
        for asset in assets:
            for name in asset.names:
                key = tuple(fold(name.text).split())
                if len(key) > 1 or (key and not key[0].isascii()):
                    found.setdefault(key[0], []).append((key, asset.type))
        return cls({first: sorted(names, key=lambda name: (-len(name[0]), name[0])) for first, names in found.items()})

    def at(self, folded: Sequence[str], at: int) -> tuple[int, AssetType] | None:
        """How many words from `at` are the name of an asset, and its type."""
        for name, kind in self.names.get(folded[at], ()):
            if tuple(folded[at : at + len(name)]) == name:
                return len(name), kind
        return None
