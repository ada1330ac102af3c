"""Harm words in a parsed sentence: what may tell that something befell an asset."""

from tutela.reading.triggers.finding import english, triggers
from tutela.reading.triggers.trigger import Trigger

__all__ = ["Trigger", "english", "triggers"]
