"""Overpass JSON (`[out:json]`) -> rows: the tags of every node, way and relation."""

from collections.abc import Mapping

from tutela.sources.registers.nested import cells_of
from tutela.sources.registers.rows import Row, as_text


def element_row(number: int, element: Mapping[str, object]) -> Row:
    """One element; ways and relations stand where `out center` puts them."""
    tags, centre = element.get("tags"), element.get("center")
    own = {name: value for name, value in element.items() if name not in ("tags", "center")}
    where = {name: centre[name] for name in ("lat", "lon") if name in centre} if isinstance(centre, Mapping) else {}
    # OSM's own "type" and "id" say what is drawn; both together are the key every other export gives.
    key = f"{as_text(element.get('type'))}/{as_text(element.get('id'))}"
    names = {"type": "@type", "id": "@number", "nodes": "@nodes", "members": "@members"}
    cells = {"@id": key, **{names.get(name, name): value for name, value in own.items()}, **where}
    return Row(number, cells_of({**cells, **(tags if isinstance(tags, Mapping) else {})}), feature_id=key)
