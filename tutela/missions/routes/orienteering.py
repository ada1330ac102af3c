"""The team orienteering problem with time windows: which errands several tours should take for the most value.

Solved by PyVRP (iterated local search over vehicle routes with optional, prized stops), behind one function. Times,
windows and travel are whole numbers of one unit, whatever it is.
"""

import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tutela.model.errors import SettingError

if TYPE_CHECKING:
    import numpy as np
    from pyvrp import ProblemData, Solution

PRIZE_UNIT = 100_000
"""Prize of the most valuable errand against a cost of 1 per unit of travel: value decides, travel breaks ties."""

NEVER = 100_000
"""Travel to where a tour may not go: longer than any tour."""

PENALTY = 10.0
"""How many times the greatest prize one unit of time too much may cost: with less, no prize is worth coming home for.
With PyVRP's own limit the best found of two stops, one of which fitted, was both, one minute too long."""

NEIGHBOURS = 30
"""Near stops a move tries; with PyVRP's 50 fewer moves fit into the time (p4.3.g of Chao et al., 6 s of processor
time: 653 against 645, p4.3.f: 579 against 568)."""

LEAPS = (25, 10)
"""Most changes at once when a search shakes its plan, in turn for searches side by side: PyVRP's own and a smaller one.
Neither is better everywhere (p4.2.d: 529 and 531 of 531; p4.3.g the same)."""

ADAPTING = 50
"""Solutions after which penalties are adapted; PyVRP's 500 are as many as a small mission needs in all."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A stop that may be made once."""

    place: int
    """Row of the travel matrix."""
    value: float
    service: int
    windows: tuple[tuple[tuple[int, int], ...], ...]
    """Per tour, the stretches in which the whole stop must lie; empty where that tour may not make it."""
    must: bool = False


@dataclass(frozen=True, slots=True)
class Tour:
    """One team on one day."""

    start: int
    end: int
    """Rows of the travel matrix."""
    earliest: int
    latest: int
    longest: int
    """Longest time from leaving to coming back."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to search; by iterations the result is the same on every machine."""

    seconds: float = 10.0
    iterations: int | None = None
    seed: int = 1
    searches: int = 1
    """Independent searches side by side, each with its own seed; the best counts."""


@dataclass(frozen=True, slots=True)
class Made:
    """An errand as a tour makes it."""

    errand: int
    begin: int
    end: int


def best_tours(
    errands: Sequence[Errand], tours: Sequence[Tour], travel: "np.ndarray[Any, Any]", effort: Effort
) -> tuple[tuple[Made, ...], ...]:
    """What each tour should take, in order; feasible always, and the best found.

    Args:
        travel: square matrix of whole numbers, from row to column; it need not be symmetric.

    Raises:
        SettingError: PyVRP is not installed.
    """
    possible = [number for number, one in enumerate(errands) if any(one.windows)]
    if not possible or not tours:
        return tuple(() for _ in tours)
    stretches = _stretches(errands, possible)
    data = _problem(errands, tours, travel, stretches)
    # PyVRP lets go of the interpreter's lock while it searches, so threads are enough to use several cores.
    with ThreadPoolExecutor(max(1, effort.searches)) as pool:
        found = list(pool.map(lambda number: _search(data, effort, number), range(max(1, effort.searches))))
    return _made(min(found, key=_worth), stretches, len(tours))


def _search(data: "ProblemData", effort: Effort, number: int) -> "Solution":
    """The best that one search finds, beginning with no stop at all, which keeps every rule."""
    pyvrp = _pyvrp()
    greatest = max(client.prize for client in data.clients())
    parameters = pyvrp.SolveParams(
        penalty=pyvrp.PenaltyParams(solutions_between_updates=ADAPTING, max_penalty=PENALTY * max(1, greatest)),
        neighbourhood=pyvrp.search.NeighbourhoodParams(num_neighbours=NEIGHBOURS),
        perturbation=pyvrp.search.PerturbationParams(max_perturbations=LEAPS[number % len(LEAPS)]),
    )
    stop = (
        pyvrp.stop.MaxIterations(effort.iterations)
        if effort.iterations is not None
        else pyvrp.stop.MaxRuntime(effort.seconds)
    )
    with warnings.catch_warnings():
        # It says that penalties reached their limit: the best found is feasible all the same, since it begins so.
        warnings.simplefilter("ignore")
        found: Solution = pyvrp.solve(
            data,
            stop,
            seed=effort.seed + number,
            collect_stats=False,
            params=parameters,
            initial_solution=pyvrp.Solution(data, []),
        ).best
    return found


def _worth(found: "Solution") -> tuple[float, int]:
    """More prizes are better, then less time under way."""
    return (-found.prizes(), found.duration())


