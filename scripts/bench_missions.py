"""Measure the planning of missions: benchmark instances beside OR-Tools, and a large mission.

`top`: team orienteering, Chao, Golden and Wasil (1996), sets 4 to 7, where ../shared/data/top_chao.jsonl is at hand;
the same seconds for both, on all cores. `best_seen` are values that others used as upper bounds. OR-Tools is no
dependency: pip install ortools. `large`: 500 sites, 4 teams, 10 days.

    python scripts/bench_missions.py top [--seconds 10] [--every 8]
    python scripts/bench_missions.py large [--seconds 10]
"""

import argparse
import dataclasses
import json
import math
import random
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from tutela.missions.routes import Effort, Errand, Tour, best_tours, estimated_travel, faults_of, plan_mission
from tutela.model.geometry import Position
from tutela.model.missions import Hours, Member, Mission, Permission, Site, Team

INSTANCES = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "top_chao.jsonl"
SCALE = 100
"""Units per unit of length: lengths are rounded up, so that no tour is too long."""
CORES = 2


def instances(every: int) -> list[dict[str, Any]]:
    """All with a known value, and every so many of the others of sets 4 to 7."""
    read = [json.loads(line) for line in INSTANCES.read_text("utf-8").splitlines()]
    sets = [one for one in read if one["name"][:2] in ("p4", "p5", "p6", "p7")]
    known = [one for one in sets if one.get("best_seen")]
    return known + [one for one in sets if not one.get("best_seen")][::every]


def lengths(instance: dict[str, Any]) -> "np.ndarray[Any, Any]":
    points = instance["points"]
    return np.array([[math.ceil(math.dist(one[:2], other[:2]) * SCALE - 1e-6) for other in points] for one in points])


def by_tutela(instance: dict[str, Any], seconds: float) -> float:
    points, longest = instance["points"], int(instance["tmax"] * SCALE + 1e-6)
    tours = [Tour(0, len(points) - 1, 0, longest, longest)] * instance["vehicles"]
    window = (((0, longest),),) * instance["vehicles"]
    errands = [Errand(row, point[2], 0, window) for row, point in enumerate(points) if point[2] > 0]
    made = best_tours(errands, tours, lengths(instance), Effort(seconds, searches=CORES))
    return sum(errands[one.errand].value for tour in made for one in tour)


def by_ortools(instance: dict[str, Any], seconds: float) -> float:
    """OR-Tools with as many processes as cores, each with its own way of searching; the better one counts."""
    with ProcessPoolExecutor(CORES) as pool:
        return max(pool.map(partial(_one_search, instance, seconds), ("GUIDED_LOCAL_SEARCH", "TABU_SEARCH")))


def _one_search(instance: dict[str, Any], seconds: float, way: str) -> float:
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    points, matrix = instance["points"], lengths(instance).tolist()
    longest, last = int(instance["tmax"] * SCALE + 1e-6), len(points) - 1
    count = instance["vehicles"]
    manager = pywrapcp.RoutingIndexManager(len(points), count, [0] * count, [last] * count)
    routing = pywrapcp.RoutingModel(manager)
    transit = routing.RegisterTransitCallback(
        lambda one, other: matrix[manager.IndexToNode(one)][manager.IndexToNode(other)]
    )
    # Without a cost of the way its searches are blind to shorter tours, which leave room for more.
    routing.SetArcCostEvaluatorOfAllVehicles(transit)
    routing.AddDimension(transit, 0, longest, True, "length")
    for row in range(1, last):
        routing.AddDisjunction([manager.NodeToIndex(row)], int(points[row][2] * longest))
    search = pywrapcp.DefaultRoutingSearchParameters()
    search.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    search.local_search_metaheuristic = getattr(routing_enums_pb2.LocalSearchMetaheuristic, way)
    search.time_limit.FromMilliseconds(int(seconds * 1000))
    found = routing.SolveWithParameters(search)
    if found is None:
        return 0.0
    visited = 0.0
    for row in range(1, last):
        index = manager.NodeToIndex(row)
        if found.Value(routing.NextVar(index)) != index:
            visited += points[row][2]
    return visited


def top(seconds: float, every: int) -> None:
    ours = theirs = 0.0
    behind = reached = known = 0
    print(f"{'instance':10}{'best seen':>10}{'Tutela':>9}{'OR-Tools':>9}")
    for instance in instances(every):
        mine, other = by_tutela(instance, seconds), by_ortools(instance, seconds)
        best = instance.get("best_seen") or 0
        known += bool(best)
        reached += bool(best) and mine >= best
        ours, theirs, behind = ours + mine, theirs + other, behind + (mine < other)
        print(f"{instance['name']:10}{best or '':>10}{mine:>9.0f}{other:>9.0f}", flush=True)
    print(
        f"sum: Tutela {ours:.0f}, OR-Tools {theirs:.0f}; behind in {behind}; known values reached: {reached} of {known}"
    )


def large(seconds: float) -> None:
    """500 sites over 150 km, four teams, ten days, two opening stretches for a third, half the days for a quarter."""
    choice = random.Random(1)
    base = Position(39.8, 46.8)
    teams = tuple(Team(f"Team {name}", (Member("Leader"),), base, base) for name in "ABCD")
    days = tuple(f"2026-05-{day:02}" for day in range(4, 14))
    mission = Mission("mis_1", "Large", "to see", teams=teams, days=days)
    sites = [_site(number, mission, choice) for number in range(500)]
    router = partial(estimated_travel, speed_kmh=40.0, terrain_factor=1.4)
    begin = time.perf_counter()
    plan = plan_mission(mission, sites, router, Effort(seconds, searches=CORES))
    took = time.perf_counter() - begin
    faults = faults_of(plan, mission, sites, router)
    made = f"{len(plan.stops)} stops, worth {plan.value:.1f}, {took:.1f} s, {len(faults)} faults"
    print(f"500 sites, 4 teams, 10 days: {made}")


def _site(number: int, mission: Mission, choice: random.Random) -> Site:
    position = Position(39.8 + choice.uniform(-0.7, 0.7), 46.8 + choice.uniform(-0.9, 0.9))
    hours = (Hours(540, 720), Hours(840, 1080)) if number % 3 == 0 else (Hours(360, 1200),)
    permitted = [day for day in mission.days if number % 4 or choice.random() < 0.5]
    given = tuple(
        Permission(f"ast_{number}", team.name, day, hours if day in permitted else ())
        for day in mission.days
        for team in mission.teams
    )
    site = Site(f"ast_{number}", f"Site {number}", position, choice.random(), choice.choice((30, 60, 75, 150)))
    return dataclasses.replace(site, permissions=given)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["top", "large"])
    parser.add_argument("--seconds", type=float, default=10.0, help="for each search")
    parser.add_argument("--every", type=int, default=8, help="with `top`: every so many of the others")
    given = parser.parse_args()
    if given.what == "large":
        large(given.seconds)
    else:
        top(given.seconds, given.every)


if __name__ == "__main__":
    main()
