"""Linking finds the same assets through the workspace's own index as through one in memory."""

from pile import write_pile

from tutela import Workspace, run
from tutela.workspace import pipeline
from tutela.workspace.gathering import whole


def links(folder, publications, register):
    run(folder, publications, register)
    workspace = Workspace.open(folder / "workspace")
    return sorted((link.claim, link.asset, link.verdict.value, round(link.score, 6)) for link in workspace.links())


def test_a_large_inventory_is_linked_as_a_small_one(tmp_path, monkeypatch):
    publications, register = write_pile(tmp_path)
    small = links(tmp_path / "small", publications, register)
    asked = []
    real = Workspace.asset_index

    def counted(self):
        asked.append(self)
        return real(self)

    monkeypatch.setattr(whole, "LARGE", 1)
    monkeypatch.setattr(Workspace, "asset_index", counted)
    assert links(tmp_path / "large", publications, register) == small and small
    assert asked, "the workspace's own index was used"
    workspace = Workspace.open(tmp_path / "large" / "workspace")
    asset = next(asset for asset in workspace.assets() if not asset.described)
    workspace.rule(asset.id, "correct", by="Ann Lee", reason="sign", sets=(("name", "House of Light@en"),))
    before = len(asked)
    pipeline.regather(workspace)
    assert len(asked) == before, "a ruling on an asset is known in memory only"
