"""A workspace can be called something else; the ledger keeps what it was called before."""

from pile import write_pile

import tutela
from tutela import Workspace
from tutela.store.store import Store


def titles(path):
    with Store(path).reading() as reader:
        return [dict(entry.note)["title"] for entry in reader.entries() if "title" in dict(entry.note)]


def test_another_title_is_an_entry_of_the_ledger(tmp_path):
    with Workspace.create(tmp_path / "case", "Churches") as workspace:
        workspace.retitle("Churches and mosques")
        workspace.retitle("Churches and mosques")
        assert workspace.title == workspace.case_file().title == "Churches and mosques"
        assert workspace.verify().faults == ()
    assert titles(tmp_path / "case") == ["Churches", "Churches and mosques"]


def test_a_title_given_to_a_later_run_stands_in_the_dossier(tmp_path):
    publications, register = write_pile(tmp_path)
    out = tmp_path / "out"
    tutela.run(out, publications, register, title="First")
    tutela.run(out, publications, register)
    assert Workspace.open(out / "workspace").title == "First"
    report = tutela.run(out, publications, register, title="Second")
    assert Workspace.open(out / "workspace").title == "Second"
    page = (out / "dossier" / "index.html").read_text("utf-8")
    assert "<title>Second" in page and "First" not in page[: page.index("</title>")]
    assert report.documents == 5
    assert titles(out / "workspace") == ["First", "Second"]
    assert not Workspace.open(out / "workspace").verify().faults