def _pyvrp() -> Any:
    try:
        import pyvrp
        import pyvrp.search
        import pyvrp.stop
    except ImportError as error:
        raise SettingError("planning routes needs PyVRP.", "Install it: pip install 'tutela[mission]'") from error
    return pyvrp


@dataclass(frozen=True, slots=True)
class _Stretch:
    """An errand within one stretch of time, for the tours that may make it then."""

    errand: int
    start: int
    end: int
    tours: frozenset[int]


def _stretches(errands: Sequence[Errand], possible: Sequence[int]) -> list[_Stretch]:
    """Each errand once for every stretch that holds it; tours that share one share it."""
    found: list[_Stretch] = []
    for number in possible:
        errand = errands[number]
        tours_of: dict[tuple[int, int], set[int]] = {}
        for tour, windows in enumerate(errand.windows):
            for start, end in windows:
                if end - start >= errand.service:
                    tours_of.setdefault((start, end), set()).add(tour)
        found += [_Stretch(number, *window, frozenset(tours)) for window, tours in tours_of.items()]
    return found


def _problem(
    errands: Sequence[Errand], tours: Sequence[Tour], travel: "np.ndarray[Any, Any]", stretches: Sequence[_Stretch]
) -> "ProblemData":
    import numpy as np

    pyvrp = _pyvrp()
    ends = list(dict.fromkeys(place for tour in tours for place in (tour.start, tour.end)))
    rows = [*ends, *(errands[one.errand].place for one in stretches)]
    whole = np.ascontiguousarray(travel[np.ix_(rows, rows)].astype(np.int64))
    np.fill_diagonal(whole, 0)
    # Tours that may go to the same places share a matrix.
    profiles: dict[frozenset[int], int] = {}
    barred = [
        frozenset(place for place, one in enumerate(stretches, len(ends)) if tour not in one.tours)
        for tour in range(len(tours))
    ]
    for places in barred:
        profiles.setdefault(places, len(profiles))
    durations = [_barring(whole, places) for places in profiles]
    groups, members = _groups(stretches)
    problem: ProblemData = pyvrp.ProblemData(
        [pyvrp.Location(0, 0) for _ in rows],
        _clients(errands, stretches, len(ends), groups),
        [pyvrp.Depot(number) for number in range(len(ends))],
        [
            pyvrp.VehicleType(
                1,
                start_depot=ends.index(tour.start),
                end_depot=ends.index(tour.end),
                tw_early=tour.earliest,
                tw_late=tour.latest,
                shift_duration=tour.longest,
                unit_distance_cost=0,
                unit_duration_cost=1,
                profile=profiles[places],
            )
            for tour, places in zip(tours, barred, strict=True)
        ],
        durations,
        durations,
        [pyvrp.ClientGroup(one, required=False) for one in members],
    )
    return problem


def _barring(whole: "np.ndarray[Any, Any]", places: frozenset[int]) -> "np.ndarray[Any, Any]":
    """The matrix with no way to some places."""
    if not places:
        return whole
    barred = whole.copy()
    barred[:, list(places)] = NEVER
    for place in places:
        barred[place, place] = 0
    return barred


def _groups(stretches: Sequence[_Stretch]) -> tuple[dict[int, int], list[list[int]]]:
    """Errand -> its group, and the members of each group: an errand that stands several times is made once."""
    places: dict[int, list[int]] = {}
    for number, one in enumerate(stretches):
        places.setdefault(one.errand, []).append(number)
    several = {errand: numbers for errand, numbers in places.items() if len(numbers) > 1}
    return {errand: group for group, errand in enumerate(several)}, list(several.values())


def _clients(errands: Sequence[Errand], stretches: Sequence[_Stretch], first: int, groups: dict[int, int]) -> list[Any]:
    pyvrp = _pyvrp()
    unit = PRIZE_UNIT / (max(one.value for one in errands) or 1.0)
    # Worth more than all others together, and yet a plan remains where it cannot be done.
    must = sum(one.value for one in errands)
    clients = []
    for place, one in enumerate(stretches, first):
        errand = errands[one.errand]
        worth = errand.value + must if errand.must else errand.value
        clients.append(
            pyvrp.Client(
                place,
                service_duration=errand.service,
                tw_early=one.start,
                tw_late=one.end - errand.service,
                prize=round(worth * unit),
                required=False,
                group=groups.get(one.errand),
            )
        )
    return clients


def _made(best: "Solution", stretches: Sequence[_Stretch], tours: int) -> tuple[tuple[Made, ...], ...]:
    made: list[tuple[Made, ...]] = [()] * tours
    for route in best.routes():
        made[route.vehicle_type()] = tuple(
            Made(stretches[stop.idx].errand, stop.start_time, stop.end_time)
            for stop in route.schedule()
            if stop.is_client()
        )
    return tuple(made)
