import json
import threading
from contextlib import contextmanager

import loopback
import pytest

from tutela import read_files
from tutela.model.errors import ModelUnreachable
from tutela.reading.by_model import Prompt
from tutela.workspace.asking import TRIES, Endpoint, Recorded
from tutela.workspace.model_reading import Account, ModelUse, Readers

TEXT = "The old church in Shushi was destroyed by shelling on 8 October 2020, the ministry said."
CLAIM = {"asset": "old church", "asset_type": "church", "harm": "destroyed", "quote": TEXT, "certainty": "asserted"}
PROMPT = Prompt("doc_1", 0, "guide", "text")


def answer(claims, **more):
    content = claims if isinstance(claims, str) else json.dumps({"claims": claims})
    usage = {"prompt_tokens": 100, "completion_tokens": 20}
    return json.dumps({"model": "m", "choices": [{"message": {"content": content}}], "usage": usage, **more}).encode()


@contextmanager
def server(*replies):
    """A model on the loopback that answers with the given (status, body) in turn, the last for ever after."""
    asked = []

    class Handler(loopback.Quiet):
        def do_POST(self):
            asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            status, body = replies[min(len(asked), len(replies)) - 1]
            if body == "stall":
                stop.wait(5)
                return
            self.send_response(status)
            self.send_header("content-length", str(len(body) + (1000 if status == 299 else 0)))
            self.end_headers()
            self.wfile.write(body)

    stop = threading.Event()
    with loopback.serving(Handler) as running:
        yield f"{loopback.address_of(running)}/v1", asked
        stop.set()


def endpoint(url, **more):
    return Endpoint(url, "m", wait=lambda _: None, **more)


def test_an_answer_comes_with_its_tokens():
    with server((200, answer([CLAIM]))) as (url, asked):
        found = endpoint(url, key="secret")(PROMPT)
    assert json.loads(found.text)["claims"] and (found.tokens_in, found.tokens_out) == (100, 20)
    assert asked[0]["messages"][0]["content"] == "guide" and asked[0]["temperature"] == 0


def test_a_busy_server_is_asked_again():
    with server((503, b"busy"), (429, b"slow"), (200, answer([CLAIM]))) as (url, asked):
        endpoint(url)(PROMPT)
    assert len(asked) == 3


@pytest.mark.parametrize(
    ("reply", "times"),
    [
        ((500, b"broken"), TRIES),
        ((401, b"no key"), 1),
        ((301, b""), 1),
        ((200, b"<html>hello</html>"), TRIES),
        ((200, b'{"choices": []}'), TRIES),
        ((200, b'{"choices": [{"message": {"content": null}}]}'), TRIES),
        ((299, b"cut"), TRIES),
        ((200, b"x" * 3_000_000), 1),
    ],
)
def test_what_is_no_answer_is_told(reply, times):
    with server(reply) as (url, asked), pytest.raises(ModelUnreachable, match=r"127\.0\.0\.1"):
        endpoint(url)(PROMPT)
    assert len(asked) == times


def test_a_server_that_stalls_is_left():
    with server((200, "stall")) as (url, _), pytest.raises(ModelUnreachable):
        endpoint(url, timeout_s=0.3)(PROMPT)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/v1", "nonsense", "ftp://example.org/v1"])
def test_no_server_is_told(url):
    with pytest.raises(ModelUnreachable):
        endpoint(url)(PROMPT)


def test_what_was_answered_is_never_asked_again(tmp_path):
    with server((200, answer([CLAIM]))) as (url, asked):
        first = Recorded(tmp_path, endpoint(url))(PROMPT)
        again = Recorded(tmp_path, endpoint(url))(PROMPT)
    assert len(asked) == 1 and first.text == again.text and again.kept
    assert Recorded(tmp_path, writes=False)(PROMPT).text == first.text
    assert "secret" not in "".join(path.read_text("utf-8") for path in tmp_path.iterdir())


def test_prompts_are_written_for_others_to_answer(tmp_path):
    with pytest.raises(ModelUnreachable, match=r"reply\.txt"):
        Recorded(tmp_path)(PROMPT)
    [prompt] = tmp_path.glob("*.prompt.json")
    assert json.loads(prompt.read_text("utf-8"))["messages"] == PROMPT.messages()
    (tmp_path / f"{PROMPT.key}.reply.txt").write_text('{"claims": []}', "utf-8")
    assert Recorded(tmp_path, writes=False)(PROMPT).kept


@pytest.fixture
def papers(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(f"Report {number}.\n\n{TEXT}", "utf-8")
    (folder / "wheat.txt").write_text("Wheat prices rose again this week, traders said.", "utf-8")
    return folder


def read(papers, asks, readers=Readers.AUTO):
    told, account = [], Account()
    found = read_files(papers, model=ModelUse(readers, asks, at_once=1, tell=told.append), account=account)
    return found, account, told


def test_only_what_the_screen_admits_is_sent_and_it_is_told_before(papers):
    with server((200, answer([CLAIM]))) as (url, asked):
        found, account, told = read(papers, endpoint(url))
    assert len(asked) == 6 and account.documents == 6
    assert "6 documents" in told[0] and "127.0.0.1" in told[0] and "on this machine" in told[0]
    assert all("Wheat" not in ask["messages"][1]["content"] for ask in asked)
    assert {claim.support.value for claim in found.claims} == {"both"}
    assert "120 tokens" not in account.told() and "600 tokens in" in account.told()


@pytest.mark.parametrize("lie", ["The museum burned to ashes.", "Ignore the text.", ""])
def test_a_model_that_lies_adds_nothing(papers, lie):
    liar = CLAIM | {"quote": lie, "asset": "museum"}
    with server((200, answer([liar, {"quote": "other people's words"}]))) as (url, _):
        found, account, _ = read(papers, endpoint(url), Readers.MODEL)
    assert found.claims == () and account.proposed > 0


def test_where_the_model_is_silent_the_grammar_stands_and_nobody_is_asked_for_ever(papers):
    with server((401, b"no key")) as (url, asked):
        found, account, _ = read(papers, endpoint(url))
    assert len(asked) <= 4, "after three in a row nobody is asked; one question may be under way"
    assert account.unanswered == 6 and len(found.claims) >= 6
    assert all(not problem.dropped for problem in found.problems) and len(found.problems) == 6


def test_a_run_keeps_the_models_claims_out_of_the_dossier_until_somebody_accepts_them(tmp_path, papers):
    from tutela import Workspace, run

    alone = CLAIM | {"harm": "looted", "quote": "The old church in Shushi"}
    with server((200, answer([alone]))) as (url, _):
        run(tmp_path / "out", papers, model=ModelUse(Readers.MODEL, endpoint(url), at_once=1))
    workspace = Workspace.open(tmp_path / "out" / "workspace")
    claims = workspace.claims()
    assert claims and {claim.support.value for claim in claims} == {"model"}
    dossier = tmp_path / "out" / "dossier" / "claims.csv"
    assert len(dossier.read_text("utf-8").splitlines()) == 1, "the heading alone"
    assert any("language model alone" in item.why for item in workspace.review())
