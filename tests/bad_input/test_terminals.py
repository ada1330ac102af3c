"""Words of publications are printed as words: nothing in them gives orders to a terminal."""

import json

import pytest

from tutela.cli import main

ORDERS = ("\x1b[2J", "\x1b]0;title\x07", "\u202e", "\u2066", "\x9b31m")
TEXT = (
    "The mayor of Shusha{order} said on 3 May 2021 that shelling had damaged the Saint{order} John church.\n\n"
    "UNESCO{order} offered to send a mission to the{order} church.\n"
)


@pytest.fixture
def article(tmp_path, monkeypatch):
    monkeypatch.setenv("TUTELA_WORKERS", "1")
    for number, order in enumerate(ORDERS):
        (tmp_path / f"{number}.json").write_text(
            json.dumps({"id": f"a{number}", "text": TEXT.format(order=order)}), "utf-8"
        )
    return tmp_path


def printed(capfd, *arguments):
    with pytest.raises(SystemExit) as left:
        main([*map(str, arguments)])
    assert left.value.code == 0
    told = capfd.readouterr()
    return told.out + told.err


@pytest.mark.parametrize("command", [("read",), ("gather",)])
def test_what_is_read_is_printed_with_its_orders_written_out(command, article, capfd):
    told = printed(capfd, *command, article, "--quiet")
    assert "church" in told
    assert not [order for order in ORDERS if order[0] in told]


def test_so_is_what_waits_for_a_person(article, tmp_path, capfd):
    printed(capfd, "run", article, "--out", tmp_path / "out", "--quiet")
    told = printed(capfd, "review", "--workspace", tmp_path / "out" / "workspace")
    assert "church" in told
    assert not [order for order in ORDERS if order[0] in told]


def test_json_gives_the_words_as_they_are(article, capfd):
    told = printed(capfd, "read", article, "--format", "jsonl", "--quiet")
    claims = [claim for line in told.splitlines() for claim in json.loads(line)["claims"]]
    assert any("\u202e" in claim["quote"] for claim in claims)
