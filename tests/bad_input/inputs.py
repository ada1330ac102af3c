"""Inputs that no program likes, made anew for each test, under the names that docs/bad-input.md gives them."""

import io
import json
import os
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

TEXT = "The church in the lower village was destroyed by shelling on 8 October 2020."
NOISE = bytes(range(128, 256)) * 40
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 8


def page(body: str) -> bytes:
    return f"<html><head><title>News</title></head><body>{body}</body></html>".encode()


def record(**fields: object) -> str:
    return json.dumps({"text": TEXT, **fields})


def lines(*rows: str) -> bytes:
    return "".join(f"{row}\n" for row in rows).encode("utf-8", "surrogatepass")


def entities() -> bytes:
    kinds = [f'<!ENTITY {chr(97 + n)} "{f"&{chr(96 + n)};" * 10 if n else "ha" * 10}">' for n in range(12)]
    return f"<!DOCTYPE html [{''.join(kinds)}]><html><body><p>&l;</p><p>{TEXT}</p></body></html>".encode()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("a.txt", TEXT)
    return out.getvalue()


def workbook(*rows: list[object], sheet: bytes | None = None) -> bytes:
    import openpyxl

    book, plain = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(plain)
    if sheet is None:
        return plain.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return out.getvalue()


def stray_cell() -> bytes:
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["id", "name"])
    book.active.append(["1", "Chapel"])
    book.active.cell(1_048_576, 16_384).value = "x"
    book.save(out)
    return out.getvalue()


def features(*members: str) -> bytes:
    good = '{"type": "Feature", "properties": {"name": "Chapel"}, "geometry": null}'
    return f'{{"type": "FeatureCollection", "features": [{", ".join([good, *members])}]}}'.encode()


def feature(geometry: str, properties: str = '{"name": "Mill"}') -> str:
    return f'{{"type": "Feature", "properties": {properties}, "geometry": {geometry}}}'


def database() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE a (b)")
    content = connection.serialize()
    connection.close()
    return content


PUBLICATIONS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty text": ("a.txt", lambda: b""),
    "empty JSON Lines": ("a.jsonl", lambda: b"\n \n"),
    "empty JSON list": ("a.json", lambda: b"[]"),
    "binary data as text": ("a.txt", lambda: NOISE),
    "binary data as a page": ("a.html", lambda: b"\0" * 100 + NOISE),
    "binary data as JSON": ("a.json", lambda: NOISE),
    "PDF as text": ("a.txt", lambda: PDF),
    "NUL in a text": ("a.txt", lambda: b"The church\0 was hit."),
    "text of 50 MB": ("a.txt", lambda: b"a" * 50_000_000),
    "line of 50 MB": ("a.jsonl", lambda: lines(record(text="a" * 50_000_000), record(id="behind"))),
    "broken UTF-8": ("a.txt", lambda: TEXT.encode() + b" \xff"),
    "text in UTF-16": ("a.txt", lambda: TEXT.encode("utf-16")),
    "JSON Lines in UTF-16": ("a.jsonl", lambda: f"{record()}\n{record(id='two')}\n".encode("utf-16")),
    "tags 100,000 deep": ("a.html", lambda: page("<div>" * 100_000 + TEXT)),
    "tags 300 deep": ("a.html", lambda: page(f"<article><p>{TEXT}</p></article>" + "<div><p>b</p>" * 300)),
    "entities of entities": ("a.html", entities),
    "attribute of 19 MB": ("a.html", lambda: page(f'<p title="{"a" * 19_000_000}">{TEXT}</p>')),
    "tag of a million attributes": (
        "a.html",
        lambda: page(f"<p {' '.join(f'a{n}=1' for n in range(1_000_000))}>{TEXT}</p>"),
    ),
    "page without text": ("a.html", lambda: page("<img src='a'>")),
    "no JSON": ("a.json", lambda: b"{'text': 1}"),
    "JSON 200,000 deep": ("a.json", lambda: b"[" * 200_000),
    "number of 5,000 digits": ("a.json", lambda: b'{"text": "a", "id": ' + b"9" * 5_000 + b"}"),
    "id that is infinite": ("a.json", lambda: b'{"text": "The church was hit.", "id": 1e999}'),
    "text that is a number": ("a.json", lambda: b'{"text": 5}'),
    "halves of letters": ("a.json", lambda: record(text=TEXT + "\ud800").encode()),
    "good and bad lines": (
        "a.jsonl",
        lambda: lines(record(id="first"), "{", '{"id": "b"}', "[1]", "", record(id="last")),
    ),
    "list that breaks off": ("a.json", lambda: f'[{record(id="first")}, {{"text": '.encode()),
    "text behind a list": ("a.json", lambda: f"[{record(id='first')}]\n{record()}".encode()),
    "same id, other text": ("a.jsonl", lambda: lines(record(id="a"), record(id="a", title="b"))),
    "same line twice": ("a.jsonl", lambda: lines(record(id="a"), record(id="a"))),
    "published in 0001": ("a.json", lambda: record(published="0001-01-01").encode()),
    "published in 9999": ("a.json", lambda: record(published="9999-12-31").encode()),
    "published on 30 February": ("a.json", lambda: record(published="2020-02-30").encode()),
    "published on 3/4": ("a.json", lambda: record(published="03/04/2021").encode()),
    "id of a million letters": ("a.json", lambda: record(id="a" * 1_000_000).encode()),
    "id that moves the cursor": ("a.json", lambda: record(id="a\x1b[2Jb\u202ec").encode()),
    "title of a million letters": ("a.json", lambda: record(title="a" * 1_000_000).encode()),
    "only combining marks": ("a.txt", lambda: ("\u0301" * 10_000).encode()),
    "order of letters reversed": ("a.txt", lambda: f"\u202e{TEXT}".encode()),
    "million letters, no space": ("a.txt", lambda: b"church" * 170_000),
    "unknown ending": ("a.docx", lambda: archive()),
}
"""What it is -> file name and bytes, for publications."""

REGISTERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty register": ("b.csv", lambda: b""),
    "header alone": ("b.csv", lambda: b"id,name\n"),
    "no column for names": ("b.csv", lambda: b"id,colour\n1,red\n"),
    "ZIP as CSV": ("b.csv", archive),
    "PDF as CSV": ("b.csv", lambda: PDF),
    "ZIP as XLSX": ("b.xlsx", archive),
    "text as XLSX": ("b.xlsx", lambda: b"id,name\n"),
    "text as GeoPackage": ("b.gpkg", lambda: b"id,name\n"),
    "database, no GeoPackage": ("b.gpkg", database),
    "text as GeoJSON": ("b.geojson", lambda: b"id,name\n"),
    "GeoJSON 200,000 deep": ("b.geojson", lambda: b'{"features": ' + b"[" * 200_000),
    "GeoJSON without features": ("b.geojson", lambda: b'{"type": "FeatureCollection", "features": {}}'),
    "infinite latitude": ("b.csv", lambda: lines("id,name,lat,lon", "1,Chapel,40.1,46.2", "2,Mill,inf,46")),
    "latitude that is NaN": ("b.csv", lambda: lines("id,name,lat,lon", "1,Chapel,40.1,46.2", "2,Mill,NaN,NaN")),
    "latitude of 146": ("b.csv", lambda: lines("id,name,lat,lon", "1,Chapel,40.1,46.2", "2,Mill,146.2,40.1")),
    "latitude and longitude swapped": (
        "b.csv",
        lambda: lines("id,name,lat,lon", *(f"{n},Mill {n},40.{n},46.{n}" for n in range(1, 9)), "9,Chapel,46.2,40.1"),
    ),
    "same id, other row": ("b.csv", lambda: lines("id,name", "1,Chapel", "1,Mill")),
    "same row twice": ("b.csv", lambda: lines("id,name", "1,Chapel", "1,Chapel")),
    "quotation mark never closed": ("b.csv", lambda: lines("id,name", '1,"Chapel', "2,Mill", "3,Bridge")),
    "cell of 50 MB": ("b.csv", lambda: b"id,name\n1," + b"a" * 50_000_000 + b"\n2,Mill\n"),
    "name of 5,000 letters": ("b.csv", lambda: lines("id,name", f"1,{'a' * 5_000}", "2,Mill")),
    "more cells than columns": ("b.csv", lambda: lines("id,name", "1,Chapel,a,b", "2,Mill")),
    "million columns": ("b.csv", lambda: b"name," + b",".join(b"c%d" % n for n in range(1_000_000)) + b"\nMill\n"),
    "NUL in a cell": ("b.csv", lambda: b"id,name\n1,Cha\0pel\n"),
    "CSV in cp1252": ("b.csv", lambda: "id,name\n1,Hügelkapelle\n".encode("cp1252")),
    "stray cell in the last corner": ("b.xlsx", stray_cell),
    "workbook of 300 MB in 1 MB": ("b.xlsx", lambda: workbook(["id", "name"], sheet=b" " * 300_000_000)),
    "point that is NaN": ("b.geojson", lambda: features(feature('{"type": "Point", "coordinates": [NaN, 40]}'))),
    "point of words": ("b.geojson", lambda: features(feature('{"type": "Point", "coordinates": ["a", {}]}'))),
    "point in metres": ("b.geojson", lambda: features(feature('{"type": "Point", "coordinates": [5100000, 4900000]}'))),
    "feature without properties": ("b.geojson", lambda: features('{"type": "Feature", "geometry": null}')),
    "feature that is none": ("b.geojson", lambda: features("5")),
    "halves of letters in GeoJSON": ("b.geojson", lambda: features(feature("null", '{"name": "Mill \\ud800"}'))),
}
"""What it is -> file name and bytes, for registers."""


def loop(folder: Path) -> None:
    (folder / "inner").symlink_to(folder, target_is_directory=True)


def dangling(folder: Path) -> None:
    (folder / "a.txt").symlink_to(folder / "gone.txt")


def circle(folder: Path) -> None:
    (folder / "a.txt").symlink_to(folder / "a.txt")


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "a.txt")


def device(folder: Path) -> None:
    (folder / "a.txt").symlink_to("/dev/zero")


PLACES: dict[str, Callable[[Path], None]] = {
    "folder that holds itself": loop,
    "link to nothing": dangling,
    "link to itself": circle,
    "pipe as text": pipe,
    "endless device as text": device,
}
"""What it is -> what makes it in a folder of publications."""
