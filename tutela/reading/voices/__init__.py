"""Where a sentence names somebody who says something, and how far their words reach."""

from tutela.reading.voices.finding import voices
from tutela.reading.voices.issuing import can_speak
from tutela.reading.voices.reach import depth, reaches
from tutela.reading.voices.voice import Manner, Voice

__all__ = ["Manner", "Voice", "can_speak", "depth", "reaches", "voices"]
