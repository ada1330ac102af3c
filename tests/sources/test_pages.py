"""HTML -> text, metadata and links."""

from pathlib import Path

from tutela.model.documents import Captured, Document
from tutela.model.problems import Problem
from tutela.sources.publications import read_publications

PAGE = """<html lang="en"><head><title>Chapel hit | Example Courier</title>
<meta property="og:site_name" content="Example Courier">
<meta property="article:published_time" content="2021-03-25T10:00:00+04:00">
<link rel="canonical" href="https://example.org/news/1"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Chapel hit</h1>
<p>The chapel above <a href="/places/lower">Lower <b>Village</b></a> was hit by a shell on Monday, the mayor told
reporters who had come from the capital to see the damage for themselves.</p>
<p>Its roof is gone, <i>and</i> the wall paintings are <a href="https://other.example/paintings">wet</a>. Nobody was
hurt, the mayor added, and a tarpaulin is to be put up before the rain sets in again next week.</p>
<ul><li>the roof is open to the sky</li><li>the bell lies in the yard</li></ul>
</article></body></html>"""


def read(tmp_path: Path, content: str) -> tuple[Document | None, list[Problem]]:
    path = tmp_path / "page.html"
    path.write_text(content, "utf-8")
    found = list(read_publications([path]))
    document = next((item.document for item in found if isinstance(item, Captured)), None)
    return document, [item for item in found if isinstance(item, Problem)]


def test_text_metadata_and_links_of_a_page(tmp_path: Path) -> None:
    document, problems = read(tmp_path, PAGE)
    assert document is not None and not problems
    assert document.text.startswith("Chapel hit\n\nThe chapel above Lower Village was hit")
    assert "the roof is open to the sky\n\nthe bell lies in the yard" in document.text
    assert "Home" not in document.text
    assert (document.title, document.url, document.media_type) == (
        "Chapel hit",
        "https://example.org/news/1",
        "text/html",
    )
    assert document.published is not None and document.publisher is not None
    assert (document.published.value, document.published.how) == ("2021-03-25T10:00:00+04:00", "page")
    assert document.publisher.value == "Example Courier"
    assert [(link.url, link.words.exact if link.words else None) for link in document.links] == [
        ("https://example.org/places/lower", "Lower Village"),
        ("https://other.example/paintings", "wet"),
    ]
    assert all(link.words is not None and link.words.stands_in(document.text) for link in document.links)


def test_a_page_without_an_article_gives_all_its_text_and_says_so(tmp_path: Path) -> None:
    document, problems = read(
        tmp_path, "<html><body><div>Chapel <a href='https://a.example/'>hit</a></div></body></html>"
    )
    assert document is not None
    assert document.text == "Chapel hit"
    assert all(not problem.dropped for problem in problems)


def test_a_headline_outside_the_article_is_put_before_it(tmp_path: Path) -> None:
    document, _ = read(tmp_path, PAGE.replace("<h1>Chapel hit</h1>", ""))
    assert document is not None
    assert document.text.startswith("Chapel hit\n\nThe chapel above")
    assert all(link.words is not None and link.words.stands_in(document.text) for link in document.links)


def test_deeply_nested_markup_does_not_stop_the_reading(tmp_path: Path) -> None:
    document, problems = read(tmp_path, "<div>" * 3000 + "The chapel stands." + "</div>" * 3000)
    assert document is not None or problems
