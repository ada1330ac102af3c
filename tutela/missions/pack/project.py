"""mission.qgs: a project for QGIS and QField that opens the layers of mission.gpkg with their styles and forms."""

import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence

from tutela.missions.forms import answer_lists
from tutela.missions.forms.wording import Wording
from tutela.missions.pack.layers import VISITS
from tutela.model.layers import GeometryKind, Layer

GEOPACKAGE = "mission.gpkg"
VERSION = "3.22.0"
"""Of QGIS, the oldest its project is meant for."""
GEOMETRIES = {
    GeometryKind.POINT: "Point",
    GeometryKind.LINE: "Line",
    GeometryKind.POLYGON: "Polygon",
    GeometryKind.NONE: "No geometry",
}
QUOTABLE = """coalesce("statement", '') = '' or "quoted" = 'yes'"""
"""No statement is kept of a witness who did not agree to be quoted."""
NOW = "format_date(now(), 'yyyy-MM-ddTHH:mm:ss')"
EPSG_4326 = (
    ("proj4", "+proj=longlat +datum=WGS84 +no_defs"),
    ("srsid", "3452"),
    ("srid", "4326"),
    ("authid", "EPSG:4326"),
    ("description", "WGS 84"),
    ("projectionacronym", "longlat"),
    ("ellipsoidacronym", "EPSG:7030"),
    ("geographicflag", "true"),
)
Options = Mapping[str, "str | bool | int | Sequence[Mapping[str, str]]"]


def project(title: str, layers: Sequence[Layer], fields: Mapping[str, str], words: Wording) -> bytes:
    """The project as XML.

    Args:
        layers: as they are in mission.gpkg, those drawn beneath first.
        fields: columns of the visits and how each is answered (`visit_fields`).
        words: language of the answers.
    """
    root = ET.Element("qgis", version=VERSION, projectname=title)
    ET.SubElement(root, "homePath", path="")
    ET.SubElement(root, "title").text = title
    _reference(ET.SubElement(root, "projectCrs"))
    tree = ET.SubElement(root, "layer-tree-group")
    for layer in reversed(layers):
        _in_tree(tree, layer)
    _canvas(root, layers)
    held = ET.SubElement(root, "projectlayers")
    for layer in layers:
        held.append(_layer(layer, fields if layer.name == VISITS else {}, words))
    _properties(root)
    order = ET.SubElement(root, "layerorder")
    for layer in reversed(layers):
        ET.SubElement(order, "layer", id=_id(layer.name))
    ET.indent(root, " ")
    head = b"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
    return head + ET.tostring(root, "unicode").encode() + b"\n"


def _properties(root: ET.Element) -> None:
    """Without these QGIS passes over the project's reference system and takes paths for absolute ones."""
    properties = ET.SubElement(root, "properties")
    projections = ET.SubElement(ET.SubElement(properties, "SpatialRefSys"), "ProjectionsEnabled", type="int")
    projections.text = "1"
    ET.SubElement(ET.SubElement(properties, "Paths"), "Absolute", type="bool").text = "false"


def _id(name: str) -> str:
    return f"{name}_mission"


def _source(name: str) -> str:
    return f"./{GEOPACKAGE}|layername={name}"


def _reference(parent: ET.Element) -> None:
    system = ET.SubElement(parent, "spatialrefsys", nativeFormat="Wkt")
    for name, value in EPSG_4326:
        ET.SubElement(system, name).text = value


def _in_tree(tree: ET.Element, layer: Layer) -> None:
    ET.SubElement(
        tree,
        "layer-tree-layer",
        id=_id(layer.name),
        name=layer.title,
        source=_source(layer.name),
        providerKey="ogr",
        checked="Qt::Checked",
        expanded="0",
    )


def _canvas(root: ET.Element, layers: Sequence[Layer]) -> None:
    canvas = ET.SubElement(root, "mapcanvas", name="theMapCanvas", annotationsVisible="1")
    ET.SubElement(canvas, "units").text = "degrees"
    extent = ET.SubElement(canvas, "extent")
    points = [point for layer in layers if layer.name == "stops" for row in layer.rows for point in row.shape or ()]
    lons, lats = [lon for lon, _ in points] or [-180.0, 180.0], [lat for _, lat in points] or [-90.0, 90.0]
    margin = 0.05
    box = {
        "xmin": min(lons) - margin,
        "ymin": min(lats) - margin,
        "xmax": max(lons) + margin,
        "ymax": max(lats) + margin,
    }
    for side, value in box.items():
        ET.SubElement(extent, side).text = f"{value:.6f}"
    _reference(ET.SubElement(canvas, "destinationsrs"))


