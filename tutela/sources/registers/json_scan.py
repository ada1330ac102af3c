"""JSON of any length, item by item: what stands in a file's chief list is handed out one by one, never all at once."""

import json
from collections.abc import Iterator, Sequence
from typing import IO

PIECE = 1 << 20
"""Letters read at a time."""
_BLANK = " \t\r\n\x1e"
"""White space; the record separator begins each text of a GeoJSON sequence (RFC 8142)."""


class Scanner:
    """Walks through one JSON text."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream, self._text, self._at, self._ended = stream, "", 0, False
        self._decoder = json.JSONDecoder()

    def _more(self, letters: int = PIECE) -> bool:
        """Read on, forgetting what is past; False at the end."""
        piece = "" if self._ended else self._stream.read(letters)
        self._ended = not piece
        if piece:
            self._text, self._at = self._text[self._at :] + piece, 0
        return bool(piece)

    def peek(self) -> str:
        """The next letter that is not blank; empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _BLANK:
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def take(self, letters: str) -> str:
        """Step over the next letter, which must be one of these.

        Raises:
            json.JSONDecodeError: it is another.
        """
        found = self.peek()
        if not found or found not in letters:
            expected = " or ".join(repr(letter) for letter in letters)
            raise json.JSONDecodeError(f"Expecting {expected}", self._text, self._at)
        self._at += 1
        return found

    def value(self) -> object:
        """The next value, whole.

        Raises:
            ValueError: what stands there is no JSON.
            RecursionError: it nests too deep.
        """
        self.peek()
        letters = PIECE
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
                # A number at the end of what was read may go on.
                if end < len(self._text) or not self._more(letters):
                    self._at = end
                    return value
            except json.JSONDecodeError:
                if not self._more(letters):
                    raise
            letters *= 2

    def items(self) -> Iterator[object]:
        """The values of a list."""
        self.take("[")
        if self.peek() == "]":
            self.take("]")
            return
        while True:
            yield self.value()
            if self.take(",]") == "]":
                return

    def members(self, streamed: Sequence[str]) -> Iterator[tuple[str, object, bool]]:
        """The members of an object; of a list called one of `streamed` each item, under the list's name and marked."""
        self.take("{")
        if self.peek() == "}":
            self.take("}")
            return
        while True:
            name = str(self.value())
            self.take(":")
            if name in streamed and self.peek() == "[":
                for item in self.items():
                    yield name, item, True
            else:
                yield name, self.value(), False
            if self.take(",}") == "}":
                return
