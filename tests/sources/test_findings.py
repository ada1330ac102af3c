"""What a publication does not state is found in the order of trust, or unknown."""

from pathlib import Path

import pytest

from tutela.model.documents import Captured, Finding
from tutela.sources.drafts import Draft, Source
from tutela.sources.findings import find
from tutela.sources.publications import read_publications

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


@pytest.mark.parametrize(
    ("head", "day", "publisher"),
    [
        ("Hall hit\n\nBAKU, Azerbaijan, Nov. 25, 2020, Trend\n\nA text.", "2020-11-25", "Trend News Agency"),
        ("Hall hit\n\nYEREVAN, November 22, 2020. Armenpress. The hall was hit.", "2020-11-22", "Armenpress"),
        ("Hall hit\n\nSTEPANAKERT, OCTOBER 8, 2020, ARMENPRESS. The hall was hit.", "2020-10-08", "Armenpress"),
        ("Zal\n\nBAKI, 24 noyabr 2020-ci il, AZƏRTAC\n\nMətn.", "2020-11-24", "AZERTAC"),
        ("Зал\n\nСТЕПАНАКЕРТ, 8 октября 2020. В зал попал снаряд.", "2020-10-08", None),
        ("Human Rights Watch\nDecember 16, 2020\n\nThe hall was hit.", "2020-12-16", "Human Rights Watch"),
        ("Hall\n\nMay 3, 2021, the ministry said, was the day of the fire in the old hall.", None, None),
    ],
)
def test_date_lines_name_place_date_and_publisher(
    tmp_path: Path, head: str, day: str | None, publisher: str | None
) -> None:
    (tmp_path / "one.txt").write_text(head, "utf-8")
    captured = next(item for item in read_publications([tmp_path]) if isinstance(item, Captured))
    found = captured.document
    assert (found.published.value if found.published else None) == day
    assert (found.publisher.value if found.publisher else None) == publisher
