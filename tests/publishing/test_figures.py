import dataclasses
import datetime as dt
import itertools
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from publishing.writing import Told, asset, case, document

from tutela.model.casefile import CaseFile
from tutela.model.geometry import Position
from tutela.model.incidents import ChainEdge, EdgeKind
from tutela.model.inventory import Name, Place
from tutela.model.times import Period
from tutela.publishing.chain import chain_in_words, draw_chain
from tutela.publishing.contents import Contents, contents
from tutela.publishing.edges import drawn_edges
from tutela.publishing.gate import release
from tutela.publishing.map import draw_maps
from tutela.publishing.svg import text_width
from tutela.publishing.timeline import LEFT, WIDTH, Axis, draw_timeline

SVG = "{http://www.w3.org/2000/svg}"


def held(*spots: tuple[float, float, float | None], places: tuple[Place, ...] = ()) -> Contents:
    sites = []
    for number, (lat, lon, uncertainty) in enumerate(spots):
        site = asset(f"Site {number}", at=(lat, lon))
        sites.append(dataclasses.replace(site, position=Position(lat, lon, uncertainty)))
    told = [Told(f"Site {number} was hit.", number, f"Site {number}") for number in range(len(sites))]
    return contents(release(case(sites, [(document("one", told), told)], places=places)))


