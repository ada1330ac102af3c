"""What fuzzing begins with: well-formed input of every parser, and words its formats are made of."""

PAGE = (
    b'<html lang="en"><head><title>Chapel hit</title><meta property="article:published_time" content="2021-05-03">'
    b'<link rel="canonical" href="https://example.org/2021/05/03/a"></head><body><article><h1>Chapel hit</h1><p>PARIS, '
    b'May 3. /TASS/ The <a href="/chapel">chapel</a> was hit.</p><table><tr><td>1</td></tr></table></article></body>'
)
LINE = '{"id": "a", "text": "The chapel was hit.", "published": "3 May 2021", "publisher": "X", "language": "en"}'
FEATURES = (
    '{"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:3857"}}, "features": [{"type": "Feature", '
    '"id": 1, "properties": {"name": "Chapel", "lat": 40.5}, "geometry": {"type": "Point", "coordinates": [46, 40]}}]}'
)
GIVEN = (
    '[{"quote": "chapel was hit", "asset": "The chapel", "harm": "damaged", "asset_type": "church", "start": "2021-05",'
    '"places": ["Lower Village"], "means": ["shelling"], "attribution": ["mayor"], "certainty": "asserted"}]'
)
GIVEN_TEXT = "The chapel was hit on Monday, the mayor said. The chapel in Lower Village stands."
TABLE = (
    "id;name_en;name:hy;type;lat;lon;coordinates;precision_m;place\n1;Chapel;Մատուռ;church;40°30′N;46,25;;50 m;X (Y)\n"
)

PLACE = '{"id": "p1", "names": [{"name": "Chapel", "lang": "en"}], "lat": 40.5, "lon": 46, "bbox": [45, 40, 47, 41]}'
ENTITY = (
    '{"id": "Q7", "labels": {"en": {"language": "en", "value": "Chapel"}}, "claims": {"P625": [{"rank": "normal", '
    '"mainsnak": {"datavalue": {"value": {"latitude": 40.5, "longitude": 46, "precision": 0.1}}}}]}}'
)
BINDINGS = '{"results": {"bindings": [{"item": {"value": "Q7"}, "itemLabel": {"xml:lang": "en", "value": "Chapel"}}]}}'
LINKED = (
    '{"id": "x:7", "identified_by": [{"type": "Name", "content": "Chapel", "language": [{"_label": "English"}]}], '
    '"classified_as": [{"_label": "church"}], "defined_by": "POINT(46 40)", "part_of": [{"id": "x:1"}]}'
)
OVERPASS = '{"elements": [{"type": "way", "id": 1, "center": {"lat": 40, "lon": 46}, "tags": {"name": "Chapel"}}]}'
KML = (
    b'<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark id="a"><name>Chapel</name><ExtendedData><Data name="id">'
    b"<value>1</value></Data></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>46,40 47,40 47,41 46,40"
    b"</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>"
)
TEI = (
    b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><place type="church"><placeName xml:lang="en">Chapel</placeName>'
    b'<location><geo>40.5 46</geo></location><event when="1214">built</event><idno type="URI">x:7</idno></place></TEI>'
)
GEONAMES = b"7\tChapel\tChapel\ta,b\t40.5\t46\tS\tCH\tAZ" + b"\t" * 10 + b"\n"

SEEDS: dict[str, tuple[bytes, ...]] = {
    "txt": (
        b"Chapel hit\n\nPARIS, May 3, 2021. /TASS/. The chapel was hit.",
        "Церковь".encode("cp1251"),
        b"\xff\xfea\0",
    ),
    "html": (PAGE, b"<p>a", b"\xef\xbb\xbf<!doctype html><ref target='x'>b</ref>"),
    "json": (LINE.encode(), f"[{LINE}, {LINE}]".encode(), b'[{"text": "\\ud800"}'),
    "jsonl": (f"{LINE}\n{{\n{LINE}\n".encode(), b'{"text": "a", "id": 1e999}\n\n'),
    "csv": (TABLE.encode(), TABLE.replace(";", ",").encode("utf-16"), b'name\n"a'),
    "xlsx": (b"\0<sheetData/>", b'\1<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>', b"\2", b"\3"),
    "geojson": (FEATURES.encode(), FEATURES.replace("3857", "4326").encode()),
    "json-register": tuple(map(str.encode, (f"[{PLACE}]", ENTITY, BINDINGS, LINKED, OVERPASS))),
    "jsonl-register": (f"{PLACE}\n{{\n{ENTITY},\n".encode(), f"\x1e{LINKED}\n".encode()),
    "kml": (KML,),
    "tei": (TEI,),
    "geonames": (GEONAMES, GEONAMES + b"8\tcut\n"),
    "csv-gz": (TABLE.encode(), b"name\n" + b"a\n" * 50),
    "card": (b"publisher: X\nexpected: 7\n", b"- a\n", b"a: &b [*b]"),
    "gpkg": (b"\0\0\x10\x01", b"\0\x64\0\xff\x10\0\xff"),
    "given": (GIVEN.encode(),),
    "dates": (b"from 27 September to 10 November 2020, 5-7 May, last week, in the 1990s", b"03/04/2021 10:30"),
    "sentences": ("He said: “No.” Then…\n\n- one\n- two\nU.S. forces. ՈՒ։ Dr. A. B. C. 4. Go!".encode(),),
    "names": ("Shushi / Şuşa (Шуша); Շուշի St. Mary's\nChurch of the Holy Saviour".encode(),),
    "coordinates": ("40°30′15″N, 46,25 E\n50 m".encode(), b"POINT(46 40)\n1.5 km", b"lat: 40.5; lon -46.2\n~5"),
}

DICTIONARY: dict[str, tuple[str, ...]] = {
    "html": ("<p>", "<a href=", "<!--", "<![CDATA[", "&#x", "<table>", "<meta ", "<script type='application/ld+json'>"),
    "json": ("\\ud800", "1e999", "NaN", "null", '"text": ', '"published": '),
    "jsonl": ("\\ud800", "1e999", "NaN", "null", '"text": ', '"published": '),
    "geojson": ("null", "NaN", "[]", "{}", '"Polygon"', '"GeometryCollection"', '"properties"', "1e999"),
    "json-register": ("null", "[]", "{}", '"bindings"', '"features"', '"@graph"', '"identified_by"', '"lang"', "1e999"),
    "jsonl-register": ("null", "[]", "{}", "\n", '"Feature"', '"geometry"', '"labels"', '"names"', "\\ud800"),
    "kml": ("<Point>", "<coordinates>", "<MultiGeometry>", "&lt;", "<![CDATA[", "<!DOCTYPE", "<LineString>", "NaN"),
    "tei": ("<place>", "<geo>", "<placeName ", 'xml:lang="', "&lt;", "<![CDATA[", "<!ENTITY", "<idno>"),
    "given": ("null", "[]", "{}", '"quote"', '"asset"', '"harm"', '"destroyed"', '"0000"'),
    "dates": ("between ", " and ", "since ", "night of ", "late ", "century", "–", "the "),
}
