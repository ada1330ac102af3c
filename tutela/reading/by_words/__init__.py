"""Reading by words alone: languages that have a word pack and no parser. It never guesses an actor."""

from tutela.reading.by_words.reader import WordReader

__all__ = ["WordReader"]
