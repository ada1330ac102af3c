"""Small registers for merging: assets as single registers give them."""

from tutela.model.claims import AssetType
from tutela.model.geometry import Position
from tutela.model.ids import record_id
from tutela.model.inventory import Asset, Name


def asset(
    register: str,
    key: str,
    *names: str,
    kind: str = "church",
    at: tuple[float, float] | None = None,
    within: float | None = 100.0,
    **more: object,
) -> Asset:
    """An asset made of one row."""
    given = {
        "id": record_id("ast", {"register": register, "key": key}),
        "names": tuple(Name(name, used_by=register) for name in names),
        "type": AssetType(kind),
        "position": Position(*at, within) if at else None,
        "identifiers": (("register", key),),
        "entries": (f"ent_{register}_{key}",),
        "kind_words": (kind,),
    }
    return Asset(**(given | more))  # type: ignore[arg-type]


def two_registers() -> list[Asset]:
    """Four things, three of them in both registers, one of those under another script; and a mosque beside a church."""
    return [
        asset("north", "n1", "Gandzasar Monastery", kind="monastery", at=(40.0573, 46.5306)),
        asset("north", "n2", "Church of Saint Thomas, Hilltown", at=(40.5, 46.2)),
        asset("north", "n3", "Askeran Fortress", kind="fortification", at=(39.9333, 46.8314)),
        asset("north", "n4", "Zibilat bridge", kind="bridge", at=(39.2, 46.9)),
        asset("south", "s1", "Գանձասար", "Gandzasar", kind="monastery", at=(40.0575, 46.5309)),
        asset("south", "s2", "Hilltown mosque", kind="mosque", at=(40.5, 46.2)),
        asset("south", "s3", "Əsgəran qalası", "Askeran", kind="fortification", at=(39.9331, 46.8310)),
        asset("south", "s4", "Green Hill Museum", kind="museum", at=(41.0, 45.1)),
    ]
