"""List the pairs of annotated claims that linking, grouping and origins join or part wrongly, by cause, with counts.

    scripts/list_incident_errors.py [--corpus FOLDER] [--held-out] [--examples N]

For assets, incidents and origins every pair of claims of two documents of one story is looked at; a wrong pair is
counted under what decided it: the signals of its comparison that weigh most. `--held-out` gathers each fold with
weights fitted on the other stories.
"""

import argparse
import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import fit_incidents as fitting

from tutela.incidents import origins
from tutela.incidents.alignment import aligned_claims
from tutela.incidents.attributions import sources_of
from tutela.incidents.copies import copied_passages
from tutela.model.claims import Claim
from tutela.model.incidents import Incident
from tutela.sources.publishers import known_publishers

Cause = Callable[[Claim, Claim], str]
Verdict = Callable[[Claim, Claim], bool | None]


def gathered(stories: fitting.Stories, held_out: bool, folds: int = 4) -> tuple[dict[str, str], list[Incident]]:
    """Claim -> asset, and the incidents."""
    if not held_out:
        assets, incidents = fitting.gathered(stories)
        return assets, list(incidents)
    found: tuple[dict[str, str], list[Incident]] = ({}, [])
    for fold in range(folds):
        kept, rest = stories.parted(fold, folds)
        with fitting.in_use(fitting.fitted(rest)):
            assets, incidents = fitting.gathered(kept)
        found[0].update(assets)
        found[1].extend(incidents)
    return found


def pairs(stories: fitting.Stories) -> Iterator[tuple[Claim, Claim]]:
    """Claims of two documents of one story."""
    by_story: dict[str, list[Claim]] = defaultdict(list)
    for claim in stories.all_claims():
        by_story[stories.told[claim.id].story].append(claim)
    for claims in by_story.values():
        yield from ((a, b) for a, b in itertools.combinations(claims, 2) if a.document != b.document)


def report(
    title: str, told: Iterable[tuple[Claim, Claim]], gold: Verdict, read: Verdict, cause: Cause, most: int
) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    shown: dict[tuple[str, str], list[str]] = defaultdict(list)
    for a, b in told:
        wanted, found = gold(a, b), read(a, b)
        if wanted is None or wanted is found:
            continue
        key = ("joined" if found else "parted", cause(a, b))
        counts[key] += 1
        example = f"“{a.asset.exact}” ({a.document}) / “{b.asset.exact}” ({b.document})"
        if len(shown[key]) < most and example not in shown[key]:
            shown[key].append(example)
    print(f"{title}: {sum(counts.values())} wrong pairs")
    for key, number in counts.most_common():
        print(f"  wrongly {key[0]:7s}{number:5d}  {key[1]}")
        for example in shown[key]:
            print(f"      {example}")


def asset_cause(a: Claim, b: Claim) -> str:
    """How the words of two claims differ, as far as the claims show it."""
    kinds = "same kind" if a.asset_type == b.asset_type else f"{min(a.asset_type, b.asset_type)} and another kind"
    places = "a place missing" if not (a.places and b.places) else "places given"
    return f"{kinds}, {places}"


def incident_cause(assets: dict[str, str]) -> Cause:
    def cause(a: Claim, b: Claim) -> str:
        if assets[a.id] != assets[b.id]:
            return "two assets"
        harms = "same harm" if a.harm == b.harm else f"{min(a.harm, b.harm)} and {max(a.harm, b.harm)}"
        return f"one asset, {harms}, {'times given' if a.time and b.time else 'a time missing'}"

    return cause


def origin_cause(stories: fitting.Stories, home: dict[str, str]) -> Cause:
    claims = stories.all_claims()
    aligned = aligned_claims(claims, copied_passages(stories.documents))
    sources = sources_of(claims, stories.documents, aligned, known_publishers())

    def cause(a: Claim, b: Claim) -> str:
        where = "one incident" if home[a.id] == home[b.id] else "two incidents"
        return f"{where}, {origins.compare(sources[a.id], sources[b.id])[0].signal}"

    return cause


def list_errors(stories: fitting.Stories, assets: dict[str, str], incidents: Sequence[Incident], most: int) -> None:
    told, gold = list(pairs(stories)), stories.told
    home = {claim: incident.id for incident in incidents for claim in incident.claims}
    rests = {one.claim: set(one.origins) for incident in incidents for one in incident.claim_origins}

    def one_origin(a: Claim, b: Claim) -> bool | None:
        ours, theirs = gold[a.id], gold[b.id]
        if ours.incident != theirs.incident or not (ours.origins and theirs.origins):
            return None
        return bool(ours.origins & theirs.origins)

    report(
        "assets",
        told,
        lambda a, b: gold[a.id].asset == gold[b.id].asset,
        lambda a, b: assets[a.id] == assets[b.id],
        asset_cause,
        most,
    )
    report(
        "incidents",
        told,
        lambda a, b: gold[a.id].incident == gold[b.id].incident,
        lambda a, b: home[a.id] == home[b.id],
        incident_cause(assets),
        most,
    )
    report("origins", told, one_origin, lambda a, b: bool(rests[a.id] & rests[b.id]), origin_cause(stories, home), most)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    standard = fitting.SHARED if fitting.SHARED.is_dir() else fitting.SHIPPED
    parser.add_argument("--corpus", type=Path, default=standard, help="folder of dev*.jsonl")
    parser.add_argument("--held-out", action="store_true", help="gather each fold with weights of the other stories")
    parser.add_argument("--examples", type=int, default=0, help="pairs to show per cause")
    options = parser.parse_args()
    parts = sorted(options.corpus.glob("dev*.jsonl"))
    stories = fitting.Stories(
        [json.loads(line) for part in parts for line in part.read_text("utf-8").split("\n") if line]
    )
    list_errors(stories, *gathered(stories, options.held_out), options.examples)


if __name__ == "__main__":
    main()
