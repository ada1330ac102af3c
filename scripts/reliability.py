"""How often claims of a score are right: a calibration for the readers' deciders, and its picture.

Scores and outcomes are of held-out stories: no claim is judged by weights that saw its story.
"""

import itertools
from collections.abc import Sequence
from pathlib import Path

BINS = 25
"""Equally full bins of scores before neighbours are pooled: some 40 claims each on the English corpus. Fewer would hide
that the surest claims are surer than the rest."""
RISE = 1e-4
"""Least rise between two points, so that two scores never become one and no order is lost."""

Point = tuple[float, float]


def calibration(scores: Sequence[float], right: Sequence[bool]) -> list[Point]:
    """(score, share of right claims) at the middle of each bin, never falling; pooled where neighbours would fall."""
    ranked = sorted(zip(scores, right, strict=True))
    size = max(1, len(ranked) // BINS)
    bins = [ranked[at : at + size] for at in range(0, len(ranked) - size + 1, size)]
    pooled: list[list[float]] = []  # [sum of scores, right, count]
    for group in bins:
        pooled.append([sum(score for score, _ in group), sum(hit for _, hit in group), len(group)])
        while len(pooled) > 1 and pooled[-2][1] / pooled[-2][2] >= pooled[-1][1] / pooled[-1][2]:
            last = pooled.pop()
            pooled[-1] = [one + other for one, other in zip(pooled[-1], last, strict=True)]
    points = [(round(total / count, 4), round(hits / count, 4)) for total, hits, count in pooled]
    lowest, highest = points[0], points[-1]
    ends = [(0.0, round(min(lowest[1], lowest[0] or 1.0) / 2, 4)), *points]
    if highest[0] < 1:
        # Beyond the last bin nothing was measured: it rises no further than the bin itself, but for the order's sake.
        ends.append((1.0, round(highest[1] + RISE, 4)))
    return [ends[0], *((x, max(y, ends[n][1] + RISE)) for n, (x, y) in enumerate(ends[1:]))]


def told(name: str, scores: Sequence[float], right: Sequence[bool], points: Sequence[Point]) -> None:
    """Print how well the calibrated score keeps its word."""
    calibrated = [at(points, score) for score in scores]
    print(f"{name}: reliability over {len(scores)} held-out claims")
    for low in (0.0, 0.2, 0.4, 0.6, 0.7, 0.8):
        high = {0.0: 0.2, 0.2: 0.4, 0.4: 0.6, 0.6: 0.7, 0.7: 0.8, 0.8: 1.01}[low]
        inside = [(score, hit) for score, hit in zip(calibrated, right, strict=True) if low <= score < high]
        if inside:
            mean = sum(score for score, _ in inside) / len(inside)
            share = sum(hit for _, hit in inside) / len(inside)
            print(f"  says {low:.1f}-{high:.1f}: {len(inside):4d} claims, mean score {mean:.2f}, right {share:.2f}")


def at(points: Sequence[Point], score: float) -> float:
    """The share at a score, between the points in a straight line."""
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if score <= x1:
            return y0 + (y1 - y0) * (score - x0) / (x1 - x0)
    return points[-1][1]


def draw(path: Path, title: str, scores: Sequence[float], right: Sequence[bool], points: Sequence[Point]) -> None:
    """A reliability diagram as SVG: score said, share right, one circle per tenth, its size the number of claims."""
    calibrated = [at(points, score) for score in scores]
    side, edge = 320, 44

    def place(x: float, y: float) -> tuple[float, float]:
        return edge + x * side, edge + (1 - y) * side

    parts = []
    for tenth in range(10):
        inside = [n for n, score in enumerate(calibrated) if tenth / 10 <= score < (tenth + 1) / 10]
        if inside:
            mean = sum(calibrated[n] for n in inside) / len(inside)
            share = sum(right[n] for n in inside) / len(inside)
            x, y = place(mean, share)
            radius = 3 + len(inside) ** 0.5 / 2
            said = f"{len(inside)} claims said {mean:.2f}, {share:.2f} right"
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"><title>{said}</title></circle>')
    marks = "".join(
        f'<text x="{place(v, 0)[0]:.0f}" y="{place(0, 0)[1] + 18:.0f}" text-anchor="middle">{v:.1f}</text>'
        f'<text x="{edge - 8}" y="{place(0, v)[1] + 4:.0f}" text-anchor="end">{v:.1f}</text>'
        for v in (0, 0.2, 0.4, 0.6, 0.8, 1)
    )
    (x0, y0), (x1, y1) = place(0, 0), place(1, 1)
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side + 2 * edge} {side + 2 * edge + 12}" role="img">'
        f"<title>{title}</title><desc>Share of right claims for each score, on held-out stories; on the line the score "
        "keeps its word.</desc><style>text{font:12px sans-serif;fill:#444}circle{fill:#1b4a72;fill-opacity:.75}"
        "line{stroke:#999}</style>"
        f'<rect width="100%" height="100%" fill="#fff"/><line x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}"/>'
        f'<line x1="{x0}" y1="{y0}" x2="{x1}" y2="{y0}"/><line x1="{x0}" y1="{y0}" x2="{x0}" y2="{y1}"/>'
        f'{marks}{"".join(parts)}<text x="{x0}" y="{edge - 18}">{title}</text>'
        f'<text x="{edge + side / 2}" y="{side + 2 * edge + 6}" text-anchor="middle">score of the claim</text></svg>\n',
        "utf-8",
    )
