"""Finding assets by name in a real workspace: any script, typos, beginnings, restriction, and an index that can be lost."""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_case import RUN

from tutela.inventory.assets import assets_from_entries
from tutela.inventory.index import MemoryIndex
from tutela.model.claims import AssetType
from tutela.model.geometry import Position
from tutela.model.inventory import Asset, Name
from tutela.sources.registers import read_register
from tutela.store.search.index import FILE
from tutela.store.search.shelves import Shelves, Standing
from tutela.store.search.vocabulary import variants
from tutela.store.store import Store

SAMPLE = Path(__file__).parents[2] / "tutela" / "sample" / "inventory.csv"
TYPED_WITH_A_SLIP = ["ghazanchetsotz", "ghazanchetsos", "gahzanchetsots", "ghazanchetsotts", "hazanchetsots"]


def made(key: str, names: str, kind: AssetType = AssetType.CHURCH, **others: object) -> Asset:
    texts = tuple(Name(text) for text in names.split("|"))
    return Asset(f"ast_{key}", texts, kind, entries=(f"ent_{key}",), **others)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample's register in a workspace."""
    store = Store.create(tmp_path_factory.mktemp("sample") / "workspace")
    reading = read_register(SAMPLE)
    with store.batch(RUN.id, "inventory") as writer:
        writer.replace(Asset, assets_from_entries(reading.register, reading.entries), "register")
    yield store
    store.close()


@pytest.fixture
def store(tmp_path):
    store = Store.create(tmp_path / "workspace")
    yield store
    store.close()


def put(store: Store, *assets: Asset) -> None:
    with store.batch(RUN.id, "inventory") as writer:
        writer.replace(Asset, assets, "register")


def labels(store: Store, words: str, limit: int = 5, **others: object) -> list[str]:
    return [hit.asset.label for hit in store.search(words, limit, **others)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words",
    [
        *("Ghazanchetsots", "ghazanch", "Ղազանչեցոց", "Казанчецоц", "Ghazanchetsots Cathedral", "cathedral ghaz"),
        *("Ghazan chetsots", *TYPED_WITH_A_SLIP),
    ],
)
def test_any_script_a_slip_or_a_beginning_finds_the_asset_first(sample, words):
    assert labels(sample, words)[0].startswith("Ghazanchetsots Cathedral")


def test_every_name_of_the_sample_finds_its_asset_and_so_does_each_with_a_letter_lost(sample):
    with sample.reading() as reader:
        assets = reader.all(Asset)
    names = [(asset.id, name.text) for asset in assets for name in asset.names]
    missed = [text for id_, text in names if id_ not in {hit.asset.id for hit in sample.search(text, 20, True)}]
    assert missed == []
    first = sum(sample.search(text, 1, True)[0].asset.id == id_ for id_, text in names)
    assert first / len(names) > 0.9
    long = [(id_, text[:4] + text[5:]) for id_, text in names if " " not in text and len(text) > 7]
    found = sum(id_ in {hit.asset.id for hit in sample.search(text, 20, True)} for id_, text in long)
    assert found / len(long) > 0.95


def test_a_hit_says_why(sample):
    [best, *_] = sample.search("Bhazanchetsots cathedr", 5)
    assert "“bhazanchetsots” is one letter from “ghazanchetsots”" in best.reason.sentence
    assert "“cathedr” begins “cathedral”" in best.reason.sentence
    assert 0 < best.reason.score < sample.search("Ghazanchetsots Cathedral", 1)[0].reason.score <= 1


@pytest.mark.parametrize("words", ["", " ", "…", '"', 'a"b OR c', "100%", "*", "NEAR(", "(((", "-", "w:susa", "\x00"])
def test_what_says_nothing_or_looks_like_a_query_does_no_harm(sample, words):
    assert all("Ghazanchetsots" not in label for label in labels(sample, words))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.integers(1, 5))
def test_any_text_can_be_searched_for(sample, words, limit):
    assert len(sample.search(words, limit)) <= limit


def test_the_name_that_was_asked_for_comes_before_longer_ones(store):
    put(store, made("1", "Shusha Fortress"), made("2", "Shusha"), made("3", "Upper Shusha Fortress Gate"))
    assert labels(store, "shusha ") == ["Shusha", "Shusha Fortress", "Upper Shusha Fortress Gate"]


def test_all_words_come_before_some_of_them(store):
    put(store, made("1", "Saint George"), made("2", "George of Tsar"), made("3", "Tsar"))
    assert labels(store, "george tsar")[0] == "George of Tsar"


