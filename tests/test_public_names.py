import ast
import doctest
import inspect
import re
import shutil
import subprocess
import sys
from enum import Enum
from pathlib import Path

import pytest
from ten_articles import write_articles

import tutela
from tutela.workspace.workspace import Workspace

STUB = Path(tutela.__file__).with_suffix(".pyi")
NAMES = [name for name in tutela.__all__ if name != "__version__"]


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    folder = tmp_path_factory.mktemp("examples")
    write_articles(folder)
    tutela.run(folder / "case", folder / "articles", folder / "sample" / "inventory.csv", title="Ten articles")
    return folder


def test_the_list_is_exact():
    assert len(set(tutela.__all__)) == len(tutela.__all__)
    for name in tutela.__all__:
        assert getattr(tutela, name) is not None
    assert set(tutela.__all__) <= set(dir(tutela))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = tutela.nothing


def test_type_checkers_see_the_same_names():
    tree = ast.parse(STUB.read_text("utf-8"))
    listed = next(node for node in tree.body if isinstance(node, ast.Assign))
    imported = {
        alias.name: node.module for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert sorted(ast.literal_eval(listed.value)) == sorted(tutela.__all__)
    assert imported == tutela._HOME_OF


@pytest.mark.parametrize("name", NAMES)
def test_every_public_thing_says_what_it_is(name):
    thing = getattr(tutela, name)
    if isinstance(thing, Path):
        return
    assert inspect.getdoc(thing)
    if inspect.isclass(thing) and not issubclass(thing, Enum | BaseException):
        for member, value in vars(thing).items():
            if not member.startswith("_") and callable(value):
                assert inspect.getdoc(value), f"{name}.{member}"


def examples():
    finder = doctest.DocTestFinder(recurse=True)
    found = [*finder.find(tutela, "tutela")]
    for name in NAMES:
        thing = getattr(tutela, name)
        if inspect.isclass(thing) or inspect.isfunction(thing):
            found += finder.find(thing, name, module=sys.modules[thing.__module__])
        for base in inspect.getmro(thing)[1:] if inspect.isclass(thing) else ():
            # What a class has from another room stands under its name all the same.
            if base.__module__.startswith("tutela."):
                found += finder.find(base, f"{name}({base.__name__})", module=sys.modules[base.__module__])
    return [one for one in {one.name: one for one in found}.values() if one.examples]


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_examples_do_as_they_say(example, articles, tmp_path, monkeypatch):
    # Some examples rule or rename: each has a case of its own.
    shutil.copytree(articles, tmp_path / "examples")
    monkeypatch.chdir(tmp_path / "examples")
    example.globs.update({name: getattr(tutela, name) for name in NAMES})
    said: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=said.append, clear_globs=False)
    assert not said, "".join(said)
    if inspect.isclass(getattr(tutela, example.name, None)):
        assert is_used(example.name, example), f"the example of {example.name} does without it"


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_has_an_example(name):
    thing = getattr(tutela, name)
    told = tutela.__doc__ if isinstance(thing, Path) else thing.__doc__
    assert ">>>" in (told or ""), f"{name} has no example"
    if not inspect.isclass(thing):
        assert re.search(rf"\b{name}\b", "".join(one.source for one in doctest.DocTestParser().get_examples(told)))


def is_used(name: str, example: doctest.DocTest) -> bool:
    """Whether an example names a class, or has one of it in a variable."""
    thing = getattr(tutela, name)
    named = any(re.search(rf"\b{name}\b", f"{one.source}{one.exc_msg or ''}") for one in example.examples)
    made = [value for key, value in example.globs.items() if key not in NAMES]
    return named or any(isinstance(one, thing) for value in made for one in (value, *each(value)))


def each(value: object) -> tuple[object, ...]:
    return (*value.values(),) if isinstance(value, dict) else (*value,) if isinstance(value, list | set | tuple) else ()


@pytest.mark.parametrize("name", [name for name in NAMES if inspect.isfunction(getattr(tutela, name))])
def test_no_public_example_is_skipped(name):
    assert "+SKIP" not in (getattr(tutela, name).__doc__ or "")


def test_several_workspaces_are_open_at_once(tmp_path):
    with Workspace.create(tmp_path / "one", "One") as one, Workspace.create(tmp_path / "two", "Two") as two:
        assert (one.title, two.title) == ("One", "Two")


def test_a_notebook_shows_records_and_incidents(articles):
    with Workspace.open(articles / "case" / "workspace") as workspace:
        assert "<table " in workspace._repr_html_()
        claim = workspace.claims()[0]
        assert len(repr(claim)) < 400
        assert claim.asset.exact[:40] in repr(claim)
        view = workspace.view("I1")
        shown = view._repr_html_()
        assert shown.startswith("<iframe sandbox=")
        assert "<script" not in view.page
        with pytest.raises(tutela.UnknownRecord):
            workspace.view("inc_none")
        with pytest.raises(ValueError, match="there are claims, incidents"):
            workspace.table("nothing")


@pytest.mark.parametrize(("call", "package"), [("to_pandas", "pandas"), ("to_arrow", "pyarrow")])
def test_a_missing_package_is_named_with_its_remedy(call, package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match=f"pip install {package}"):
        getattr(tutela.Table("t", ("a",), ((1,),)), call)()


def test_tables_go_to_pandas_and_arrow():
    table = tutela.Table("t", ("a", "b"), ((1, None), (2, "x")))
    pandas = pytest.importorskip("pandas", reason="pandas is not at hand")
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not at hand")
    assert isinstance(table.to_pandas(), pandas.DataFrame)
    assert isinstance(table.to_arrow(), pyarrow.Table)
    assert table.to_pandas()["a"].tolist() == [1, 2]


@pytest.mark.parametrize("line", ["import tutela", "from tutela import Workspace"])
def test_importing_it_loads_nothing_heavy(line):
    heavy = "spacy numpy sqlalchemy pydantic trafilatura shapely jinja2"
    code = f"import sys; {line}; print([name for name in '{heavy}'.split() if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_loads_nothing_heavy():
    heavy = "spacy numpy sqlalchemy pydantic trafilatura shapely jinja2"
    code = f"import sys, tutela.cli; print([name for name in '{heavy}'.split() if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
