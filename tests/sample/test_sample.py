"""The sample holds what its README promises."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

import tutela
from tutela.inventory.assets import assets_from_entries
from tutela.model.documents import Captured, Document
from tutela.sources.publications import read_publications
from tutela.sources.registers import read_register

SAMPLE = Path(tutela.__file__).parent / "sample"
BANNER = re.compile("Training material|Document de formation|Учебный материал|Tədris materialı|Ուսումնական նյութ")


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    read = list(read_publications([SAMPLE / "publications"]))
    assert all(isinstance(item, Captured) for item in read), [str(item) for item in read]
    return [item.document for item in read if isinstance(item, Captured)]


def test_every_publication_says_that_it_is_training_material(documents: list[Document]) -> None:
    assert [document.name for document in documents if not BANNER.search(document.text)] == []


def test_nobody_is_quoted(documents: list[Document]) -> None:
    quoted = re.compile(r"[“\"][^”\"]{25,}[”\"]|«[^»]{40,}»")
    assert [document.name for document in documents if quoted.search(document.text)] == []


def test_five_languages_and_every_kind_of_file(documents: list[Document]) -> None:
    languages = Counter(document.tongue for document in documents)
    assert set(languages) == {"en", "ru", "az", "hy", "fr"}
    assert len(documents) >= 30
    assert {path.suffix for path in (SAMPLE / "publications").iterdir()} == {".txt", ".html", ".jsonl"}


def test_one_date_stands_in_a_file_name_only_and_one_letter_has_none(documents: list[Document]) -> None:
    by_name = {document.name: document for document in documents}
    published = by_name["imarat-3-2020-12-06"].published
    assert published is not None
    assert published.how == "file name"
    assert by_name["undated-letter"].published is None


def test_the_readme_names_every_publication(documents: list[Document]) -> None:
    told = (SAMPLE / "README.md").read_text("utf-8")
    assert [document.name for document in documents if f"`{document.name}`" not in told] == []


def test_the_inventory_is_balanced_and_one_site_is_restricted() -> None:
    reading = read_register(SAMPLE / "inventory.csv")
    assert not reading.problems
    assets = assets_from_entries(reading.register, reading.entries)
    assert len(reading.entries) >= 60
    communities = Counter(entry.value("community") for entry in reading.entries)
    assert communities["armenian"] == communities["azerbaijani"]
    assert [asset.label for asset in assets if asset.restricted] == ["Khojaly Necropolis"]


def test_every_row_of_the_inventory_keeps_its_references() -> None:
    with (SAMPLE / "inventory.csv").open(encoding="utf-8", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file) if not row["source_urls"]] == []
