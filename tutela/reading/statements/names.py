"""Two names of one place or asset: "Karvachar, which is known in Azeri as Kalbajar"."""

import re
from collections.abc import Iterator

from tutela.language.places import default_gazetteer
from tutela.model.claims import Statement, StatementKind
from tutela.model.ids import record_id
from tutela.model.passages import Passage
from tutela.model.reasons import Reason
from tutela.reading.statements.pack import StatementPack
from tutela.reading.statements.scene import Scene
from tutela.reading.statements.voices import voices

BEFORE = 40
"""Characters before a name searched for a word that makes it a person's."""


def read_names(scene: Scene) -> Iterator[Statement]:
    """A statement for each pair of names the text says are one, and where it says that thing lies."""
    seen: set[frozenset[str]] = set()
    for index in range(len(scene.sentences)):
        text = scene.text(index)
        for found in (match for pattern in fitting_patterns(text, scene.pack) for match in pattern.finditer(text)):
            pair = frozenset((found["one"], found["other"]))
            if len(pair) == 2 and pair not in seen and not _a_person(scene, text, found):
                seen.add(pair)
                yield _statement(scene, index, found)


def fitting_patterns(text: str, pack: StatementPack) -> list[re.Pattern[str]]:
    """The patterns of second names that a text holds the needed words of; most texts fit none."""
    low = text.casefold()
    return [name.pattern for name in pack.names if name.may_match(low)]


def _a_person(scene: Scene, text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start("one") - BEFORE) : found.start("one")]
    return bool(scene.pack.persons.search(re.split(r"[,;.]", before)[-1])) or bool(
        scene.pack.persons.search(found["one"])
    )


def _statement(scene: Scene, index: int, found: re.Match[str]) -> Statement:
    about = (_thing(scene, index, found), scene.passage(index, *found.span("other")))
    scene.admit([index])
    token = scene.token_at(index, found.start("one"), found.end("one"))
    user = found.groupdict().get("user")
    why = f"the text gives {about[0].exact!r} and {about[1].exact!r} as two names of one thing"
    return Statement(
        record_id("stm", {"document": scene.document.id, "kind": "name", "start": about[0].start, "end": about[1].end}),
        scene.document.id,
        StatementKind.NAME,
        scene.sentence(index),
        voices(scene, index, token) if token is not None else (),
        about,
        notes=tuple(_whereabouts(scene, index, (about[0].exact, about[1].exact))),
        reasons=(Reason("name_pattern", f"{why}, the second as used by {user}" if user else why),),
    )


def _thing(scene: Scene, index: int, found: re.Match[str]) -> Passage:
    """What is said to have a second name: in "the Church of X in Y, known as Z" the church, unless Z is a place."""
    text, (start, end) = scene.text(index), found.span("one")
    before = re.search(scene.pack.asset_in_place.pattern, text[:start])
    if before and scene.pack.heritage.search(before["asset"]) and not default_gazetteer().lookup(found["other"]):
        start, end = before.span("asset")
    kind = re.search(scene.pack.asset_before.pattern, text[:start], re.IGNORECASE)
    start = kind.start() if kind else start
    article = scene.pack.article.match(text, start)
    return scene.passage(index, article.end() if article else start, end)


def _whereabouts(scene: Scene, index: int, names: tuple[str, str]) -> Iterator[Passage]:
    """Other sentences that speak of either name: where they disagree on where it lies, all are kept."""
    for at in range(len(scene.sentences)):
        if (
            at != index
            and scene.pack.whereabouts.search(scene.text(at))
            and any(re.search(rf"\b{re.escape(name)}\b", scene.text(at)) for name in names)
        ):
            yield scene.sentence(at)
