"""Asking a language model: an endpoint, replies recorded in a folder, or both."""

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from tutela.model.errors import InputError, ModelUnreachable
from tutela.reading.by_model import Prompt

TRIES = 4
"""Times one question is asked where the server is busy or breaks off."""
WAIT_S = 1.0
"""Before the second try; twice as long before each further one."""
TIMEOUT_S = 300.0
"""For one answer: a small local model writes 10 tokens a second and a long list of claims has 3,000."""
LONGEST_ANSWER = 2_000_000
"""Bytes of an answer that are taken."""
BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered to one question, and what it cost."""

    text: str
    model: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    kept: bool = False
    """It was read from a folder; nothing left the machine."""


class Asks(Protocol):
    """Somebody who answers prompts."""

    def __call__(self, prompt: Prompt) -> Answer:
        """The answer to a prompt.

        Raises:
            ModelUnreachable: there is none.
        """
        ...


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server that speaks OpenAI's chat completions, local or remote."""

    url: str
    """Its base address, up to and with `/v1`."""
    model: str
    key: str = ""
    timeout_s: float = TIMEOUT_S
    wait: Callable[[float], None] = time.sleep

    @property
    def host(self) -> str:
        """Where texts go."""
        return urlsplit(self.url).hostname or self.url

    @property
    def local(self) -> bool:
        """Whether texts stay on this machine."""
        return self.host in LOOPBACK

    def __call__(self, prompt: Prompt) -> Answer:
        """Ask, again where the server is busy.

        Raises:
            ModelUnreachable: it refuses, stalls or answers nothing of the form asked for.
        """
        problem = ""
        for attempt in range(TRIES):
            if attempt:
                self.wait(WAIT_S * 2 ** (attempt - 1))
            answer, problem, again = self._once(prompt)
            if answer is not None:
                return answer
            if not again:
                break
        raise ModelUnreachable(f"{self.host} gave no answer: {problem}.", "See whether the model runs, or --replay.")

    def _once(self, prompt: Prompt) -> tuple[Answer | None, str, bool]:
        """The answer; or what was wrong, and whether asking again may help."""
        import httpx

        body = {"model": self.model, "messages": prompt.messages(), "temperature": 0}
        headers = {"authorization": f"Bearer {self.key}"} if self.key else {}
        address = f"{self.url.rstrip('/')}/chat/completions"
        try:
            with httpx.stream(
                "POST", address, json=body, headers=headers, timeout=self.timeout_s, follow_redirects=False
            ) as response:
                content = _bounded(response.iter_bytes(), self.timeout_s)
                if response.status_code != 200:
                    told = content[:200].decode("utf-8", "replace")
                    return None, f"status {response.status_code} {told}", response.status_code in BUSY
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            return (
                None,
                str(error) or type(error).__name__,
                not isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol),
            )
        except _TooMuch as error:
            return None, str(error), False
        return _understood(content)


class _TooMuch(Exception):
    """An answer without end."""


def _bounded(pieces: Iterable[bytes], seconds: float) -> bytes:
    """All pieces of an answer, within bounds of size and time."""
    began, content = time.monotonic(), b""
    for piece in pieces:
        content += piece
        if len(content) > LONGEST_ANSWER:
            raise _TooMuch(f"its answer has more than {LONGEST_ANSWER:,} bytes")
        if time.monotonic() - began > seconds:
            raise _TooMuch(f"its answer took more than {seconds:g} s")
    return content


def _understood(content: bytes) -> tuple[Answer | None, str, bool]:
    try:
        value = json.loads(content)
        text = value["choices"][0]["message"]["content"]
        usage = value.get("usage") or {}
        if not isinstance(text, str):
            raise TypeError("no text")
        counts = [usage.get(name, 0) for name in ("prompt_tokens", "completion_tokens")]
        tokens_in, tokens_out = (count if isinstance(count, int) else 0 for count in counts)
        return Answer(text, str(value.get("model", "")), tokens_in, tokens_out), "", False
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        told = content[:200].decode("utf-8", "replace")
        return None, f"an answer of another form: {told!r}", True


@dataclass(frozen=True, slots=True)
class Recorded:
    """Prompts and replies in a folder: KEY.prompt.json, KEY.reply.json (or KEY.reply.txt, the bare reply).

    With `asks` an answer that is not there is asked for and kept, so that a run that was stopped goes on where it was
    and the same text is never paid for twice. Without, prompts are written for others to answer.
    """

    folder: Path
    asks: Asks | None = None
    writes: bool = True

    def __call__(self, prompt: Prompt) -> Answer:
        """The kept answer, or a new one.

        Raises:
            ModelUnreachable: there is none and nobody to ask.
            InputError: the folder cannot be written.
        """
        kept = self._kept(prompt)
        if kept is not None:
            return kept
        if self.writes:
            asked = {"key": prompt.key, "document": prompt.document, "messages": prompt.messages()}
            self._write(f"{prompt.key}.prompt.json", asked)
        if self.asks is None:
            raise ModelUnreachable(
                f"{self.folder} holds no reply to {prompt.key[:12]}.",
                f"Write it as {prompt.key}.reply.txt, or name an endpoint.",
            )
        answer = self.asks(prompt)
        told = {"reply": answer.text, "model": answer.model, "in": answer.tokens_in, "out": answer.tokens_out}
        self._write(f"{prompt.key}.reply.json", told)
        return answer

    def _kept(self, prompt: Prompt) -> Answer | None:
        plain, told = (self.folder / f"{prompt.key}.reply.{ending}" for ending in ("txt", "json"))
        try:
            if plain.is_file():
                return Answer(plain.read_text("utf-8"), kept=True)
            if told.is_file():
                value = json.loads(told.read_text("utf-8"))
                return Answer(str(value["reply"]), str(value.get("model", "")), kept=True)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelUnreachable(f"The reply {prompt.key[:12]} cannot be read ({error}).", "Remove it.") from error
        return None

    def _write(self, name: str, value: object) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part = self.folder / f".{name}.part"
            part.write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
            part.replace(self.folder / name)
        except OSError as error:
            raise InputError(
                f"{self.folder} cannot be written ({error.strerror or error}).", "Name another folder."
            ) from error
