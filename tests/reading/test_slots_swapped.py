"""Swapping the parties' names everywhere swaps every slot and changes nothing else."""

import re

import pytest
from slot_contexts import context_of

from tutela.reading.actors import actor_of
from tutela.reading.attribution import chain
from tutela.reading.certainty import certainty_of
from tutela.reading.context import Context
from tutela.reading.event_places import places_of
from tutela.reading.event_times import time_of
from tutela.reading.evidence import evidence_of
from tutela.reading.means import means_of
from tutela.reading.quantities import count_of, extent_of

PAIRS = {
    "Armenia": "Azerbaijan",
    "Armenian": "Azerbaijani",
    "Armenians": "Azerbaijanis",
    "Russia": "Ukraine",
    "Russian": "Ukrainian",
    "Russians": "Ukrainians",
    "Israel": "Palestine",
    "Israeli": "Palestinian",
}
PARTY = re.compile(rf"\b({'|'.join(sorted([*PAIRS, *PAIRS.values()], key=len, reverse=True))})\b")
BACK = {second: first for first, second in PAIRS.items()}

CASES = [
    ("Armenian forces shelled the mosque on Friday, Azerbaijan's defence ministry said.", "shelled", "mosque"),
    (
        "The church was destroyed by Azerbaijani soldiers in 2021, the BBC reported, citing Armenia.",
        "destroyed",
        "church",
    ),
    ("A Russian missile hit the museum in Odesa, according to Ukraine's culture ministry.", "hit", "museum"),
    ("Russia denied that its warplanes bombed the theatre.", "bombed", "theatre"),
    ("Israel claimed that the mosque was damaged by a Palestinian rocket.", "damaged", "mosque"),
    ("Armenia accused Azerbaijan of destroying 30 khachkars in Nakhchivan.", "destroying", "khachkars"),
    ("Azerbaijanis razed the cemetery, reportedly with bulldozers, a video shows.", "razed", "cemetery"),
    ("The Armenian church was looted by Azerbaijanis.", "looted", "church"),
]


def swapped(text: str) -> str:
    return PARTY.sub(lambda match: PAIRS.get(match[1], BACK.get(match[1], match[1])), text)


def slots(context: Context) -> dict[str, object]:
    said = chain(context)
    certainty, cue = certainty_of(context, said)
    time, actor = time_of(context), actor_of(context)
    return {
        "chain": [(speaker.words.exact, speaker.kind) for speaker in said],
        "certainty": (certainty, cue and cue.exact),
        "time": time and (time.start, time.end),
        "places": [place.exact for place in places_of(context)],
        "means": [(cue.kind, cue.words.exact) for cue in means_of(context)],
        "evidence": [(cue.kind, cue.words.exact) for cue in evidence_of(context, said)],
        "actor": actor and actor.exact,
        "count": count_of(context) is None,
        "extent": extent_of(context) is None,
    }


def swapped_slots(value: object) -> object:
    if isinstance(value, str):
        return swapped(value)
    if isinstance(value, list | tuple):
        return type(value)(swapped_slots(item) for item in value)
    if isinstance(value, dict):
        return {key: swapped_slots(item) for key, item in value.items()}
    return value


@pytest.mark.parametrize(("text", "harm", "asset"), CASES)
def test_swapping_the_parties_swaps_the_slots(text, harm, asset):
    before = slots(context_of(text, harm, asset))
    after = slots(context_of(swapped(text), harm, asset))
    assert swapped(text) != text
    assert after == swapped_slots(before)
