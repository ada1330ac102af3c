"""A whole R*Tree from its points at once, in the tables of SQLite's rtree module.

"Sort, tile, recurse" (Leutenegger, Lopez, Edgington 1997): the boxes of a packed tree hardly overlap. The tables are
described at the head of SQLite's rtree.c: a node is a big-endian blob of depth (the root's only), number of cells, and
for each cell a number (row or child node) and its bounds as 32-bit floats, rounded outwards.
"""

import itertools
import math
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NODE_BYTES = 1228
"""Of a two-dimensional tree in pages of 4,096 bytes: room for 51 cells."""
FILLED = 46
"""Cells of a node: nine tenths, so that a later insert does not split every node it meets."""
SHRUNK, GROWN = 1.0 - 1.0 / 8388608.0, 1.0 + 1.0 / 8388608.0
"""What SQLite multiplies a coordinate by where 32 bits fell on the wrong side of it."""

AT_A_TIME = 50_000

SIDES = ("minx", "maxx", "miny", "maxy")
CELL = np.dtype([("id", ">i8"), *((side, ">f4") for side in SIDES)])

Cells = NDArray[np.void]
"""Elements of `CELL`: a number and its bounds."""
Box = tuple[int, float, float, float, float]
"""Row, west, east, south, north."""


@dataclass(frozen=True, slots=True)
class PackedTree:
    """The rows of the three tables behind an R*Tree."""

    nodes: list[tuple[int, bytes]]
    rows: list[tuple[int, int]]
    """(row, the leaf it stands in)."""
    parents: list[tuple[int, int]]


def cells_of(boxes: Sequence[Box]) -> Cells:
    """Boxes as a tree holds them: each bound the nearest 32-bit number outside."""
    exact = np.array(boxes, dtype=[("id", "i8"), *((side, "f8") for side in SIDES)])
    cells = np.empty(len(boxes), CELL)
    cells["id"] = exact["id"]
    for side in SIDES:
        cells[side] = _rounded(exact[side], up=side.startswith("max"))
    return cells


def cells_of_all(boxes: Iterable[Box]) -> Cells:
    """The same of any number of boxes as they come, a few at a time; bounds of 32 bits stay as they are."""
    rows = iter(boxes)
    whole = bytearray()
    while chunk := list(itertools.islice(rows, AT_A_TIME)):
        # Joining arrays would turn their bytes round to this machine's order.
        whole += cells_of(chunk).tobytes()
    return np.frombuffer(whole, CELL)


def _rounded(values: NDArray[np.float64], up: bool) -> NDArray[np.float32]:
    near = values.astype(np.float32)
    wrong = near < values if up else near > values
    away = (values < 0) != up
    return np.where(wrong, (values * np.where(away, GROWN, SHRUNK)).astype(np.float32), near)


def packed(cells: Cells) -> PackedTree:
    """The tree over these cells."""
    levels = [_tiled(cells)]
    while len(levels[-1]) > 1:
        levels.append(_tiled(_boxes(levels[-1])))
    first = _first_numbers([len(level) for level in levels])
    tree = PackedTree([], [], [])
    for depth, level in enumerate(levels):
        for number, node in enumerate(level, first[depth]):
            if depth:
                node["id"] += first[depth - 1]
                tree.parents.extend((child, number) for child in node["id"].tolist())
            else:
                tree.rows.extend((row, number) for row in node["id"].tolist())
            tree.nodes.append((number, _blob(node, depth if len(level) == 1 else 0)))
    return tree


def _first_numbers(sizes: Sequence[int]) -> list[int]:
    """The number of the first node on each level: the root, which stands alone on the last, is number 1."""
    return [1 + sum(sizes[depth + 1 :]) for depth in range(len(sizes))]


def _tiled(cells: Cells) -> list[Cells]:
    """The cells, neighbours together, a node's fill at a time."""
    nodes = max(1, math.ceil(len(cells) / FILLED))
    strip = math.ceil(math.sqrt(nodes)) * FILLED
    x = cells["minx"].astype(np.float64) + cells["maxx"]
    y = cells["miny"].astype(np.float64) + cells["maxy"]
    by_x = np.lexsort((cells["id"], y, x))
    strips = np.empty(len(cells), np.int64)
    strips[by_x] = np.arange(len(cells)) // strip
    ordered = cells[np.lexsort((cells["id"], y, strips))]
    return [ordered[at : at + FILLED] for at in range(0, max(1, len(cells)), FILLED)]


def _boxes(nodes: Sequence[Cells]) -> Cells:
    """One cell for each node: its place among them, and bounds that hold all of its cells."""
    boxes = np.empty(len(nodes), CELL)
    boxes["id"] = np.arange(len(nodes))
    starts = np.cumsum([0, *(len(node) for node in nodes[:-1])])
    together = np.concatenate(list(nodes))
    for side in SIDES:
        reduce = np.maximum if side.startswith("max") else np.minimum
        boxes[side] = reduce.reduceat(together[side].astype(np.float32), starts)
    return boxes


def _blob(cells: Cells, depth: int) -> bytes:
    return (struct.pack(">HH", depth, len(cells)) + cells.tobytes()).ljust(NODE_BYTES, b"\0")
