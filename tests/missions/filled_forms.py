"""Filled field forms as ODK Collect, ODK Central and QField give them back, with photos that tell of themselves."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

Form = dict[str, object]


def filled(number: int, stop: str, **answers: object) -> Form:
    """A form in the shape of OData with repeats expanded, as the field pack's forms ask."""
    given: Form = {
        "stop": stop,
        "team": "North",
        "outcome": "visited",
        "at": f"2026-05-04T{8 + number:02}:00:00.000+04:00",
        "observer": "Team leader",
        "grade": "2",
        "extent": "pct_11_30",
        "effects": "cracks missing_parts",
        "causes": "unknown",
        "threats": "weather",
        "urgent": "cover_roof",
        **answers,
    }
    top = {
        name: given[name]
        for name in ("stop", "team", "outcome", "reason", "at", "observer", "position")
        if name in given
    }
    rest = ("photos", "witnesses", "notes")
    condition = {name: value for name, value in given.items() if name not in (*top, *rest)}
    return {
        "__id": f"uuid:{number:08}",
        "__system": {"submissionDate": "2026-05-05T20:00:00.000Z", "reviewState": None, "status": None},
        "meta": {"instanceID": f"uuid:{number:08}", "instanceName": stop},
        **top,
        "condition": condition,
        **{name: given[name] for name in rest if name in given},
    }


def photo(taken: str = "", place: tuple[float, float] | None = None, shade: int = 120) -> bytes:
    """A small JPEG with its own record of when and where it was taken."""
    from PIL import Image

    picture = Image.new("RGB", (320, 240), (shade, shade // 2, 40))
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Maker", "Model 1"
    if taken:
        exif[0x8769] = {0x9003: taken}
    if place:
        exif[0x8825] = {1: "N", 2: _sexagesimal(place[0]), 3: "E", 4: _sexagesimal(place[1])}
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def _sexagesimal(degrees: float) -> tuple[float, float, float]:
    minutes = (degrees - int(degrees)) * 60
    return float(int(degrees)), float(int(minutes)), round((minutes - int(minutes)) * 60, 4)


def as_json(path: Path, forms: Sequence[Form], media: Mapping[str, bytes] | None = None) -> Path:
    """A folder with OData's JSON and the photos."""
    path.mkdir(parents=True)
    (path / "Submissions.json").write_text(json.dumps({"value": forms}), "utf-8")
    (path / "media").mkdir()
    for name, content in (media or {}).items():
        (path / "media" / name).write_bytes(content)
    return path


def as_csv_zip(path: Path, forms: Sequence[Form], media: Mapping[str, bytes] | None = None) -> Path:
    """ODK's export: a zip archive with a table for the forms and one for each repeat."""
    tables: dict[str, list[dict[str, str]]] = {"visit.csv": [], "visit-photos.csv": [], "visit-witnesses.csv": []}
    for form in forms:
        tables["visit.csv"].append({**_flat(form, ""), "KEY": str(form["__id"])})
        for repeat in ("photos", "witnesses"):
            for number, one in enumerate(_rounds(form, repeat), 1):
                key = f"{form['__id']}/{repeat}[{number}]"
                tables[f"visit-{repeat}.csv"].append({**one, "PARENT_KEY": str(form["__id"]), "KEY": key})
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in tables.items():
            archive.writestr(name, _csv(rows))
        for name, content in (media or {}).items():
            archive.writestr(f"media/{name}", content)
    return path


def _rounds(form: Form, repeat: str) -> list[dict[str, str]]:
    rounds = form.get(repeat, [])
    assert isinstance(rounds, list)
    return rounds


def _flat(form: Mapping[str, object], before: str) -> dict[str, str]:
    row: dict[str, str] = {}
    for name, value in form.items():
        if name.startswith("__") or isinstance(value, list):
            continue
        if isinstance(value, dict) and value.get("type") == "Point":
            lon, lat, height = value["coordinates"]
            parts = zip(("Latitude", "Longitude", "Altitude"), (lat, lon, height), strict=True)
            row |= {f"{before}{name}-{part}": str(number) for part, number in parts}
            row[f"{before}{name}-Accuracy"] = str(value["properties"]["accuracy"])
        elif isinstance(value, dict):
            row |= _flat(value, f"{before}{name}-")
        else:
            row[f"{before}{name}"] = str(value)
    return row


def _csv(rows: Sequence[Mapping[str, str]]) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def point(lat: float, lon: float, accuracy: float = 5.0) -> dict[str, object]:
    """A point as OData writes it."""
    return {"type": "Point", "coordinates": [lon, lat, 1200.0], "properties": {"accuracy": accuracy}}


def as_geopackage(path: Path, forms: Sequence[Form], media: Mapping[str, bytes] | None = None) -> Path:
    """A folder with the layer `visits`, a row prepared for a stop nobody filled in, and the photos beside it."""
    import numpy as np
    import pyogrio
    import shapely

    path.mkdir(parents=True)
    plain = [_visit_row(form) for form in forms] + [{"uuid": "prepared", "stop": "ast_prepared"}]
    columns = list(dict.fromkeys(column for row in plain for column in row))
    values = [np.array([row.get(column, "") for row in plain], dtype=object) for column in columns]
    shapes = shapely.to_wkb([_shape(form) for form in forms] + [shapely.Point(0, 0)])
    file = path / "field.gpkg"
    pyogrio.raw.write(
        file, shapes, values, columns, layer="visits", driver="GPKG", geometry_type="Point", crs="EPSG:4326"
    )
    for layer in ("photos", "witnesses"):
        rows = [{"visit": str(form["__id"]), **one} for form in forms for one in _rounds(form, layer)]
        if rows:
            names = list(rows[0])
            cells = [np.array([row[name] for row in rows], dtype=object) for name in names]
            pyogrio.raw.write(file, None, cells, names, layer=layer, driver="GPKG", geometry_type=None, append=True)
    (path / "DCIM").mkdir()
    for name, content in (media or {}).items():
        (path / "DCIM" / name).write_bytes(content)
    return path


def _visit_row(form: Form) -> dict[str, str]:
    flat = {name.rsplit("-", 1)[-1]: value for name, value in _flat({**form, "position": "", "meta": {}}, "").items()}
    return {"uuid": str(form["__id"]), **{name: value for name, value in flat.items() if value}}


def _shape(form: Form) -> object:
    import shapely

    where = form.get("position")
    return shapely.Point(where["coordinates"][:2]) if isinstance(where, dict) else shapely.Point()
