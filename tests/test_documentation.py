"""The examples of tutorial, library page, how-to pages and stages are run as they stand.

Three kinds of fenced blocks count: ```console (lines after `$ ` are commands, the others what they print), ```python
followed by ```text (what it prints), and any block with title="file" (a file). `...` stands for anything.
"""

import doctest
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from ten_articles import write_articles

import tutela

HOUSE = Path(__file__).resolve().parent.parent
DOCS = HOUSE / "docs"
FROM_NOTHING = [DOCS / "tutorial.md", DOCS / "gazetteer.md", DOCS / "capture.md"]
WITH_ARTICLES = [DOCS / "library.md"]
STAGES = [
    "sources",
    "inventory",
    "significance",
    "reading",
    "reading-slots",
    "statements",
    "review",
    "missions",
    "publishing",
    "store",
    "bundle",
    "custody",
]
IN_THEIR_ROOMS = ["language", "linking", "incidents"]
"""Pages whose examples are run by the tests of their rooms."""
WITH_A_CASE = [*sorted((DOCS / "how-to").glob("*.md")), *(DOCS / f"{name}.md" for name in STAGES)]
BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', flags=re.MULTILINE | re.DOTALL)
STATES_A_PROBLEM = "tutela run articles --inventory denkmale.csv"
"""This command leaves a bad row out and ends with code 1, as its page says."""


@dataclass(frozen=True)
class Step:
    command: str
    printed: str


def steps(page: Path, folder: Path) -> list[Step]:
    """What a page has one do, in its order; files that it shows are written into the folder."""
    found: list[Step] = []
    blocks = BLOCK.findall(page.read_text("utf-8"))
    for at, (kind, title, body) in enumerate(blocks):
        if title:
            (folder / title).parent.mkdir(exist_ok=True)
            (folder / title).write_text(body, "utf-8")
        elif kind == "console":
            found += commands(body)
        elif kind == "python":
            script = folder / f"example_{at}.py"
            script.write_text(body, "utf-8")
            follows = blocks[at + 1] if at + 1 < len(blocks) else ("", "", "")
            found.append(Step(f"python {script.name}", follows[2] if follows[0] == "text" else ""))
    return found


def commands(body: str) -> list[Step]:
    """The commands of a console block, each with the lines it prints; `> ` goes on with the command above."""
    found: list[Step] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            found.append(Step(line[2:], ""))
        elif line.startswith("> "):
            found[-1] = Step(f"{found[-1].command}\n{line[2:]}", "")
        else:
            found[-1] = Step(found[-1].command, f"{found[-1].printed}{line}\n")
    return found


def run_page(page: Path, folder: Path) -> None:
    """Run a page in one shell, and compare what each step prints with what the page says."""
    todo = steps(page, folder)
    assert todo, f"{page.name} has no example"
    lines = ["set -e"]
    for at, step in enumerate(todo):
        ending = " || test $? = 1" if step.command.startswith(STATES_A_PROBLEM) else ""
        lines += [f"exec > printed_{at}.txt", step.command + ending]
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", "\n".join(lines)], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{page.name}: {done.stderr}"
    for at, step in enumerate(todo):
        printed = (folder / f"printed_{at}.txt").read_text("utf-8")
        agrees = doctest.OutputChecker().check_output(trimmed(step.printed), trimmed(printed), doctest.ELLIPSIS)
        assert agrees, f"{page.name}: {step.command}\nshould print:\n{step.printed}\nprinted:\n{printed}"


def trimmed(printed: str) -> str:
    return printed.rstrip() + "\n"


def names(pages):
    return [page.stem for page in pages]


@pytest.mark.parametrize("page", FROM_NOTHING, ids=names(FROM_NOTHING))
def test_a_page_that_begins_with_nothing(page, tmp_path):
    run_page(page, tmp_path)


@pytest.mark.parametrize("page", WITH_ARTICLES, ids=names(WITH_ARTICLES))
def test_a_page_that_begins_with_ten_articles(page, tmp_path):
    write_articles(tmp_path)
    run_page(page, tmp_path)


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("case")
    write_articles(folder)
    tutela.run(folder / "case", folder / "articles", folder / "sample" / "inventory.csv", title="Ten articles")
    return folder


@pytest.mark.parametrize("page", WITH_A_CASE, ids=names(WITH_A_CASE))
def test_a_page_that_begins_with_a_case(page, case, tmp_path):
    shutil.copytree(case, tmp_path, dirs_exist_ok=True)
    run_page(page, tmp_path)


@pytest.mark.parametrize("name", [*STAGES, *IN_THEIR_ROOMS])
def test_every_stage_has_an_example(name):
    page = (DOCS / f"{name}.md").read_text("utf-8")
    assert "\n```python\n" in page or ">>> " in page


def test_every_page_has_its_place_in_the_site():
    listed = re.findall(r"[\w/-]+\.md", (HOUSE / "mkdocs.yml").read_text("utf-8"))
    pages = {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")}
    assert set(listed) == pages
    assert len(listed) == len(pages)


def test_the_site_fetches_nothing():
    site = yaml.safe_load((HOUSE / "mkdocs.yml").read_text("utf-8"))
    assert site["theme"]["font"] is False
    assert not re.search(r"https?://", "\n".join(map(str, [site.get("extra_css"), site.get("extra_javascript")])))


def test_the_readme_names_the_commands_there_are():
    from tutela.cli import tutela as command_line

    told = (HOUSE / "README.md").read_text("utf-8")
    missing = [name for name in command_line.commands if f"tutela {name}" not in told]
    assert missing == []