def test_restricted_assets_show_only_to_those_who_may_see_them(store):
    hidden = made("1", "Zoravar Hermitage", restricted=True)
    put(store, hidden, made("2", "Zoravan Chapel"))
    for words in ("Zoravar", "zora", "Zorawar Hermitage", "hermitage", "zoravr"):
        assert "Zoravar Hermitage" not in labels(store, words)
        assert "Zoravar Hermitage" in labels(store, words, may_see_restricted=True)


def test_what_may_not_be_seen_changes_nothing_that_is_shown(tmp_path):
    """Scores, order and number of hits are those of an inventory without the restricted assets."""
    open_ones = [made(str(number), f"Saint {word}") for number, word in enumerate(["Ani", "Anik", "Anahit", "Zanik"])]
    hidden = [made(f"9{number}", f"Saint Anik {number}", restricted=True) for number in range(40)]
    told = []
    for name, assets in (("with", [*hidden, *open_ones]), ("without", open_ones)):
        store = Store.create(tmp_path / name)
        put(store, *assets)
        told.append([[(h.asset, h.name, h.reason) for h in store.search(w, 3)] for w in ("anik", "ani", "saint anjk")])
        store.close()
    assert told[0] == told[1]


def test_rulings_withhold_too(store):
    put(store, made("1", "Tsar Church"), made("2", "Tsar Bridge"))
    ruled = Standing([(made("1", "Tsar Church"), True)])
    assert labels(store, "tsar", standing=lambda _: ruled) == ["Tsar Bridge"]
    assert len(labels(store, "tsar", standing=lambda _: ruled, may_see_restricted=True)) == 2


def test_the_index_follows_what_comes_and_goes(store):
    put(store, made("1", "Dadivank"), made("2", "Gandzasar"))
    assert labels(store, "Dadivank") == ["Dadivank"]
    put(store, made("2", "Gandzasar"), made("3", "Amaras"), made("4", "Tatev", restricted=True))
    assert labels(store, "Dadivank") == [] and labels(store, "Amaras") == ["Amaras"]
    put(store, made("2", "Gandzasar Monastery"), made("4", "Tatev"))
    assert labels(store, "gandzasar") == ["Gandzasar Monastery"] and labels(store, "Amaras") == []
    assert labels(store, "Tatev") == ["Tatev"]
    followed = postings(store)
    (store.path / FILE).unlink()
    assert labels(store, "Tatev") == ["Tatev"]
    assert postings(store) == followed


def postings(store: Store) -> list[tuple[str, list[tuple[str, int]]]]:
    index = sqlite3.connect(store.path / FILE)
    return [(name, list(Shelves(index)[name].terms())) for name in ("open", "hidden")]


def test_an_index_that_is_lost_damaged_or_another_workspaces_is_made_anew(store, tmp_path):
    put(store, made("1", "Dadivank"))
    other = Store.create(tmp_path / "other")
    put(other, made("9", "Amaras"))
    assert labels(other, "Amaras") == ["Amaras"] and labels(store, "Dadivank") == ["Dadivank"]
    shutil.copy(other.path / FILE, store.path / FILE)
    assert labels(store, "Dadivank") == ["Dadivank"] and labels(store, "Amaras") == []
    (store.path / FILE).write_bytes(b"no database, but long enough to be taken for one" * 100)
    assert labels(store, "Dadivank") == ["Dadivank"]


def test_an_index_that_cannot_be_written_is_made_in_memory(store):
    put(store, made("1", "Dadivank"))
    # What stands where the index would be keeps out root too, whom no permission does.
    (store.path / FILE).unlink(missing_ok=True)
    (store.path / FILE).mkdir()
    (store.path / FILE / "kept").touch()
    assert labels(Store(store.path), "Dadivank") == ["Dadivank"]
    assert (store.path / FILE / "kept").exists()


def test_merged_assets_are_found_by_the_ids_they_had(store):
    put(store, made("1", "Dadivank", absorbed=("ast_7", "ast_8")), made("2", "Gandzasar"))
    assert store.absorbing("ast_8") == "ast_1"
    assert store.absorbing("ast_9") is None and store.absorbing('x" OR "') is None


words = st.text("abcdefgh", min_size=4, max_size=9)


@settings(max_examples=60, deadline=None)
@given(st.sets(words, max_size=30), words)
def test_words_one_typo_away_are_found_and_no_others(known, typed):
    """Against a comparison with every word; adjacent letters swapped count as one typo."""
    from rapidfuzz.distance import OSA

    from tutela.store.search.index import _new

    vocabulary = Shelves(_new(":memory:"))["open"].vocabulary
    vocabulary.add(known)
    assert list(vocabulary.near(typed)) == sorted(word for word in known if OSA.distance(word, typed) == 1)
    assert len(variants(typed)) <= len(typed) + 1


