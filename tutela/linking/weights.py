"""The weights of weights.yml."""

import functools
from importlib import resources

import yaml


def weight(signal: str) -> float:
    """What a signal adds to the likeness of two sightings (log-odds); 0 for one too rare to be weighed."""
    return table().get(signal, 0.0)


@functools.cache
def table() -> dict[str, float]:
    """All weights, read once; scripts/fit_incidents.py puts others in to measure them."""
    data: dict[str, float] = yaml.safe_load(
        resources.files("tutela.linking").joinpath("weights.yml").read_text("utf-8")
    )
    return data
