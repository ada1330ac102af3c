"""What a publication does not state is found in the order of trust, or unknown."""

from tutela.model.documents import Finding
from tutela.sources.drafts import Draft, Source
from tutela.sources.findings import find

TEXT = "Chapel hit\n\nPublished 3 May 2021\n\nThe chapel on the hill was hit by a shell on Monday morning."
UNDATED = "Chapel hit\n\nPARIS, May 3. /TASS/. The chapel on the hill was hit by a shell on Monday morning."
NAMED = Source("news/2021-05-09-chapel.txt", "2021-05-09-chapel")


def draft(text: str, url: str = "", published: Finding | None = None, publisher: Finding | None = None) -> Draft:
    return Draft(text, text.encode(), "text/plain", url=url, published=published, publisher=publisher)


def test_the_page_speaks_before_the_text_the_address_and_the_file_name() -> None:
    url = "https://example.org/2021/05/04/chapel"
    page = Finding("2021-05-02", "page", "2021-05-02")
    found = [
        find(NAMED, draft(TEXT, url, page)).published,
        find(NAMED, draft(TEXT, url)).published,
        find(NAMED, draft(UNDATED, url)).published,
        find(NAMED, draft(UNDATED)).published,
        find(Source("chapel.txt", "chapel"), draft(UNDATED)).published,
    ]
    assert found == [
        page,
        Finding("2021-05-03", "text", "3 May 2021"),
        Finding("2021-05-04", "url", "2021/05/04"),
        Finding("2021-05-09", "file name", "2021-05-09-chapel.txt"),
        None,
    ]


def test_the_publisher_by_domain_then_page_then_date_line() -> None:
    site = Finding("Example Courier", "page", "Example Courier")
    assert find(NAMED, draft(UNDATED, "https://www.reuters.com/a", publisher=site)).publisher == Finding(
        "Reuters", "url", "https://www.reuters.com/a"
    )
    assert find(NAMED, draft(UNDATED, publisher=site)).publisher == site
    assert find(NAMED, draft(UNDATED)).publisher == Finding("TASS", "text", "TASS")
    assert find(NAMED, draft("Chapel hit\n\nReuters said on Monday that it stands.")).publisher is None


def test_the_language_is_told_from_the_text_or_unknown() -> None:
    assert find(NAMED, draft(TEXT)).language == Finding("en", "detected")
    assert find(NAMED, draft("Часовня на холме была повреждена снарядом в понедельник.")).language == Finding(
        "ru", "detected"
    )
    assert find(NAMED, draft("Chapel")).language is None
