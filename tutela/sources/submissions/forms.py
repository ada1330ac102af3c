"""One filled form -> a submission: questions found wherever they stand, every answer kept as it came."""

import functools
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

import yaml

from tutela.model.canonical import written_out
from tutela.model.missions import Submission
from tutela.model.problems import Problem

Tree = Mapping[str, object]
"""A form as JSON has it: answers, groups as objects, repeats as lists of objects."""

Media = Callable[[Submission, str], bytes | None]
"""The bytes of a file that a submission names; None where it did not come with it."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What one source brought."""

    submissions: tuple[Submission, ...]
    media: Media
    problems: tuple[Problem, ...] = ()


@functools.cache
def questions() -> Mapping[str, frozenset[str]]:
    """Questions of a visit: `single` ones, and those that let a witness be quoted (`quote`)."""
    table = yaml.safe_load(resources.files("tutela.sources.submissions").joinpath("questions.yml").read_text("utf-8"))
    return {kind: frozenset(names) for kind, names in table.items()}


def submission_of(
    tree: Tree, file: str, id_: str = "", row: int | None = None, sha256: str = "", came: Tree | None = None
) -> Submission:
    """A submission from a filled form.

    Args:
        id_: the form's own identifier; made of its answers where it has none.
        came: the form as it came, where `tree` was put together from it.

    >>> form = {"stop": "ast_1", "seen": {"grade": "2"}, "photos": [{"photo": "a.jpg", "shows": "west wall"}]}
    >>> sent = submission_of(form, "export.json", "uuid:1")
    >>> sent.field("grade"), sent.photos, sent.answers[-1]
    ('2', (('a.jpg', 'west wall'),), ('photos[1]/shows', 'west wall'))
    """
    answers = tuple(_answers(tree if came is None else came, ""))
    content = written_out([list(pair) for pair in answers])
    made = hashlib.sha256(content).hexdigest()
    found: dict[str, str] = {}
    for path, value in _singles(tree):
        name = last_part(path)
        if name in questions()["single"] and value and name not in found:
            found[name] = value
    return Submission(
        id_ or f"made:{made[:32]}",
        file,
        answers,
        tuple(found.items()),
        tuple((one["photo"], one.get("shows", "")) for one in _repeat(tree, "photos") if one.get("photo")),
        tuple((_quotable(one), one["statement"]) for one in _repeat(tree, "witnesses") if one.get("statement")),
        row,
        sha256 or made,
    )


def _quotable(one: Mapping[str, str]) -> str:
    return next((one[name] for name in sorted(questions()["quote"]) if one.get(name)), "")


def last_part(path: str) -> str:
    """The name of a question without the groups around it; ODK writes `group/question`, its tables `group-question`.

    >>> last_part("seen-grade"), last_part("visit/seen/grade")
    ('grade', 'grade')
    """
    return path.replace("-", "/").rsplit("/", 1)[-1]


def text_of(value: object) -> str:
    """An answer as text; a point as ODK's own `latitude longitude height accuracy`.

    >>> text_of({"type": "Point", "coordinates": [46.75, 39.76, 1300], "properties": {"accuracy": 4.5}})
    '39.76 46.75 1300 4.5'
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return _point(value)
    return f"{value:.10g}" if isinstance(value, float) else str(value).strip()


def _point(value: Mapping[str, object]) -> str:
    numbers = value.get("coordinates")
    if value.get("type") != "Point" or not isinstance(numbers, Sequence) or len(numbers) < 2:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    properties = value.get("properties")
    accuracy = properties.get("accuracy") if isinstance(properties, Mapping) else None
    height = numbers[2] if len(numbers) > 2 else None
    parts = [numbers[1], numbers[0], height or 0, accuracy]
    return " ".join(text_of(part) for part in parts if part is not None)


def _is_group(value: object) -> bool:
    return isinstance(value, Mapping) and value.get("type") != "Point"


def _skipped(name: str) -> bool:
    # OData writes an address for every repeat that it does not send along.
    return "@odata" in name


def _answers(tree: Tree, before: str) -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        path = f"{before}{name}"
        if _skipped(name):
            continue
        if isinstance(value, list):
            for number, one in enumerate(value, 1):
                if isinstance(one, Mapping):
                    yield from _answers(one, f"{path}[{number}]/")
                elif text_of(one):
                    yield f"{path}[{number}]", text_of(one)
        elif isinstance(value, Mapping) and _is_group(value):
            yield from _answers(value, f"{path}/")
        elif text := _as_it_came(value):
            yield path, text


def _as_it_came(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False) if isinstance(value, Mapping) else text_of(value)


def _singles(tree: Tree, before: str = "") -> Iterator[tuple[str, str]]:
    """Answers outside repeats; what stands nearest to the top first."""
    groups: list[tuple[str, Mapping[str, object]]] = []
    for name, value in tree.items():
        if isinstance(value, Mapping) and _is_group(value):
            groups.append((name, value))
        elif not isinstance(value, list):
            yield f"{before}{name}", text_of(value)
    for name, group in groups:
        if name not in ("__system", "meta"):
            yield from _singles(group, f"{before}{name}/")


def _repeat(tree: Tree, name: str) -> Iterator[dict[str, str]]:
    """The rounds of a repeat, inside whatever groups it stands."""
    for key, value in tree.items():
        if isinstance(value, list) and last_part(key) == name:
            for one in value:
                if isinstance(one, Mapping):
                    yield {last_part(path): text for path, text in _singles(one)}
        elif isinstance(value, Mapping) and _is_group(value):
            yield from _repeat(value, name)
