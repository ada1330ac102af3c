"""The weights of weights.yml."""

import functools
from importlib import resources

import yaml

Table = dict[str, float | dict[str, float]]


def weight(table: str, signal: str) -> float:
    """What a signal adds to the likeness of two claims, in one of the tables `incident` and `origin` (log-odds; 0 if
    unweighed)."""
    found = tables()[table].get(signal, 0.0)
    assert isinstance(found, float | int)
    return float(found)


def pair_weight(a: str, b: str) -> float:
    """What two different families of harm say of two claims about one asset."""
    table = tables()["incident"]
    pairs = table["pairs"]
    assert isinstance(pairs, dict)
    found = pairs.get(f"{a}+{b}", pairs.get(f"{b}+{a}", table["default_pair"]))
    assert isinstance(found, float | int)
    return float(found)


@functools.cache
def tables() -> dict[str, Table]:
    """Both tables, read once; scripts/fit_incidents.py puts others in to measure them."""
    text = resources.files("tutela.incidents").joinpath("weights.yml").read_text("utf-8")
    data: dict[str, Table] = yaml.safe_load(text)
    return data
