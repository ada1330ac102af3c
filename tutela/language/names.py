"""Names across scripts and spellings: folding, romanising, comparing; what the words in a name mean.

The one door to all that is known of names; the rooms behind it are `romanising` (letters), `name_words` (kinds, saints,
qualities) and `name_comparison`.
"""

from tutela.language.name_comparison import similarity, similarity_reason
from tutela.language.name_words import NameKeys, name_key, name_keys, type_words
from tutela.language.romanising import fold, guess_language, romanise, script_of, skeleton, sound, spelling, tokens_of

__all__ = [
    "NameKeys",
    "fold",
    "guess_language",
    "name_key",
    "name_keys",
    "romanise",
    "script_of",
    "similarity",
    "similarity_reason",
    "skeleton",
    "sound",
    "spelling",
    "tokens_of",
    "type_words",
]
