"""A reliability diagram as SVG: confidence against the share that is right, over bars of how many there are.

Points are bins of equally many statements, with the interval that chance would leave 95 of 100 times; bars are
tenths of confidence. Colors follow the reader's light or dark theme.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt

from benchmarks.calibration import BINS, Bin, Judged

SIDE, LEFT, TOP, GAP, BARS = 320, 64, 16, 24, 72
WIDTH, HEIGHT = LEFT + SIDE + 24, TOP + SIDE + GAP + BARS + 56
BASE = TOP + SIDE + GAP + BARS

STYLE = """
  svg { color: #1f2328; font: 13px system-ui, sans-serif; }
  text { fill: currentColor; }
  .frame, .ideal { fill: none; stroke: currentColor; }
  .frame { stroke-opacity: 0.35; }
  .ideal { stroke-opacity: 0.6; stroke-dasharray: 4 4; }
  .bar { fill: currentColor; fill-opacity: 0.3; }
  .bin { fill: #0969da; stroke: #0969da; }
  .chance { stroke: #0969da; stroke-width: 1.5; }
  @media (prefers-color-scheme: dark) {
    svg { color: #e6edf3; }
    .bin { fill: #58a6ff; stroke: #58a6ff; }
    .chance { stroke: #58a6ff; }
  }
"""


def diagram(bins: Sequence[Bin], judged: Judged, title: str) -> str:
    """The SVG's text, ending in a newline."""
    body = "\n".join(f"  {line}" for part in (_frames(), _bars(judged), _points(bins)) for line in part)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" role="img" aria-label="{title}">\n'
        f"  <title>{title}</title>\n  <style>{STYLE}  </style>\n{body}\n</svg>\n"
    )


def _frames() -> Iterator[str]:
    yield f'<rect class="frame" x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}"/>'
    yield f'<path class="ideal" d="M{_x(0)} {_y(0)} L{_x(1)} {_y(1)}"/>'
    yield f'<path class="frame" d="M{LEFT} {BASE} H{LEFT + SIDE}"/>'
    for tick in range(0, 101, 20):
        yield _text(_x(tick / 100), BASE + 18, f"{tick / 100:.1f}", "middle")
        yield _text(LEFT - 8, _y(tick / 100) + 4, f"{tick}%", "end")
    yield _text(LEFT + SIDE / 2, BASE + 42, "confidence of a statement", "middle")
    yield _upright(TOP + SIDE / 2, "share that is right")
    yield _upright(BASE - BARS / 2, "statements")


def _bars(judged: Judged) -> Iterator[str]:
    counts = [0] * BINS
    for confidence, _ in judged:
        counts[min(BINS - 1, int(confidence * BINS))] += 1
    tallest, width = max([1, *counts]), SIDE / BINS
    for n, count in enumerate(counts):
        height, x = (BARS - 14) * count / tallest, LEFT + n * width
        yield (
            f'<rect class="bar" x="{x + 1:.1f}" y="{BASE - height:.1f}" width="{width - 2:.1f}" '
            f'height="{height:.1f}"/>'
        )
        if count:
            yield _text(x + width / 2, BASE - height - 3, str(count), "middle", 'font-size="10"')


def _points(bins: Sequence[Bin]) -> Iterator[str]:
    for one in bins:
        low, high = interval(one.right, one.count)
        x = _x(one.confidence)
        yield f'<path class="chance" d="M{x:.1f} {_y(low):.1f} V{_y(high):.1f}"/>'
        yield f'<circle class="bin" cx="{x:.1f}" cy="{_y(one.right):.1f}" r="4"/>'


def interval(share: float, count: int) -> tuple[float, float]:
    """The 95% interval of a share of `count` (Wilson 1927)."""
    z = 1.96
    middle = share + z * z / (2 * count)
    spread = z * sqrt(share * (1 - share) / count + (z / (2 * count)) ** 2)
    scale = 1 + z * z / count
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def _upright(y: float, words: str) -> str:
    return _text(-y, 16, words, "middle", 'transform="rotate(-90)"')


def _text(x: float, y: float, words: str, anchor: str, more: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" {more}'.rstrip() + f">{words}</text>"


def _x(share: float) -> float:
    return LEFT + SIDE * share


def _y(share: float) -> float:
    return TOP + SIDE * (1 - share)