def _layer(layer: Layer, fields: Mapping[str, str], words: Wording) -> ET.Element:
    shape = GEOMETRIES[layer.geometry]
    map_layer = ET.Element("maplayer", type="vector", geometry=shape, readOnly="0" if layer.name == VISITS else "1")
    for name, text in (
        ("id", _id(layer.name)),
        ("datasource", _source(layer.name)),
        ("layername", layer.title),
        ("abstract", layer.description),
    ):
        ET.SubElement(map_layer, name).text = text
    if layer.geometry is not GeometryKind.NONE:
        _reference(ET.SubElement(map_layer, "srs"))
    ET.SubElement(map_layer, "provider", encoding="UTF-8").text = "ogr"
    if layer.style:
        style = ET.fromstring(layer.style)
        map_layer.set("labelsEnabled", style.get("labelsEnabled", "0"))
        map_layer.extend(list(style))
    if fields:
        _form(map_layer, fields, words)
    return map_layer


def _form(map_layer: ET.Element, fields: Mapping[str, str], words: Wording) -> None:
    configuration = ET.SubElement(map_layer, "fieldConfiguration")
    for name, type_ in fields.items():
        field = ET.SubElement(configuration, "field", name=name, configurationFlags="None")
        kind, options = _widget(type_, words)
        widget = ET.SubElement(field, "editWidget", type=kind)
        _options(ET.SubElement(widget, "config"), options)
    aliases = ET.SubElement(map_layer, "aliases")
    for index, name in enumerate(fields, 1):
        label = words.questions.get(name, {}).get("label", name)
        ET.SubElement(aliases, "alias", field=name, index=str(index), name="" if "{" in label else label)
    defaults = ET.SubElement(map_layer, "defaults")
    ET.SubElement(defaults, "default", field="at", expression=NOW, applyOnUpdate="0")
    constraints, expressions = (
        ET.SubElement(map_layer, "constraints"),
        ET.SubElement(map_layer, "constraintExpressions"),
    )
    strict = {"constraints": "4", "exp_strength": "1", "notnull_strength": "0", "unique_strength": "0"}
    ET.SubElement(constraints, "constraint", {"field": "statement", **strict})
    ET.SubElement(expressions, "constraint", field="statement", exp=QUOTABLE, desc=words.questions["quoted"]["label"])


def _widget(type_: str, words: Wording) -> tuple[str, Options]:
    """QGIS's widget for a kind of question, and its options."""
    kind, _, list_ = type_.partition(" ")
    if type_ == "stop":
        return "ValueRelation", _relation("stops", "asset", "number", "", False)
    if kind == "select_multiple":
        return "ValueRelation", _relation("choices", "code", "label", f"\"list\" = '{list_}'", True)
    if kind == "select_one":
        told = words.lists.get(list_, {})
        return "ValueMap", {"map": [{told.get(code, code): code} for code in answer_lists()[list_]]}
    if kind == "integer":
        return "Range", {"AllowNull": True, "Min": 0, "Max": 100_000, "Step": 1, "Style": "SpinBox"}
    if kind == "dateTime":
        shown = "yyyy-MM-ddTHH:mm:ss"
        return "DateTime", {"allow_null": True, "calendar_popup": True, "display_format": shown, "field_format": shown}
    if kind == "image":
        return "ExternalResource", {"DocumentViewer": 1, "RelativeStorage": 1, "StorageMode": 0, "UseLink": False}
    return "TextEdit", {"IsMultiline": True, "UseHtml": False}


def _relation(layer: str, key: str, value: str, filter_: str, many: bool) -> Options:
    return {
        "AllowMulti": many,
        "AllowNull": True,
        "FilterExpression": filter_,
        "Key": key,
        "Value": value,
        "Layer": _id(layer),
        "LayerName": layer,
        "LayerProviderName": "ogr",
        "LayerSource": _source(layer),
        "NofColumns": 1,
        "OrderByValue": False,
        "UseCompleter": False,
    }


def _options(config: ET.Element, options: Options) -> None:
    """Options in QGIS's notation."""
    map_ = ET.SubElement(config, "Option", type="Map")
    for name, value in options.items():
        if isinstance(value, bool):
            ET.SubElement(map_, "Option", name=name, type="bool", value=str(value).lower())
        elif isinstance(value, int):
            ET.SubElement(map_, "Option", name=name, type="int", value=str(value))
        elif isinstance(value, str):
            ET.SubElement(map_, "Option", name=name, type="QString", value=value)
        else:
            listed = ET.SubElement(map_, "Option", name=name, type="List")
            for pair in value:
                entry = ET.SubElement(listed, "Option", type="Map")
                for key, code in pair.items():
                    ET.SubElement(entry, "Option", name=key, type="QString", value=code)