def texts(svg: str) -> list[str]:
    return ["".join(node.itertext()) for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


LATS, LONS = st.floats(-80, 80), st.floats(-180, 180)
SPOTS = st.lists(st.tuples(LATS, LONS, st.sampled_from([None, 50.0, 3000.0, 30000.0])), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(SPOTS)
def test_every_site_is_on_one_map_inside_its_frame(spots: list[tuple[float, float, float | None]]) -> None:
    made = held(*spots)
    figures = draw_maps(made)
    assert sorted(item.id for figure in figures for item in figure.assets) == sorted(made.assets)
    for figure in figures:
        root = ElementTree.fromstring(figure.svg)
        width, height = float(root.attrib["width"]), float(root.attrib["height"])
        dots = [node for node in root.iter(f"{SVG}circle") if node.attrib["class"] == "site"]
        assert len(dots) == len(figure.assets)
        assert all(30 <= float(dot.attrib["cx"]) <= width - 30 for dot in dots)
        assert all(30 <= float(dot.attrib["cy"]) <= height for dot in dots)


def boxes(svg: str) -> list[tuple[float, float, float, float]]:
    found = []
    for node in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        if node.attrib["class"] in ("site-name", "place-name"):
            x, y, size = (float(node.attrib[name]) for name in ("x", "y", "font-size"))
            width = text_width(node.text or "", size)
            left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[node.attrib["text-anchor"]] * width
            found.append((left, y - size * 0.8, left + width, y + size * 0.2))
    return found


@settings(max_examples=60, deadline=None)
@given(SPOTS)
def test_labels_of_a_map_do_not_cover_one_another(spots: list[tuple[float, float, float | None]]) -> None:
    places = tuple(
        Place(f"plc_{n}", (Name(f"Place {n}"), Name(f"Ort {n}")), "town", Position(lat, lon))
        for n, (lat, lon, _) in enumerate(spots)
    )
    for figure in draw_maps(held(*spots, places=places)):
        for a, b in itertools.combinations(boxes(figure.svg), 2):
            assert a[2] <= b[0] + 0.1 or b[2] <= a[0] + 0.1 or a[3] <= b[1] + 0.1 or b[3] <= a[1] + 0.1


def test_a_settlement_is_shown_with_all_its_names() -> None:
    names = tuple(map(Name, ("Şuşa", "Շուշի", "Шуша", "Shusha", "Shushi")))
    figure = draw_maps(held((39.70, 46.70, 50.0), places=(Place("plc", names, "town", Position(39.72, 46.75)),)))[0]
    assert " · ".join(name.text for name in names) in figure.svg
    assert all(any(name.text in line for line in texts(figure.svg)) for name in names)


def test_settlements_nobody_names_are_drawn_by_size_and_not_when_something_is_withheld() -> None:
    towns = tuple(
        Place(f"plc_{n}", (Name(f"Town {n}"),), "town", Position(39.70 + n / 1000, 46.75), population=n)
        for n in range(40)
    )
    made = held((39.70, 46.70, 50.0), places=towns)
    assert {place.population for place in draw_maps(made)[0].places} == set(range(22, 40))
    hidden = dataclasses.replace(made.released.case, restricted_persons=frozenset({"Nobody Named"}))
    assert draw_maps(contents(release(hidden)))[0].places == ()


def test_an_uncertain_position_is_an_area_in_scale() -> None:
    svg = draw_maps(held((39.70, 46.70, 3000.0), (39.80, 46.70, 50.0)))[0].svg
    root = ElementTree.fromstring(svg)
    area = next(node for node in root.iter(f"{SVG}circle") if node.attrib["class"] == "area")
    high, low = (float(node.attrib["cy"]) for node in root.iter(f"{SVG}circle") if node.attrib["class"] == "site")
    metres = Position(39.70, 46.70).distance_m(Position(39.80, 46.70))
    assert float(area.attrib["r"]) == pytest.approx(3000 * abs(high - low) / metres, rel=0.02)


def test_sites_far_apart_get_maps_of_their_own() -> None:
    assert len(draw_maps(held((39.7, 46.7, 50.0), (31.5, 34.46, 50.0), (39.8, 46.8, 50.0)))) == 2


def test_sites_on_either_side_of_the_date_line_share_a_map() -> None:
    assert len(draw_maps(held((-16.8, 179.9, 50.0), (-16.8, -179.9, 50.0)))) == 1


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    root = ElementTree.fromstring(draw_maps(held((10.0, 20.0, 50.0), (10.5, 20.0, 50.0)))[0].svg)
    south, north = (float(node.attrib["cy"]) for node in root.iter(f"{SVG}circle") if node.attrib["class"] == "site")
    bar = sum(
        float(node.attrib["width"]) for node in root.iter(f"{SVG}rect") if node.attrib["class"].startswith("scale")
    )
    said = next(
        float(line.split()[0]) * 1000
        for line in texts(draw_maps(held((10.0, 20.0, 50.0), (10.5, 20.0, 50.0)))[0].svg)
        if line.endswith("km")
    )
    assert bar / abs(south - north) == pytest.approx(said / 55_597, rel=0.02)


def timed(*periods: Period | None) -> Contents:
    sites = [asset(f"Site {number}") for number in range(len(periods))]
    told = [Told(f"Site {number} was hit.", number, f"Site {number}") for number in range(len(sites))]
    made = case(sites, [(document("one", told), told)])
    changed = tuple(dataclasses.replace(item, period=time) for item, time in zip(made.incidents, periods, strict=True))
    return contents(release(dataclasses.replace(made, incidents=changed)))


def bars(svg: str) -> list[tuple[str, float, float]]:
    found = ElementTree.fromstring(svg).iter(f"{SVG}rect")
    return [
        (n.attrib["class"], float(n.attrib["x"]), float(n.attrib["width"]))
        for n in found
        if n.attrib.get("class") in ("exact", "vague")
    ]


def test_vague_times_are_drawn_wide_and_exact_ones_as_points() -> None:
    svg = str(
        draw_timeline(timed(Period("2020-09-27", "2020-09-27"), Period("2020", "2020"), Period("2021-01", "2021-01")))
    )
    found = bars(svg)
    assert [kind for kind, _, _ in found] == ["vague", "exact", "vague"]
    assert found[0][2] > 8 * found[2][2]


def test_incidents_stand_in_the_order_of_their_times_and_undated_ones_last() -> None:
    made = timed(None, Period("2021", "2021"), Period(None, "2019"))
    assert [item.period and item.period.end for item in made.incidents] == ["2019", "2021", None]
    assert "time not stated" in str(draw_timeline(made))


def test_an_open_bound_has_an_arrow() -> None:
    assert str(draw_timeline(timed(Period("2020", None)))).count('class="open-end"') == 1


def test_publication_dates_stand_apart_from_times_told() -> None:
    root = ElementTree.fromstring(str(draw_timeline(timed(None))))
    assert [node.attrib["class"] for node in root.iter(f"{SVG}line")].count("published") == 1


DAYS = st.integers(1, dt.date.max.toordinal() - 1)


@given(st.lists(st.tuples(DAYS, st.integers(0, 4000)), min_size=1, max_size=8))
def test_the_axis_keeps_days_in_order_whatever_is_cut_out(pairs: list[tuple[int, int]]) -> None:
    spans = [(day, min(day + more, dt.date.max.toordinal())) for day, more in pairs]
    axis = Axis(spans)
    days = sorted(day for span in spans for day in span)
    places = [axis.x(day) for day in days]
    assert places == sorted(places)
    assert all(236 <= x <= 907 for x in places)
    assert all(axis.first <= day <= axis.last for day in days)


def relayed() -> CaseFile:
    site = asset("Site")
    told = Told("The prosecutor said Site was hit.", 0, "Site", "The prosecutor")
    again = Told("Site was hit, The prosecutor told an agency.", 0, "Site", "The prosecutor")
    one, two = document("one", [told]), document("two", [again])
    made = case([site], [(one, [told]), (two, [again])])
    edge = ChainEdge(two.id, one.id, EdgeKind.COPIES, 0.8, "shares a passage")
    incident = dataclasses.replace(made.incidents[0], chain=(*made.incidents[0].chain, edge))
    return dataclasses.replace(made, incidents=(incident,))


def test_two_documents_that_relay_one_speaker_meet_in_one_origin() -> None:
    made = contents(release(relayed()))
    svg = str(draw_chain(made, made.incidents[0]))
    root = ElementTree.fromstring(svg)
    shapes = [node.attrib["class"] for node in root.iter() if "class" in node.attrib]
    assert shapes.count("sheet") == 2 and shapes.count("speaker") == 1 and shapes.count("origin") == 2
    assert chain_in_words(made, made.incidents[0]) == [
        "D1 A daily (4 May 2023) quotes or relays The prosecutor.",
        "The prosecutor goes back to The prosecutor.",
        "D2 A daily (4 May 2023) quotes or relays The prosecutor.",
        "D2 A daily (4 May 2023) copies from D1 A daily (4 May 2023).",
    ]


def test_a_document_that_names_no_source_has_no_chain_to_draw() -> None:
    made = timed(None)
    assert draw_chain(made, made.incidents[0]) is None


def test_where_the_incidents_are_gets_the_width() -> None:
    day = dt.date(2020, 1, 1).toordinal()
    axis = Axis(
        [(dt.date(1980, 1, 1).toordinal(), dt.date(1990, 1, 1).toordinal()), *((day + n, day + n) for n in range(12))]
    )
    assert axis.stretches[-1].first <= day and axis.stretches[-1].width > (WIDTH - LEFT) / 2
    assert len(axis.breaks()) == 2


def test_each_document_has_one_line_to_the_text_it_rests_on_and_the_signs_are_explained() -> None:
    site = asset("Site")
    told = [Told(f"Number {number}: Site was hit.", 0, "Site") for number in range(5)]
    sources = [document(f"text {number}", [item]) for number, item in enumerate(told)]
    made = case([site], [(source, [item]) for source, item in zip(sources, told, strict=True)])
    pairs = itertools.permutations(sources, 2)
    chain = tuple(
        ChainEdge(a.id, b.id, EdgeKind.REWRITES, 0.3 if b is sources[0] else 0.25, "shares") for a, b in pairs
    )
    noise = ChainEdge(sources[4].id, sources[1].id, EdgeKind.REWRITES, 0.07, "shares a credit")
    incident = dataclasses.replace(made.incidents[0], chain=(*chain, noise))
    held = contents(release(dataclasses.replace(made, incidents=(incident,))))
    edges = drawn_edges(held, held.incidents[0])
    assert {(edge.source, edge.target) for edge in edges} == {(source.id, sources[0].id) for source in sources[1:]}
    svg = str(draw_chain(held, held.incidents[0]))
    assert "the text shares words with the other" in svg and "for a denial" not in svg


def test_a_few_words_in_common_join_no_documents() -> None:
    site = asset("Site")
    told = [Told(f"Number {number}: Site was hit.", 0, "Site") for number in range(2)]
    one, two = (document(f"text {number}", [item]) for number, item in enumerate(told))
    made = case([site], [(one, [told[0]]), (two, [told[1]])])
    edge = ChainEdge(two.id, one.id, EdgeKind.REWRITES, 0.07, "7% of its words")
    made = dataclasses.replace(made, incidents=(dataclasses.replace(made.incidents[0], chain=(edge,)),))
    held = contents(release(made))
    assert drawn_edges(held, held.incidents[0]) == []


def test_no_character_makes_a_figure_unreadable():
    from xml.etree import ElementTree

    from tutela.publishing.svg import Drawing

    drawing = Drawing("a\x1b", 10, 10)
    drawing.add("text", "Chapel\x1b[2J\x00 <&>", x=1, y=1, class_="\x07")
    drawn = drawing.render("name\ufffe", "told\x0b")
    ElementTree.fromstring(str(drawn))
    assert "Chapel" in drawn
