"""Two real articles come out right, where they are at hand; and renderings of our own everywhere."""

from pathlib import Path

import pytest
from reading_documents import document

from tutela.model.claims import Claim
from tutela.reading.reader import Reader

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
RENDERINGS = Path(__file__).resolve().parent / "renderings"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not at hand")


def claims_of(reader: Reader, path: Path, published: str) -> tuple[Claim, ...]:
    return reader.read(document(path.read_text("utf-8"), published)).claims


def told(claims: tuple[Claim, ...]) -> set[tuple[str, str]]:
    return {(claim.asset.exact, claim.harm.value) for claim in claims}


def one(claims: tuple[Claim, ...], asset: str, harm: str) -> Claim:
    return next(claim for claim in claims if (claim.asset.exact, claim.harm.value) == (asset, harm))


@needs_seeds
def test_the_grave_video(reader: Reader) -> None:
    claims = claims_of(reader, SEEDS / "grave-video-2020-11-27.txt", "2020-11-27")
    assert told(claims) >= {
        ("Armenian headstone", "desecrated"),
        ("Armenian graves", "desecrated"),
        ("Additional graves", "damaged"),
        ("Armenian gravesites", "desecrated"),
        ("Ghazanchetsots Cathedral", "damaged"),
        ("Ghazanchetsots Cathedral", "desecrated"),
        ("monument devoted to the victims of the Great Patriotic War", "damaged"),
        ("cross-stones", "damaged"),
        ("graves of Armenian soldiers", "damaged"),
        ("monuments devoted to them", "damaged"),
    }


@needs_seeds
def test_the_second_quotation_of_the_grave_video(reader: Reader) -> None:
    claims = claims_of(reader, SEEDS / "grave-video-2020-11-27.txt", "2020-11-27")
    quoted = [claim for claim in claims if claim.quote.exact.startswith("“Other historical")]
    assert len(quoted) == 4
    assert {claim.actor.exact for claim in quoted if claim.actor} == {"Armed Forces of the Republic of Azerbaijan"}
    assert {claim.attribution[0].words.exact for claim in quoted} == {"Armenian prosecutor general’s office"}


@needs_seeds
def test_what_the_grave_video_does_not_say(reader: Reader) -> None:
    claims = claims_of(reader, SEEDS / "grave-video-2020-11-27.txt", "2020-11-27")
    said = {claim.asset.exact for claim in claims}
    assert not said & {"gravesite", "objects of special historical or cultural value"}


@needs_seeds
def test_the_slots_of_the_grave_video(reader: Reader) -> None:
    claims = claims_of(reader, SEEDS / "grave-video-2020-11-27.txt", "2020-11-27")
    stone, others = one(claims, "Armenian headstone", "desecrated"), one(claims, "Additional graves", "damaged")
    assert (stone.certainty.value, others.certainty.value) == ("hedged", "hedged")
    assert "video" in {cue.kind.value for cue in stone.evidence}
    assert stone.actor is not None and "Azerbaijani soldiers" in stone.actor.exact
    shelled = one(claims, "Ghazanchetsots Cathedral", "damaged")
    assert "artillery" in {cue.kind.value for cue in shelled.means}
    assert shelled.time is not None and (shelled.time.start, shelled.time.end) == ("2020-09-27", "2020-11-09")
    defaced = one(claims, "Ghazanchetsots Cathedral", "desecrated")
    for claim in (shelled, defaced):
        said = [speaker.words.exact for speaker in claim.attribution]
        assert said == ["Office of the Prosecutor General of Armenia", "state news agency"]
        assert claim.actor is not None and claim.actor.exact == "Armed Forces of the Republic of Azerbaijan"
    # "Later desecrated": the dates are those of the shelling.
    assert defaced.time is None
    assert not {"date", "-run Armenpress"} & {one.words.exact for claim in claims for one in claim.attribution}
    assert not [claim for claim in claims if claim.actor and "Cathedral" in claim.actor.exact]


@needs_seeds
def test_the_mission_is_no_claim(reader: Reader) -> None:
    assert claims_of(reader, SEEDS / "unesco-mission-2020-11-20.txt", "2020-11-20") == ()


def test_a_rendering_of_the_prosecutors_list(reader: Reader) -> None:
    claims = claims_of(reader, RENDERINGS / "prosecutor_list.txt", "2021-06-02")
    assert told(claims) >= {
        ("Sarkavank Cathedral", "damaged"),
        ("Sarkavank Cathedral", "desecrated"),
        ("monument to the fallen of the Great War", "damaged"),
        ("graves of soldiers", "damaged"),
    }


def test_a_rendering_of_the_video(reader: Reader) -> None:
    claims = claims_of(reader, RENDERINGS / "grave_video.txt", "2020-11-27")
    assert told(claims) >= {("Armenian burial grounds", "desecrated"), ("Ghazanchetsots Cathedral", "damaged")}


def test_a_rendering_of_the_mission_is_no_claim(reader: Reader) -> None:
    assert claims_of(reader, RENDERINGS / "unesco_mission.txt", "2020-11-20") == ()
