"""What is known of each asset under each criterion: by registers, by counting, by people."""

from collections.abc import Iterable, Mapping, Sequence

from tutela.inventory.significance.age import oldest_year
from tutela.inventory.significance.criteria import criteria, grade_of, scales
from tutela.inventory.significance.rarity import Counts, counted, kind_of, rarity
from tutela.model.inventory import Asset
from tutela.model.rulings import Ruling, Verdict
from tutela.model.significance import Appraisal, Basis, Criterion

Answers = Mapping[str, Sequence[Ruling]]
"""Criterion -> the rulings that answer it for one asset, one per person."""

AGE, RARITY = "age", "rarity"


def appraise(assets: Sequence[Asset], rulings: Iterable[Ruling] = ()) -> list[tuple[Appraisal, ...]]:
    """For each asset one appraisal per criterion; `rulings` are those in force, of which `assess` is used.

    What people assess goes before what registers say.
    """
    counts, answers = counted(assets), answers_of(rulings)
    return [
        tuple(_appraisal(criterion, asset, counts, _of(asset, answers)) for criterion in criteria()) for asset in assets
    ]


def _of(asset: Asset, answers: Mapping[str, Answers]) -> Answers:
    """What people answer for an asset and for those that were found to be it."""
    found: dict[str, list[Ruling]] = {}
    for id_ in (asset.id, *asset.absorbed):
        for criterion, rulings in answers.get(id_, {}).items():
            found.setdefault(criterion, []).extend(rulings)
    return found


def answers_of(rulings: Iterable[Ruling]) -> dict[str, dict[str, list[Ruling]]]:
    """Asset id -> criterion -> what people answer, of one person the latest."""
    found: dict[str, dict[str, list[Ruling]]] = {}
    for ruling in rulings:
        for criterion, _ in ruling.sets if ruling.verdict is Verdict.ASSESS else ():
            said = found.setdefault(ruling.record, {}).setdefault(criterion, [])
            said[:] = [*(earlier for earlier in said if earlier.by != ruling.by), ruling]
    return found


def _appraisal(criterion: Criterion, asset: Asset, counts: Counts, answers: Answers) -> Appraisal:
    if criterion.id in answers:
        return _by_people(criterion, answers[criterion.id])
    if criterion.id == AGE:
        return _age(asset)
    if criterion.id == RARITY:
        return _rarity(asset, counts)
    if criterion.basis is Basis.REGISTER:
        return _designation(criterion, asset)
    return _not_assessed(criterion)


def _not_assessed(criterion: Criterion, why: str = "nobody has assessed it") -> Appraisal:
    return Appraisal(criterion.id, None, Basis.NOTHING, f"not assessed: {why}")


def _by_people(criterion: Criterion, rulings: Sequence[Ruling]) -> Appraisal:
    """Where people differ the lowest answer counts until they agree, and all of them are told."""
    answers = [dict(ruling.sets)[criterion.id] for ruling in rulings]
    told = "; ".join(
        f"{answer} ({ruling.by}: {ruling.reason})" for answer, ruling in zip(answers, rulings, strict=True)
    )
    values = [grade_of(answer) for answer in answers]
    differ = "people differ, the lowest counts until they agree: " if len(set(values)) > 1 else ""
    return Appraisal(criterion.id, min(values), Basis.PERSON, differ + told, tuple(ruling.id for ruling in rulings))


def _designation(criterion: Criterion, asset: Asset) -> Appraisal:
    """The first words of the table that stand in the highest designation."""
    best: tuple[float, str, str] | None = None
    for cell in asset.designations:
        plain = cell.casefold()
        fits = next(
            (one for one in scales().designations if one.criterion == criterion.id and one.words.search(plain)), None
        )
        if fits and (best is None or fits.value > best[0]):
            best = (fits.value, fits.said, cell)
    if best is None:
        return _not_assessed(criterion, "no register states it")
    return Appraisal(criterion.id, best[0], Basis.REGISTER, f"{best[1]}: “{best[2]}”", asset.entries)


def _age(asset: Asset) -> Appraisal:
    year = oldest_year(asset.built)
    if year is None:
        why = f"no year can be read from “{asset.built}”" if asset.built else "no register dates it"
        return Appraisal(AGE, None, Basis.NOTHING, f"not assessed: {why}")
    value = next(value for before, value in scales().age_steps if year < before)
    stood = f"{-year} BC" if year < 0 else f"{year}"
    return Appraisal(AGE, value, Basis.REGISTER, f"its oldest part stood by {stood}: “{asset.built}”", asset.entries)


def _rarity(asset: Asset, counts: Counts) -> Appraisal:
    kind = kind_of(asset)
    value = rarity(kind, counts)
    if value is None:
        why = "it has no date to count it by" if not kind[1] else "too few assets to compare it with"
        return Appraisal(RARITY, None, Basis.NOTHING, f"not assessed: {why}")
    count = counts.kinds[kind]
    number = "the only one" if count <= 1 else f"one of {count}"
    said = f"{number} of its kind and age ({kind[0].replace('_', ' ')}, {kind[1]}) among {counts.whole} assets"
    return Appraisal(RARITY, value, Basis.COMPUTED, said)
