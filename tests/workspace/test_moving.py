"""Workspaces exported, imported and joined, as people do it."""

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from pile import write_pile

from tutela.cli import tutela
from tutela.workspace import pipeline
from tutela.workspace.moving import export_workspace, import_workspace
from tutela.workspace.workspace import Workspace


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("moving")
    publications, register = write_pile(folder)
    pipeline.run(folder / "out", [publications], [register])
    return folder / "out" / "workspace"


def test_the_ledger_notes_an_export_here_and_there(case: Path, tmp_path: Path) -> None:
    with Workspace.open(case) as workspace:
        made = export_workspace(workspace, tmp_path / "case.zip", by="A. Reader")
    proved = import_workspace(made.path, tmp_path / "moved")
    for path in (case, tmp_path / "moved"):
        with Workspace.open(path) as opened, opened._store.reading() as reader:
            *_, newest = reader.entries()
            assert reader.head().head == made.card.head == proved.head
        assert newest.stage == "export" and dict(newest.note) == {"by": "A. Reader", "file": "case.zip"}
    assert stat.S_IMODE((tmp_path / "moved").stat().st_mode) == 0o700


def test_an_imported_workspace_goes_on_where_the_other_stopped(case: Path, tmp_path: Path) -> None:
    with Workspace.open(case) as workspace:
        made = export_workspace(workspace, tmp_path / "case.tar")
        claims, items = tuple(workspace.claims()), tuple(workspace.review())
    import_workspace(made.path, tmp_path / "moved")
    with Workspace.open(tmp_path / "moved") as moved:
        assert (tuple(moved.claims()), tuple(moved.review())) == (claims, items)
        moved.rule(claims[0].id, "accept", by="B. Reader", reason="read it elsewhere")
        assert moved.verify().faults == ()


def test_the_commands_tell_what_to_compare(case: Path, tmp_path: Path) -> None:
    out = CliRunner().invoke(tutela, ["export-workspace", str(case), str(tmp_path / "case.tar"), "--by", "A. Reader"])
    back = CliRunner().invoke(tutela, ["import-workspace", str(tmp_path / "case.tar"), str(tmp_path / "moved")])
    assert out.exit_code == back.exit_code == 0
    with Workspace.open(case) as workspace:
        head = workspace.verify().head
    assert f"Newest hash: {head}" in out.output and head in back.output
    again = CliRunner().invoke(tutela, ["import-workspace", str(tmp_path / "case.tar"), str(tmp_path / "moved")])
    assert again.exit_code != 0


def test_a_workspace_that_cannot_be_written_is_packed_without_the_note(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Workspace.open(case).verify().head
    monkeypatch.setattr("tutela.workspace.moving.exporting.may_be_noted", lambda _: False)
    with Workspace.open(case) as workspace:
        assert export_workspace(workspace, tmp_path / "case.tar").card.head == before
    made = CliRunner().invoke(tutela, ["export-workspace", str(case), str(tmp_path / "other.tar")])
    assert "does not note this export" in made.output


def test_two_that_went_on_apart_are_joined_and_gathered(case: Path, tmp_path: Path) -> None:
    with Workspace.open(case) as workspace:
        export_workspace(workspace, tmp_path / "case.tar")
        claims = tuple(workspace.claims())
    apart = [tmp_path / "one", tmp_path / "other"]
    for number, path in enumerate(apart):
        import_workspace(tmp_path / "case.tar", path)
        with Workspace.open(path) as going:
            going.rule(claims[0].id, ("accept", "reject")[number], by=f"Reader {number}", reason="read it")
            going.rule(claims[1 + number].id, "reject", by=f"Reader {number}", reason="no claim")
            pipeline.regather(going)
    for name, pair in (("ab", apart), ("ba", apart[::-1])):
        made = CliRunner().invoke(tutela, ["merge-workspaces", *map(str, pair), "--out", str(tmp_path / name), "-q"])
        assert made.exit_code == 0 and made.output.count("conflict: ") == 1, made.output
    with Workspace.open(tmp_path / "ab") as ab, Workspace.open(tmp_path / "ba") as ba:
        assert not ab.needs_gathering() and ab.verify().faults == ba.verify().faults == ()
        for name in ("claims", "rulings", "links", "incidents", "assets", "documents"):
            assert getattr(ab, name)() == getattr(ba, name)(), name
        effective = {claim.id for claim in ab.effective().claims}
        assert {claims[1].id, claims[2].id}.isdisjoint(effective)
        assert [problem.column for problem in ab.problems() if problem.file == "merge"] == ["rulings"]