@pytest.mark.parametrize("chosen", range(3))
def test_linking_is_offered_the_same_candidates_as_from_memory(sample, chosen):
    with sample.reading() as reader:
        assets = reader.all(Asset)
    memory = MemoryIndex(assets)
    with sample.asset_index() as index:
        assert len(index) == len(memory)
        for asset in assets[chosen::3]:
            places = [name.text for name in asset.settlements]
            for name in (*asset.names, Name("the church"), Name(f"{asset.type} in ruins")):
                for where in ([], places[:1], places):
                    assert list(index.candidates(name.text, where)) == list(memory.candidates(name.text, where))
            assert index.get(asset.id) == asset
        assert index.get("ast_nobody") is None


def test_candidates_stay_the_same_when_assets_go_and_described_ones_come(store):
    first = [made(str(number), f"Saint George {number}|Սուրբ Գևորգ") for number in range(9)]
    put(store, *first, made("r", "Saint George of the Cave", restricted=True))
    with store.asset_index() as index:
        assert len(list(index.candidates("Saint George", []))) == 10
    with store.batch(RUN.id, "linking") as writer:
        writer.replace(Asset, [Asset("ast_d", (Name("Saint George"),), AssetType.CHURCH)], "described")
        writer.replace(Asset, first[3:], "register")
    with store.reading() as reader:
        assets = [asset for asset in reader.all(Asset) if not asset.described]
    with store.asset_index() as index:
        memory = MemoryIndex(assets)
        assert list(index.candidates("St George", [])) == list(memory.candidates("St George", []))
        assert index.get("ast_d") is None and len(index) == 6


@pytest.mark.parametrize(
    ("box", "found"),
    [
        ((46.0, 39.0, 47.0, 40.0), {"ast_1", "ast_2"}),
        ((46.5, 39.5, 46.5, 39.5), {"ast_1"}),
        ((46.51, 39.5, 46.6, 39.6), set()),
        ((179.0, -1.0, -179.0, 1.0), {"ast_3", "ast_4"}),
        ((-180.0, -90.0, 180.0, 90.0), {"ast_1", "ast_2", "ast_3", "ast_4"}),
    ],
)
def test_a_box_holds_what_stands_in_it(store, box, found):
    places = {"1": (39.5, 46.5), "2": (39.9, 46.1), "3": (0.0, 179.5), "4": (0.5, -179.5)}
    put(store, *(made(key, "Church", position=Position(*place)) for key, place in places.items()), made("5", "Nowhere"))
    with store.reading() as reader:
        assert {asset.id for asset in reader.within(box, 10, False)} == found
        assert len(reader.within(box, 1, False)) == min(1, len(found))


def test_a_box_shows_restricted_assets_only_to_those_who_may_see_them(store):
    put(store, made("1", "A", position=Position(1, 1), restricted=True), made("2", "B", position=Position(1, 1)))
    with store.reading() as reader:
        assert [asset.id for asset in reader.within((0, 0, 2, 2), 1, False)] == ["ast_2"]
        assert len(reader.within((0, 0, 2, 2), 5, True)) == 2


def test_a_search_after_the_workspace_was_restored_from_a_copy_finds_what_the_copy_holds(store, tmp_path):
    put(store, made("old", "Amaras Monastery"))
    copy = tmp_path / "copy.gpkg"
    shutil.copyfile(store.path / "workspace.gpkg", copy)
    put(store, made("new", "Gandzasar Monastery"))
    assert labels(store, "monastery") == ["Gandzasar Monastery"]
    for log in store.path.glob("workspace.gpkg-*"):
        log.unlink()
    copy.replace(store.path / "workspace.gpkg")
    assert labels(store, "monastery") == ["Amaras Monastery"]


def test_the_database_alone_holds_every_batch_while_searches_keep_it_open(store, tmp_path):
    put(store, made("old", "Amaras Monastery"))
    assert labels(store, "amaras") == ["Amaras Monastery"]
    put(store, made("old", "Amaras Monastery"), made("new", "Gandzasar Monastery"))
    alone = sqlite3.connect(shutil.copyfile(store.path / "workspace.gpkg", tmp_path / "alone.gpkg"))
    assert alone.execute("SELECT count(*) FROM assets").fetchone() == (2,)
    alone.close()


def test_threads_search_one_store_at_a_time_or_together_and_find_the_same(sample):
    typed = [*TYPED_WITH_A_SLIP, "Ghazanchetsots", "Ղազանչեցոց"] * 5
    alone = [labels(sample, words) for words in typed]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda words: labels(sample, words), typed)) == alone


def test_a_closed_store_leaves_no_log_beside_its_files(store):
    put(store, made("old", "Amaras Monastery"))
    assert labels(store, "amaras")
    store.close()
    assert {file.name for file in store.path.glob("*.gpkg*")} == {"workspace.gpkg"}
    assert {file.name for file in store.path.glob("search.db*")} == {"search.db"}
