import pytest

from tutela.model.errors import InputError
from tutela.workspace.dossier import write_dossier
from tutela.workspace.pipeline import run
from tutela.workspace.workspace import Workspace


@pytest.fixture
def workspace(tmp_path):
    with Workspace.create(tmp_path / "workspace", "Test") as workspace:
        yield workspace


def test_a_folder_of_other_things_is_left_alone(workspace, tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    with pytest.raises(InputError, match="holds something else than a dossier"):
        write_dossier(workspace, folder)
    assert [file.name for file in folder.iterdir()] == ["letter.txt"]


def test_a_file_is_no_folder_for_a_dossier(workspace, tmp_path):
    (tmp_path / "dossier").write_text("mine")
    with pytest.raises(InputError, match="is a file"):
        write_dossier(workspace, tmp_path / "dossier")


def test_an_earlier_dossier_is_replaced_and_what_lies_beside_it_stays(workspace, tmp_path):
    folder = tmp_path / "dossier"
    folder.mkdir()
    write_dossier(workspace, folder)
    (folder / "index.html").write_text("old")
    (folder / "note.txt").write_text("mine")
    write_dossier(workspace, folder)
    assert (folder / "index.html").read_text() != "old"
    assert (folder / "note.txt").read_text() == "mine"
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".dossier")] == []


def test_a_run_looks_first_whether_its_dossier_has_a_place(tmp_path):
    (tmp_path / "case" / "dossier").mkdir(parents=True)
    (tmp_path / "case" / "dossier" / "letter.txt").write_text("mine")
    with pytest.raises(InputError, match="holds something else than a dossier"):
        run(tmp_path / "case")
    assert not (tmp_path / "case" / "workspace").exists()
