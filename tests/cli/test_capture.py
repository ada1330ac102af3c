import json

import pytest
from sources.fetching.lying import answering, response, saying

from tutela.cli import main
from tutela.workspace.workspace import Workspace

TEXT = "The chapel above Lower Village was hit by a shell on Monday morning, 3 May 2021."


def told(capsys, *arguments):
    with pytest.raises(SystemExit) as left:
        main([*map(str, arguments)])
    printed = capsys.readouterr()
    return left.value.code, printed.out, printed.err


@pytest.fixture
def papers(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TUTELA_BY", raising=False)
    monkeypatch.setenv("TUTELA_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("LOGNAME", "reader")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "note.txt").write_text(TEXT)
    return tmp_path


def test_what_is_captured_is_listed_and_read_by_the_next_run(papers, capsys):
    code, out, _ = told(capsys, "capture", "case", "papers", "--by", "A. Reader")
    assert code == 0
    assert out.startswith("1 item captured: 1 file of 80 bytes, 1 document, ")
    code, out, _ = told(capsys, "capture", "case", "--list")
    assert out.endswith("by A. Reader: 1 file, 1 document\n1 item captured.\n")
    _, whole, _ = told(capsys, "capture", "case", "--list", out.split()[0])
    assert "SHA-256 " in whole and "BLAKE2b " in whole and "keep done" in whole
    code, out, _ = told(capsys, "run", "--out", "case", "--quiet")
    assert code == 0
    assert len(Workspace.open("case/workspace").claims()) == 1


def test_a_program_is_given_items_as_json(papers, capsys):
    (papers / "papers" / "b.json").write_text("{")
    code, out, err = told(capsys, "capture", "case", "papers", "--format", "jsonl")
    assert code == 1
    items = [json.loads(line) for line in out.splitlines()]
    assert [item["steps"][-1]["outcome"] for item in items] == ["failed", "done"]
    assert "b.json: read failed" in err


def test_who_captures_is_the_option_the_setting_the_only_key_or_the_login_name(papers, capsys, monkeypatch):
    def by(*options):
        told(capsys, "capture", "case", "papers", *options)
        return Workspace.open("case/workspace").items()[-1].by

    assert by() == "reader"
    told(capsys, "key", "new", "--name", "K. Holder")
    assert by() == "K. Holder"
    monkeypatch.setenv("TUTELA_BY", "T. By")
    assert by() == "T. By"
    assert by("--by", "A. Reader") == "A. Reader"


def test_addresses_come_from_a_list_and_settings_say_who_asks(papers, capsys, monkeypatch):
    asked = []
    monkeypatch.setenv("TUTELA_USER_AGENT", "Somebody/1")
    with answering(
        lambda line, request: (asked.append(request), saying(response(TEXT.encode()))(line, request))
    ) as port:
        (papers / "list.txt").write_text(
            f"# pages\n\nhttp://127.0.0.1:{port}/a\nhttp://127.0.0.1:{port}/a\n127.0.0.1:1/b\n"
        )
        code, out, err = told(capsys, "capture", "case", "--urls", "list.txt", "--allow-private", "--timeout", "5")
    assert code == 1
    assert "2 items captured" in out
    assert "https://127.0.0.1:1/b: fetch failed" in err
    assert len(asked) == 1
    assert b"User-Agent: Somebody/1\r\n" in asked[0]


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("capture", "case"), 2, "Nothing to capture"),
        (("capture", "case", "--urls", "none.txt"), 3, "none.txt cannot be read"),
        (("capture", "none", "--list"), 3, "holds no workspace"),
        (("capture", "case", "papers", "--max-bytes", "0"), 2, "max-bytes"),
        (("run", "--out", "none"), 2, "Nothing to read"),
    ],
)
def test_wrong_use_is_told(papers, capsys, arguments, code, word):
    left, _, err = told(capsys, *arguments)
    assert left == code
    assert word in err


def test_an_item_that_is_not_there_is_said(papers, capsys):
    told(capsys, "capture", "case", "papers")
    code, _, err = told(capsys, "capture", "case", "--list", "itm_none")
    assert code == 3
    assert "Nothing captured is called 'itm_none'" in err
