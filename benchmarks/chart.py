"""The chart: time of the whole work against the number of releases, both on logarithmic axes, as plain SVG.

It has its own colours for light and dark surroundings, and names each line at its end, so that it needs no legend.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

from .peers.base import FULL, PLAIN
from .report import LABELS
from .results import Results

WIDTH, HEIGHT = 720, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 130, 48, 52

_STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #24292f } .title { font-weight: 600; font-size: 15px }
  .grid { stroke: #d0d7de } .line { fill: none; stroke-width: 2.5 } .siaran { stroke-width: 4 }
  .c0 { stroke: #0b62a8 } .c1 { stroke: #a33b00 } .c2 { stroke: #1a7f37 } .c3 { stroke: #8250df }
  .c4 { stroke: #6e7781 }
  .d0 { fill: #0b62a8 } .d1 { fill: #a33b00 } .d2 { fill: #1a7f37 } .d3 { fill: #8250df } .d4 { fill: #6e7781 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .grid { stroke: #3d444d }
    .c0 { stroke: #58a6ff } .c1 { stroke: #f0883e } .c2 { stroke: #56d364 } .c3 { stroke: #bc8cff }
    .c4 { stroke: #9198a1 }
    .d0 { fill: #58a6ff } .d1 { fill: #f0883e } .d2 { fill: #56d364 } .d3 { fill: #bc8cff } .d4 { fill: #9198a1 }
  }
"""

Line = Sequence[tuple[int, float]]


def lines_of(results: Mapping[int, Results]) -> dict[str, Line]:
    """Median ms of the whole work of each engine by size, siaran as it is."""
    found: dict[str, list[tuple[int, float]]] = {}
    for size, result in sorted(results.items()):
        for name, works in result.get("search", {}).get("engines", {}).items():
            if name != PLAIN and works.get(FULL, {}).get("warm"):
                found.setdefault(name, []).append((size, works[FULL]["warm"]["p50"]))
    return dict(found)


def chart(lines: Mapping[str, Line]) -> str:
    """The SVG. `lines` must not be empty."""
    sizes = [size for line in lines.values() for size, _ in line]
    times = [ms for line in lines.values() for _, ms in line]
    across = _Scale(min(sizes), max(sizes), _LEFT, WIDTH - _RIGHT)
    up = _Scale(min(times), max(times), HEIGHT - _BOTTOM, _TOP)
    title = "Top 10 with snippets and five facets: median time by size of the archive"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t d">',
        f'<title id="t">{escape(title)}</title>',
        f'<desc id="d">{escape(_in_words(lines))}</desc>',
        f"<style>{_STYLE}</style>",
        f'<text x="{_LEFT}" y="22" class="title">{escape(title)}</text>',
    ]
    for value in up.ticks():
        y = up.at(value)
        parts.append(f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:g} ms</text>')
    for size in sorted(set(sizes)):
        x = across.at(size)
        parts.append(f'<text x="{x:.1f}" y="{HEIGHT - _BOTTOM + 24}" text-anchor="middle">{size:,}</text>')
    parts.append(f'<text x="{(_LEFT + WIDTH - _RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">releases</text>')
    ends = _spread({name: up.at(line[-1][1]) for name, line in lines.items()})
    for name, line in lines.items():
        parts += _drawn(name, line, across, up, ends[name])
    return "\n".join([*parts, "</svg>", ""])


def _drawn(name: str, line: Line, across: _Scale, up: _Scale, label: float) -> list[str]:
    number = [each for each in LABELS if each != PLAIN].index(name)
    points = [(across.at(size), up.at(ms)) for size, ms in line]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    strong = " siaran" if name == "siaran" else ""
    x = points[-1][0]
    return [
        f'<polyline class="line c{number}{strong}" points="{path}"/>',
        *(f'<circle class="d{number}" cx="{px:.1f}" cy="{py:.1f}" r="4"/>' for px, py in points),
        f'<text class="d{number}" x="{x + 10:.1f}" y="{label + 4:.1f}">{escape(LABELS[name])} {line[-1][1]:.3g}</text>',
    ]


def _in_words(lines: Mapping[str, Line]) -> str:
    return "; ".join(
        f"{LABELS[name]}: " + ", ".join(f"{ms:.3g} ms at {size:,}" for size, ms in line) for name, line in lines.items()
    )


def _spread(places: Mapping[str, float], apart: float = 16.0) -> dict[str, float]:
    """Labels moved down where they would cover each other."""
    moved: dict[str, float] = {}
    last = -math.inf
    for name, y in sorted(places.items(), key=lambda pair: pair[1]):
        last = max(y, last + apart)
        moved[name] = last
    return moved


class _Scale:
    """A logarithmic axis from `low` at `start` to `high` at `end`."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self._low, self._high = math.log10(low), math.log10(high)
        self._start, self._end = start, end

    def at(self, value: float) -> float:
        if self._high == self._low:
            return (self._start + self._end) / 2
        return self._start + (self._end - self._start) * (math.log10(value) - self._low) / (self._high - self._low)

    def ticks(self) -> list[float]:
        """1, 2, 5 a decade; the powers of ten alone where those are many."""
        digits = (1, 2, 5) if self._high - self._low < 1.5 else (1,)
        decades = range(math.floor(self._low), math.ceil(self._high) + 1)
        return [d * 10.0**e for e in decades for d in digits if self._low <= math.log10(d * 10.0**e) <= self._high]
