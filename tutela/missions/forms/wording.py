"""What the forms say in each language (`wordings/`): English where a language has no wording, and then it is said."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources

import yaml

DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """All that the forms say in one language."""

    code: str
    """ISO 639-1."""
    language: str
    """Its name for itself."""
    questions: Mapping[str, Mapping[str, str]]
    """Question -> `label` and, where it has one, `hint`."""
    lists: Mapping[str, Mapping[str, str]]
    kinds: Mapping[str, str]
    scales: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Scale -> grade -> what it means; empty where a language leaves that to the English words."""

    @property
    def column(self) -> str:
        """How XLSForm names the language in its columns.

        >>> wording("en").column
        'English (en)'
        """
        return f"{self.language} ({self.code})"


@functools.cache
def form_languages() -> tuple[str, ...]:
    """Languages the forms are worded in (ISO 639-1).

    >>> form_languages()
    ('ar', 'az', 'en', 'es', 'fr', 'hy', 'ru', 'tr', 'uk')
    """
    folder = resources.files("tutela.missions.forms").joinpath("wordings")
    return tuple(sorted(file.name.removesuffix(".yml") for file in folder.iterdir() if file.name.endswith(".yml")))


@functools.cache
def wording(language: str) -> Wording:
    """The wording in one of `form_languages`."""
    file = resources.files("tutela.missions.forms").joinpath("wordings", f"{language}.yml")
    told = yaml.safe_load(file.read_text("utf-8"))
    questions = {name: _label_and_hint(text) for name, text in told.pop("questions").items()}
    return Wording(language, questions=questions, **told)


def _label_and_hint(text: str) -> dict[str, str]:
    label, _, hint = text.partition(" | ")
    return {"label": label, "hint": hint}


def wordings_for(languages: Sequence[str]) -> tuple[tuple[Wording, ...], tuple[str, ...]]:
    """The wordings of a mission's languages, its first one first, and the languages there is none for.

    English stands in where there is none, and so that reviewers can read every form.

    >>> [one.code for one in wordings_for(["hy", "xx"])[0]], wordings_for(["hy", "xx"])[1]
    (['hy', 'en'], ('xx',))
    """
    known = form_languages()
    asked = [language for language in dict.fromkeys(languages) if language in known]
    lacking = tuple(language for language in dict.fromkeys(languages) if language not in known)
    return tuple(wording(language) for language in dict.fromkeys([*asked, DEFAULT])), lacking
