"""The weights of weights.yml."""

import functools
from importlib import resources

import yaml


def weight(signal: str) -> float:
    """What a signal adds to the likeness of two sightings (log-odds); 0 for one too rare to be weighed."""
    return _weights().get(signal, 0.0)


@functools.cache
def _weights() -> dict[str, float]:
    data: dict[str, float] = yaml.safe_load(
        resources.files("tutela.linking").joinpath("weights.yml").read_text("utf-8")
    )
    return data
