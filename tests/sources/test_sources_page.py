"""The worked examples of the documentation print what it says they print."""

import contextlib
import io
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLE = re.compile(r"```python\n(.*?)```\s+prints\s+```text\n(.*?)```", re.DOTALL)


def examples(page: str) -> list[tuple[str, str]]:
    return EXAMPLE.findall((DOCS / page).read_text("utf-8"))


@pytest.mark.parametrize(("code", "printed"), examples("sources.md"))
def test_examples_print_what_the_page_says(
    code: str, printed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "example", "exec"), {})
    assert out.getvalue().split() == printed.split()


def test_every_ending_and_field_is_documented() -> None:
    from tutela.sources.publications import ENDINGS
    from tutela.sources.registers.files import ENDINGS as REGISTER_ENDINGS

    page = (DOCS / "sources.md").read_text("utf-8")
    assert len(examples("sources.md")) == 4
    assert all(f"`{ending}`" in page for ending in (*ENDINGS, *REGISTER_ENDINGS))
