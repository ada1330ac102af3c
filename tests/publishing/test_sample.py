"""What is withheld of the sample, read and linked as any other case, tells of itself in no output."""

import csv
import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from anyascii import anyascii

from tutela.language.names import fold
from tutela.model.casefile import CaseFile
from tutela.model.claims import StatementKind, Support
from tutela.publishing.dossier import files
from tutela.publishing.drafts import unchecked
from tutela.publishing.gate import Released, release
from tutela.publishing.layers import layers
from tutela.workspace.pipeline import run
from tutela.workspace.workspace import Workspace

SAMPLE = Path(__file__).parents[2] / "tutela" / "sample"

TELLING = {
    "Khojaly Necropolis": ("Khojaly", "Xocal", "barrow", "Turan", "metal detector", "Gadabay"),
    "Imarat Cemetery": ("Imarat", "Imaret", "Qervend", "poetess", "60 percent", "marble bust", "imarat-"),
    "Ghazanchetsots Cathedral (Holy Saviour)": ("Ghazanch", "Gazanch", "Amenaprk", "Holy Savio", "cathedral"),
    "Kanach Zham (Church of St John the Baptist)": ("Kanach", "Zham", "Green Church", "John the Baptist", "Karabakhts"),
    "Zoravor Holy Mother of God Church, Mekhakavan": ("Zoravor", "Mekhakavan", "garrison church"),
    "Shahbulag Castle": ("Shahbula", "Shakhbula", "Sahbulaq", "Tigranakert"),
    "Garghabazar Caravanserai": ("Garghabazar", "Qargabazar", "caravanserai"),
    "Haji Alakbar Mosque, Fuzuli": ("Alakbar", "Elekber"),
    "Aghdam Juma Mosque": ("Juma Mosque", "Cuma mescidi"),
    "Dadivank Monastery": ("Dadivan", "Khutavan", "Khudaven"),
    "Tigranakert of Artsakh": ("Tigranakert", "Tarnagyut"),
    "Vankasar Church": ("Vankasar", "Besikdag"),
}
"""Assets of the sample -> words that only they are known by there, folded to Latin letters."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseFile]:
    out = tmp_path_factory.mktemp("sample")
    run(out, [SAMPLE / "publications"], [SAMPLE / "inventory.csv"])
    workspace = Workspace.open(out / "workspace")
    yield workspace.case_file()
    workspace.close()


def hiding(case: CaseFile, name: str) -> CaseFile:
    """The case with this one asset restricted by a ruling, and no other."""
    assets = tuple(dataclasses.replace(asset, restricted=False) for asset in case.assets)
    chosen = next(asset.id for asset in assets if asset.label == name)
    return dataclasses.replace(case, assets=assets, restricted=frozenset({chosen}))


def outputs(released: Released) -> str:
    parts = [content.decode("utf-8") for content in files(released).values()]
    return "\n".join([*parts, *map(repr, layers(released))])


@pytest.mark.parametrize("name", TELLING)
def test_a_restricted_asset_stands_in_no_output(sample: CaseFile, name: str) -> None:
    text = outputs(release(hiding(sample, name)))
    latin = fold(anyascii(text))
    hidden = next(asset for asset in sample.assets if asset.label == name)
    names = [form.text for form in hidden.names if " " in form.text or len(form.text) > 5]
    assert not [form for form in names if re.search(rf"\b{re.escape(form.casefold())}\b", text.casefold())]
    assert not [word for word in TELLING[name] if fold(word) in latin]


def test_the_register_of_the_sample_restricts_a_site(sample: CaseFile) -> None:
    latin = fold(anyascii(outputs(release(sample))))
    assert not [word for word in TELLING["Khojaly Necropolis"] if fold(word) in latin]


@pytest.mark.parametrize("name", ["Khojaly Necropolis", "Imarat Cemetery"])
def test_words_that_many_things_share_stay(sample: CaseFile, name: str) -> None:
    released = release(hiding(sample, name))
    text = outputs(released)
    assert "Ministry of Culture" in text and "cultural heritage" in text.casefold()
    assert "Ministry of [withheld]" not in text
    offers = [item for item in released.case.statements if item.kind is StatementKind.OFFER]
    assert any("UNESCO" in item.quote.exact or "mission" in item.quote.exact for item in offers)


def test_guesses_wait_for_a_person(sample: CaseFile) -> None:
    waiting = unchecked(sample)
    released = release(dataclasses.replace(hiding(sample, "Khojaly Necropolis"), restricted=frozenset()))
    rows = list(csv.DictReader(files(released)["claims.csv"].decode("utf-8").splitlines()))
    assert waiting and {row["claim"] for row in rows}.isdisjoint(waiting)
    assert Support.SAME_SENTENCE not in {row["support"] for row in rows}
    assert released.waiting == len(waiting)
    assert all(set(item.claims) & {claim.id for claim in released.case.claims} for item in released.case.incidents)


def test_no_inner_names_and_no_bracketed_plurals_are_shown(sample: CaseFile) -> None:
    page = files(release(sample))["index.html"].decode("utf-8")
    assert "(s)" not in re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL)
    for wording in ("kind not known", "reporter on the spot", ", armenia", "no times to compare", "same_sentence"):
        assert wording not in page


def test_the_same_records_give_the_same_bytes_whenever_they_are_published(sample: CaseFile) -> None:
    later = dataclasses.replace(sample, made_at="2031-01-01T00:00:00Z")
    assert files(release(later)) == files(release(sample))
    assert layers(release(later)) == layers(release(sample))
    assert release(later).case.made_at == release(sample).case.made_at
