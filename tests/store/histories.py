"""Random histories of a workspace: batches that add, replace and withdraw, rulings, files, keys."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from small_case import RUN, asset, captured, claim, incident, link, one_of_every_other_kind

from tutela.model.claims import Claim, Harm
from tutela.model.incidents import Incident
from tutela.model.inventory import Asset, Name
from tutela.model.rulings import Ruling, Verdict
from tutela.store.store import Store

FIRST = dt.datetime(2020, 11, 20, 12, tzinfo=dt.UTC)
STEP = dt.timedelta(hours=7)
"""Of the clock, between two questions for the time."""


class Ticking:
    """A clock that moves on whenever it is asked."""

    def __init__(self, start: dt.datetime = FIRST) -> None:
        self.now = start

    def __call__(self) -> str:
        self.now += STEP
        return self.now.strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def history(
    path: Path, seed: int, steps: int, after: Callable[[Store], None] = lambda _: None, clock: Ticking | None = None
) -> Store:
    """A workspace at `path` with `steps` random batches; `after` is called when it was made, and after each."""
    chance = random.Random(seed)
    store = Store.create(path, f"Case {seed}", clock=clock or Ticking())
    after(store)
    for number in range(steps):
        step(store, chance, number)
        after(store)
    return store


def step(store: Store, chance: random.Random, number: int) -> None:
    """One random batch."""
    chance.choice((_sources, _inventory, _reading, _ruling, _incidents, _title, _all_sorts))(store, chance, number)


def _sources(store: Store, chance: random.Random, number: int) -> None:
    with store.batch(RUN.id, "sources") as writer:
        writer.accompany(RUN)
        for one in chance.sample(range(12), 3):
            writer.capture(captured(one))


def _inventory(store: Store, chance: random.Random, number: int) -> None:
    chosen = sorted(chance.sample(range(12), chance.randrange(12)))
    made = [replace(asset(one), names=(Name(f"Name {one} {chance.randrange(3)}", "en"),)) for one in chosen]
    with store.batch(RUN.id, "inventory") as writer:
        writer.replace(Asset, made, chance.choice(("register", "another")))


def _reading(store: Store, chance: random.Random, number: int) -> None:
    document = captured(chance.randrange(12)).document
    with store.batch(RUN.id, "reading") as writer:
        told = claim(document, chance.choice(list(Harm)))
        writer.replace(Claim, [told] * chance.randrange(2), document.id)
        writer.add_all([link(told)])
        writer.done("reading", document.id)


def _incidents(store: Store, chance: random.Random, number: int) -> None:
    told = [claim(captured(one).document) for one in sorted(chance.sample(range(12), 4))]
    with store.batch(RUN.id, "incidents") as writer:
        writer.replace(Incident, [incident(*told[:2]), incident(*told[2:])])
        writer.done("incidents", inputs=str(number))


def _ruling(store: Store, chance: random.Random, number: int) -> None:
    about = chance.choice([asset(chance.randrange(12)).id, claim(captured(chance.randrange(12)).document).id])
    verdict = chance.choice((Verdict.ACCEPT, Verdict.REJECT, Verdict.RESTRICT))
    with store.batch("", "ruling") as writer:
        at = f"2020-12-01T00:00:{number:02}Z"
        writer.add_all([Ruling(f"rul_{store.path.name}_{number}", about, verdict, "A person", "seen", at)])


def _title(store: Store, chance: random.Random, number: int) -> None:
    store.note("title", title=f"Title {number}")


def _all_sorts(store: Store, chance: random.Random, number: int) -> None:
    with store.batch(RUN.id, "sources") as writer:
        writer.add_all(chance.sample(one_of_every_other_kind()[:9], 3))
