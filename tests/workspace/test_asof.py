"""Every question to a workspace as of then is answered as a copy made then answers it."""

import dataclasses
import datetime as dt
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from pile import write_pile

from tutela.cli import tutela
from tutela.model.errors import WorkspaceError
from tutela.model.rulings import Verdict
from tutela.workspace import pipeline
from tutela.workspace.dossier import write_dossier
from tutela.workspace.workspace import Workspace


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    """A workspace with rulings on what a run found, and copies of it made on the way."""
    folder = tmp_path_factory.mktemp("asof")
    publications, register = write_pile(folder)
    pipeline.run(folder / "out", [publications], [register])
    path = folder / "out" / "workspace"
    copies = [shutil.copytree(path, folder / "run")]
    with Workspace.open(path) as workspace:
        claims, asset = workspace.claims(), workspace.assets()[0]
        workspace.rule(claims[0].id, Verdict.REJECT, by="A. Reader", reason="no claim")
        workspace.rule(asset.id, Verdict.RESTRICT, by="A. Reader", reason="people live there")
        copies.append(_copied(workspace, folder / "ruled"))
        pipeline.regather(workspace)
        workspace.retitle("Another title")
        copies.append(_copied(workspace, folder / "gathered"))
        workspace.rule(claims[1].id, Verdict.ACCEPT, by="B. Reader", reason="so it stands")
    return path, copies


def _copied(workspace: Workspace, to: Path) -> Path:
    workspace.close()
    return Path(shutil.copytree(workspace.path, to))


def answers(workspace: Workspace) -> dict[str, object]:
    case = workspace.case_file()
    listed = ("documents", "publishers", "registers", "entries", "assets", "places", "claims", "statements",
              "recordings", "media", "links", "incidents", "missions", "consultations", "consents", "plans", "visits",
              "rulings", "runs", "captures", "items", "problems")  # fmt: skip
    tables = ("claims", "incidents", "assets", "documents", "statements", "recordings", "rulings")
    with workspace.asset_index() as index:
        candidates = [one.id for one in index.candidates("church", ["Shushi"])]
    return {
        **{name: tuple(getattr(workspace, name)()) for name in listed},
        **{f"table {name}": workspace.table(name).rows for name in tables},
        "case": dataclasses.replace(case, made_at="", notice=""),
        "effective": workspace.effective(),
        "review": tuple(workspace.review()),
        "title": workspace.title,
        "gathering": workspace.needs_gathering(),
        "known": workspace.known_documents(),
        "size": (workspace.inventory_size(), workspace.as_registered(), workspace.listed()),
        "hits": [(tuple(workspace.hits(words)), len(workspace.search(words))) for words in ("church", "Ghazan", "mosque")],
        "within": {asset.id for asset in workspace.within(40, 35, 50, 45, may_see_restricted=True)},
        "open": {asset.id for asset in workspace.within(40, 35, 50, 45)},
        "candidates": candidates,
        "iterated": [asset.id for asset in workspace.iter_assets()],
        "records": [workspace.record(one.id) for one in (*workspace.claims(), *workspace.incidents())],
        "views": [str(workspace.view(one.id)) for one in case.incidents if one.asset not in case.restricted][:3],
    }  # fmt: skip


def test_as_of_each_moment_the_library_answers_as_a_copy_made_then(stages: tuple[Path, list[Path]]) -> None:
    path, copies = stages
    for copy in copies:
        with Workspace.open(copy) as then:
            entries, expected = then.case_file().ledger, answers(then)
        assert entries is not None
        with Workspace.open(path, as_of=entries.head) as shown:
            assert shown.as_of is not None and shown.as_of.entry == entries.entries
            found = answers(shown)
        for name in expected:
            assert found[name] == expected[name], (copy.name, name)


def test_the_dossier_says_first_as_of_when_and_by_which_entry(stages: tuple[Path, list[Path]], tmp_path: Path) -> None:
    path, _ = stages
    today = dt.datetime.now(dt.UTC).date()
    with Workspace.open(path, as_of=today) as shown:
        write_dossier(shown, tmp_path / "dossier")
        said = f"As known at the end of {today} (UTC) with the ledger entry made at "
        assert shown.notice.startswith(said) and shown.as_of and shown.as_of.head in shown.notice
    for name in ("index.html", "incidents.geojson"):
        page = (tmp_path / "dossier" / name).read_text("utf-8")
        assert said in page and shown.as_of.head in page, name
    with pytest.raises(WorkspaceError, match="to read only"):
        shown.rule(shown.claims()[0].id, Verdict.ACCEPT, by="A. Reader", reason="late")


def test_commands_that_look_show_what_was_known(stages: tuple[Path, list[Path]], tmp_path: Path) -> None:
    path, copies = stages
    with Workspace.open(copies[0]) as then:
        head, incident = then.case_file().ledger, then.incidents()[0].id
        asset = then.assets()[0].id
    assert head is not None
    commands = (
        ["incidents", "list"], ["incidents", "show", incident], ["incidents", "explain", incident], ["review"],
        ["inventory", "list"], ["inventory", "search", "church"], ["inventory", "show", asset], ["inventory", "rank"],
    )  # fmt: skip
    for command in commands:
        shown = CliRunner().invoke(tutela, [*command, "--workspace", str(path), "--as-of", head.head])
        copied = CliRunner().invoke(tutela, [*command, "--workspace", str(copies[0])])
        assert shown.output == f"As known with the ledger entry made at {_at(path, head.head)}, whose hash is " \
            f"{head.head}.\n\n{copied.output}", command  # fmt: skip
    for command in (["dossier"], ["inventory", "export"]):
        out = ["--out", str(tmp_path / command[0])]
        made = CliRunner().invoke(
            tutela, [*command, *out, "--workspace", str(path), "--as-of", f"entry:{head.entries}"]
        )
        assert made.exit_code == 0 and "As known with" in made.output


def _at(path: Path, head: str) -> str:
    with Workspace.open(path, as_of=head) as shown:
        assert shown.as_of is not None
        return shown.as_of.at
