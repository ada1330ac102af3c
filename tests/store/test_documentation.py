"""docs/ledger.md says how to check a workspace without Tutela: done here with the standard library alone."""

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest
from small_case import RUN, asset, captured, claim

from tutela.model.inventory import Asset
from tutela.store.store import Store
from tutela.store.tables import KINDS

DOCS = Path(__file__).parents[2] / "docs"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def canonical(value: object) -> bytes:
    """RFC 8785 for the texts and small numbers that entries and leaves hold."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def root_of(level: list[bytes]) -> str:
    if not level:
        return sha256(b"")
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)]
        level = pairs + level[len(level) - len(level) % 2 :]
    return level[0].hex()


def check(folder: Path) -> None:
    connection = sqlite3.connect(folder / "workspace.gpkg")
    previous, standing, history = "0" * 64, {}, []
    for number, (seq, text, stored) in enumerate(connection.execute("SELECT * FROM ledger ORDER BY seq"), start=1):
        entry = json.loads(text)
        assert (seq, stored, entry["previous"]) == (number, sha256(text.encode()), previous)
        assert canonical(entry) == text.encode()
        previous = stored
        names = ("act", "kind", "id", "run", "scope", "sha256")
        query = f"SELECT {', '.join(names)} FROM ledger_leaves WHERE seq = ? ORDER BY number"
        leaves = [dict(zip(names, row, strict=True)) for row in connection.execute(query, (seq,))]
        digests = [hashlib.sha256(b"\x00" + canonical(leaf)).digest() for leaf in leaves]
        assert (entry["leaves"], entry["root"]) == (len(leaves), root_of(digests))
        for leaf in leaves:
            key = leaf["kind"], leaf["id"]
            if leaf["act"] == "add":
                standing[key] = leaf["sha256"]
            else:
                history.append((*key, standing.pop(key)))
    for kind in {kind for kind, _ in standing}:
        there = {id_: sha256(body.encode()) for id_, body in connection.execute(f"SELECT id, json FROM {kind}")}
        assert there == {id_: digest for (name, id_), digest in standing.items() if name == kind}
    past = [
        (kind, id_, sha256(body.encode()))
        for kind, id_, body in connection.execute("SELECT kind, id, json FROM history")
    ]
    assert past == history and history
    captures = [json.loads(body) for (body,) in connection.execute("SELECT json FROM captures")]
    for capture in captures:
        name = capture["sha256"]
        assert sha256((folder / "files" / name[:2] / name).read_bytes()) == name
    assert captures
    connection.close()


def test_the_documented_procedure_proves_a_workspace_without_tutela(tmp_path):
    store = Store.create(tmp_path / "workspace", "Շուշի")
    for numbers in (range(5), range(2, 9)):
        with store.batch(RUN.id, "sources") as writer:
            for number in numbers:
                writer.capture(captured(number))
                writer.add_all([claim(captured(number).document)])
            writer.replace(Asset, [asset(number) for number in numbers], "register")
    check(store.path)
    connection = sqlite3.connect(store.path / "workspace.gpkg")
    connection.execute("UPDATE history SET json = replace(json, 'Saint', 'St') WHERE fid = 1")
    connection.commit()
    connection.close()
    with pytest.raises(AssertionError):
        check(store.path)


def test_the_page_names_every_table():
    page = (DOCS / "store.md").read_text("utf-8")
    assert [kind.name for kind in KINDS if f"`{kind.name}`" not in page] == []
