"""Words of publications, registers and gazetteers are printed as words: nothing in them gives orders to a terminal."""

import json
from collections.abc import Iterator

import click
import pytest

from tutela.cli import main, tutela
from tutela.workspace.workspace import Workspace

ORDERS = ("\x1b[2J", "\x1b]0;title\x07", "\u202e", "\u2066", "\x9b31m")
TEXT = (
    "The mayor of Shusha{order} said on 3 May 2021 that shelling had damaged the Saint{order} John church.\n\n"
    "UNESCO{order} offered to send a mission to the{order} church.\n\n"
    "A video published on Telegram by Witness{order} shows the church.\n\n"
    "Karvachar, known in Azeri as Kalbajar, lies north.{order}\n"
)
PACKAGED_ONLY = {"demo"}
"""Commands that are given nothing from outside."""


def commands(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*before, name))
        else:
            yield (*before, name), command


COMMANDS = {" ".join(words): command for words, command in commands(tutela) if words[0] not in PACKAGED_ONLY}
JSON = [name for name, command in COMMANDS.items() if any("--format" in option.opts for option in command.params)]


BRIEF = """
title: "Mission{order}"
mandate: "to see{order}"
given_by: "Somebody{order}"
concerns:
  - {{party: "Party{order}", ground: administers, source: "said{order}"}}
attempts:
  - {{by: "One{order}", asked: "Other{order}", date: 2020-12, outcome: "none{order}", source: "s{order}"}}
teams:
  - {{name: "Team{order}", members: ["Leader{order}"], start: "Base{order}, 39.7, 46.7", equipment: ["camera{order}"]}}
days: 2026-05-04
hazards:
  - {{name: "Field{order}", kind: mines, source: "x{order}", polygon: "46.6 39.6, 46.8 39.6, 46.8 39.65"}}
"""
CONSENT = """
party: "Party{order}"
signed_by: "Office{order}"
given: 2026-04-01
from: 2026-05-01
to: 2026-05-31
equipment: ["camera{order}"]
conditions: ["with care{order}"]
"""


