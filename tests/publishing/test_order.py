"""The order of incidents: how well founded they are, and nothing else."""

import dataclasses
import random

from publishing.writing import Told, asset, case, document

from tutela.model.casefile import CaseFile
from tutela.model.claims import Certainty, Harm
from tutela.model.incidents import OriginCount
from tutela.model.rulings import State
from tutela.model.times import Period
from tutela.publishing.contents import contents
from tutela.publishing.gate import release


def incidents(*wanted: tuple[State, int, int, str | None]) -> CaseFile:
    """One incident for each (state, origins at least, documents, day); sites are named by their place in the list."""
    sites = [asset(f"Site {number}") for number in range(len(wanted))]
    told = [
        (document(f"text {number} {copy}", [item]), [item])
        for number, (_, _, documents, _) in enumerate(wanted)
        for copy in range(documents)
        for item in [Told(f"Copy {copy}: Site {number} was hit.", number, f"Site {number}")]
    ]
    made = case(sites, told)
    found = tuple(
        dataclasses.replace(one, count=OriginCount(least, least + 3), period=Period(day, day) if day else None)
        for one, (_, least, _, day) in zip(made.incidents, wanted, strict=True)
    )
    standings = tuple(
        dataclasses.replace(standing, state=state) for standing, (state, *_) in zip(made.standings, wanted, strict=True)
    )
    return dataclasses.replace(made, incidents=found, standings=standings)


def order(made: CaseFile) -> list[str]:
    held = contents(release(made))
    return [held.assets[incident.asset].label for incident in held.incidents]


WANTED = (
    (State.INSTITUTIONALLY_VERIFIED, 1, 1, "2021"),
    (State.FIELD_CONFIRMED, 1, 1, "2021"),
    (State.REMOTE_CONFIRMED, 1, 1, "2021"),
    (State.CORROBORATED, 3, 3, "2021"),
    (State.DISPUTED, 2, 4, "2021"),
    (State.CORROBORATED, 2, 3, "2021"),
    (State.REPORTED, 1, 3, "2019"),
    (State.REPORTED, 1, 3, "2020"),
    (State.REPORTED, 1, 3, None),
    (State.REPORTED, 1, 2, "2018"),
    (State.REPORTED, 0, 9, "2018"),
    (State.NO_DAMAGE_OBSERVED, 4, 4, "2018"),
    (State.NOT_ASSESSABLE, 4, 4, "2018"),
)


def test_state_then_origins_then_documents_then_time() -> None:
    made = incidents(*WANTED)
    assert order(made) == [f"Site {number}" for number in range(len(WANTED))]
    mixed = list(made.incidents)
    random.Random(1).shuffle(mixed)
    assert order(dataclasses.replace(made, incidents=tuple(mixed))) == order(made)


def test_a_denial_pushes_nothing_down() -> None:
    made = incidents((State.CORROBORATED, 2, 2, "2021"), (State.CORROBORATED, 2, 1, "2021"))
    last = next(claim for claim in made.claims if claim.id == made.incidents[0].claims[-1])
    denial = dataclasses.replace(last, certainty=Certainty.DENIED)
    denied = dataclasses.replace(made.incidents[0], denials=(denial.id,))
    disputed = dataclasses.replace(made.standings[0], state=State.DISPUTED, disputed=True)
    claims = tuple(denial if claim.id == denial.id else claim for claim in made.claims)
    changed = dataclasses.replace(
        made,
        claims=claims,
        incidents=(denied, made.incidents[1]),
        standings=(disputed, made.standings[1]),
    )
    assert order(changed) == order(made) == ["Site 0", "Site 1"]


def test_incidents_without_harm_stand_behind_those_with() -> None:
    made = incidents((State.REPORTED, 3, 1, "2021"), (State.REPORTED, 0, 1, "2021"))
    safe = dataclasses.replace(made.claims[0], harm=Harm.INTACT)
    first = dataclasses.replace(made.incidents[0], denials=(safe.id,), harms=(Harm.INTACT,))
    changed = dataclasses.replace(made, claims=(safe, *made.claims[1:]), incidents=(first, made.incidents[1]))
    assert order(changed) == ["Site 1", "Site 0"]
