"""The name of a speaker: what a pronoun, "the agency" or a surname goes back to, and what kind of source it is."""

from tutela.reading.speakers.kinds import kind_of, kind_of_words
from tutela.reading.speakers.naming import words_of
from tutela.reading.speakers.offices import court_words
from tutela.reading.speakers.resolving import speaker_words

__all__ = ["court_words", "kind_of", "kind_of_words", "speaker_words", "words_of"]