def written(folder):
    """Publications, a register, a gazetteer and the papers of a mission that are full of orders."""
    # YAML takes no escape sequence as it stands; what a terminal obeys besides comes through.
    (folder / "brief.yml").write_text(BRIEF.format(order=ORDERS[2]), "utf-8")
    (folder / "consent.yml").write_text(CONSENT.format(order=ORDERS[2]), "utf-8")
    (folder / "articles").mkdir()
    for number, order in enumerate(ORDERS):
        record = {
            "id": f"a{number}",
            "text": TEXT.format(order=order),
            "title": f"News{order}",
            "publisher": f"A{order}",
        }
        (folder / "articles" / f"{number}.json").write_text(json.dumps(record), "utf-8")
        (folder / "articles" / f"faulty{order}{number}.json".replace("/", "")).write_text("{", "utf-8")
    rows = [f"{n}{order},Chapel{order} {n},church,Shusha{order},39.7,46.7" for n, order in enumerate(ORDERS)]
    table = "\n".join(["id,name,type,settlement,lat,lon", *rows, f"x{ORDERS[0]},Mill{ORDERS[2]},mill,,146,1", ""])
    (folder / f"list{ORDERS[0]}.csv").write_text(table, "utf-8")
    places = [
        {"id": n + 9, "name": f"Qala{order}", "placetype": "locality", "country": "AZ", "lat": 39.8, "lon": 47.0}
        for n, order in enumerate(ORDERS)
    ]
    (folder / "az.jsonl").write_text("".join(f"{json.dumps(place)}\n" for place in places), "utf-8")
    rows = [f"Qala{order},Someone{order},1991,1994,said{order},A{order},AZ" for order in ORDERS]
    (folder / "by.csv").write_text("\n".join(["place,by,start,end,basis,source,country", *rows, ""]), "utf-8")


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """What each command is given, and which words it then prints."""
    folder = tmp_path_factory.mktemp("orders")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TUTELA_WORKERS", "1")
        patch.setenv("TUTELA_KEYS", str(folder / "keys"))
        written(folder)
        articles, register, case = folder / "articles", folder / f"list{ORDERS[0]}.csv", folder / "out" / "workspace"
        run = ("run", articles, "--inventory", register, "--out", folder / "out", "--title", f"Case{ORDERS[0]}")
        prepare = [
            run,
            ("gazetteer", "add", folder / "az.jsonl", "--workspace", case),
            ("inventory", "export", "--workspace", case, "--out", folder / "copy.gpkg"),
            ("mission", "new", folder / "brief.yml", "--workspace", case),
            ("mission", "consent", folder / "consent.yml", "--by", "A. Reader", "--workspace", case),
            ("mission", "plan", "--iterations", "20", "--workspace", case),
            ("key", "new", "--name", "Key holder"),
            ("export-workspace", case, folder / "moved.tar"),
            ("import-workspace", folder / "moved.tar", folder / "apart"),
        ]
        for arguments in prepare:
            with pytest.raises(SystemExit):
                main([*map(str, arguments)])
        with Workspace.open(case) as workspace:
            claim, asset = workspace.claims()[0].id, workspace.assets()[0].id
            incident = workspace.incidents()[0].id
            document = workspace.documents()[0].id
        visit = (
            f"uuid:1,{asset},not_reached,road closed{ORDERS[2]},2026-05-04T10:00:00Z,Leader{ORDERS[2]},Team{ORDERS[2]}"
        )
        (folder / "visits.csv").write_text(f"KEY,stop,outcome,reason,at,observer,team\n{visit}\n", "utf-8")
        at = ("--workspace", case)
        said = ("--by", f"A{ORDERS[0]}", "--reason", f"so{ORDERS[1]}")
        yield {
            "run": (run, "documents"),
            "capture": (("capture", folder / "out", articles, "--by", f"A{ORDERS[0]}"), "captured"),
            "read": (("read", articles, "--inventory", register), "church"),
            "gather": (("gather", articles, "--inventory", register), "church"),
            "gazetteer add": (("gazetteer", "add", folder / "az.jsonl", *at), "az"),
            "gazetteer list": (("gazetteer", "list", *at), "az"),
            "gazetteer show": (("gazetteer", "show", "wof:9", *at), "Qala"),
            "gazetteer aliases": (("gazetteer", "aliases", *at), "Karvachar"),
            "gazetteer duplicates": (("gazetteer", "duplicates", *at), "Qala"),
            "gazetteer administered": (("gazetteer", "administered", folder / "by.csv", *at), "statements"),
            "inventory import": (("inventory", "import", register, *at), "assets in the inventory"),
            "inventory list": (("inventory", "list", *at), "Chapel"),
            "inventory search": (("inventory", "search", "Chapel", *at), "Chapel"),
            "inventory show": (("inventory", "show", asset, *at), "Chapel"),
            "inventory rank": (("inventory", "rank", *at), "Chapel"),
            "inventory export": (("inventory", "export", *at, "--out", folder / f"a{ORDERS[1]}.gpkg"), "written"),
            "inventory pull": (("inventory", "pull", folder / "copy.gpkg", *at, *said[:2]), "unchanged"),
            "incidents list": (("incidents", "list", *at), "church"),
            "incidents show": (("incidents", "show", incident, *at), "church"),
            "incidents explain": (("incidents", "explain", incident, *at), "claims"),
            "recordings list": (("recordings", "list", *at), "video"),
            "recordings show": (("recordings", "show", "R1", *at), "video"),
            "mission new": (("mission", "new", folder / "brief.yml", *at), "Mission"),
            "mission consent": (("mission", "consent", folder / "consent.yml", *at, *said[:2]), "Party"),
            "mission plan": (("mission", "plan", "--iterations", 20, *at), "sites, worth"),
            "mission pack": (("mission", "pack", "--out", folder / f"pack{ORDERS[2]}", *at), "pack"),
            "mission return": (("mission", "return", folder / "visits.csv", *at, *said[:2]), "visit"),
            "mission report": (("mission", "report", "--out", folder / f"report{ORDERS[2]}", *at), "report"),
            "key new": (("key", "new", "--name", "Another"), "Another"),
            "key list": (("key", "list"), "Key holder"),
            "key export": (("key", "export", "Key holder"), "Key_holder"),
            "checkpoint": (("checkpoint", "--key", "Key holder", *at), "Key holder"),
            "merge": (("merge", register, register), "Chapel"),
            "dossier": (("dossier", *at, "--out", folder / f"dossier{ORDERS[2]}"), "index.html"),
            "review": (("review", *at), "church"),
            "rule": (("rule", claim, "accept", *at, *said), "accept"),
            "verify": (("verify", case), "ledger entries"),
            "custody": (("custody", case, document), "Every touch"),
            "bundle": (("bundle", case, "ALL", "--out", folder / f"evidence{ORDERS[2]}.zip"), "Strength"),
            "export-workspace": (("export-workspace", case, folder / f"out{ORDERS[2]}.tar"), "ledger entries"),
            "import-workspace": (("import-workspace", folder / "moved.tar", folder / f"moved{ORDERS[2]}"), "checked"),
            "merge-workspaces": (
                ("merge-workspaces", case, folder / "apart", "--out", folder / f"joined{ORDERS[2]}"),
                "conflicts",
            ),
        }


def printed(capfd, *arguments):
    with pytest.raises(SystemExit) as left:
        main([*map(str, arguments)])
    told = capfd.readouterr()
    assert left.value.code in (0, 1), told.err
    return told.out + told.err


@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_printed_has_its_orders_written_out(name, given, capfd):
    arguments, word = given[name]
    told = printed(capfd, *arguments)
    assert word in told
    assert not [order for order in ORDERS if order[0] in told]


@pytest.mark.parametrize("name", JSON)
def test_so_has_json_which_says_the_same(name, given, capfd):
    told = printed(capfd, *given[name][0], "--format", "jsonl")
    assert not [order for order in ORDERS if order[0] in told]
    rows = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert rows
    # A register's card and the outcome of a proof quote nobody.
    quotes = name in ("read", "gather", "review", "inventory list", "inventory search", "merge")
    assert not quotes or "\u202e" in json.dumps(rows, ensure_ascii=False)


def test_why_something_was_read_so(given, capfd):
    told = printed(capfd, *given["read"][0], "--explain")
    assert "church" in told
    assert not [order for order in ORDERS if order[0] in told]


def test_so_has_the_list_of_what_was_captured(given, capfd):
    capture, case, *rest = given["capture"][0]
    printed(capfd, capture, case, *rest)
    told = printed(capfd, capture, case, "--list")
    identity = told.split()[0]
    whole = printed(capfd, capture, case, "--list", identity)
    assert identity in whole and "clock: " in whole
    assert not [order for order in ORDERS if order[0] in told + whole]


def test_wrong_use_repeats_no_orders(capfd):
    with pytest.raises(SystemExit) as left:
        main(["read", f"--no-such-option{''.join(ORDERS)}", "a.txt"])
    assert left.value.code == 2
    told = capfd.readouterr().err
    assert "no-such-option" in told
    assert not [order for order in ORDERS if order[0] in told]
