"""The library's page in a real notebook: a kernel runs it, and records, lists and tables come out as HTML."""

import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from ten_articles import write_articles

PAGE = Path(__file__).resolve().parent.parent / "docs" / "library.md"
SHOWN = {
    "workspace": "Ghazanchetsots Cathedral",
    "claim": "<caption",
    "workspace.claims()": "Claim: ",
    "workspace.search('Ղազանչեցոց')": "Ղազանչեցոց",
    "workspace.documents()[0]": "Document",
    "workspace.incidents()[0]": "Incident",
    "workspace.review()": "ReviewItem: ",
    "workspace.table('claims')": "claims: ",
    "workspace.verify()": "consistent",
    "workspace.view('I1')": "<iframe sandbox=",
}
"""What a reader types after the ten lines, and what has to stand in the HTML that comes out."""
VOID = {"br", "meta", "link", "img", "input", "hr", "wbr", "col"}


class Nesting(HTMLParser):
    """Complains where an element is left open or closed twice."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        assert tag != "script"
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebook")
    write_articles(folder)
    ten_lines = re.search(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)[1]
    cells = [nbformat.v4.new_code_cell(source) for source in (ten_lines, *SHOWN)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    nbformat.write(notebook, folder / "library.ipynb")
    return {cell.source: cell.outputs for cell in notebook.cells}


@pytest.mark.parametrize(("typed", "found"), SHOWN.items())
def test_what_is_typed_comes_out_as_html(outputs, typed, found):
    [output] = outputs[typed]
    page = output["data"]["text/html"]
    assert found in page
    nesting = Nesting()
    nesting.feed(page)
    assert nesting.open == []
    assert len(output["data"]["text/plain"]) < 100_000


def test_words_say_their_direction_and_language(outputs):
    claims = outputs["workspace.claims()"][0]["data"]["text/html"]
    assert {"en", "hy", "az", "ru"} & set(re.findall(r'<q dir="auto" lang="(\w+)">', claims)) >= {"en"}
    table = outputs["workspace.table('claims')"][0]["data"]["text/html"]
    assert 'dir="auto" lang="en"' in table
    assert 'lang="hy"' in outputs["workspace.search('Ղազանչեցոց')"][0]["data"]["text/html"]
