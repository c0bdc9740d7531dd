"""Which releases are versions of one: the connected components of all pairs that `comparing.are_versions`.

Only what has changed is looked at. Releases that are new, and those whose group has lost a member, are paired with
their candidates and compared, unless they are connected already. Groups that nobody has left need no second look:
their pairs are what they were. So the groups are the same whatever was added and removed, and in whatever order.

Releases with the same key (`sketches.py`) are versions of one without a look, and count as one in all this, however
many they are. Where a release is like more than `candidates.MOST` others that are no versions of it, such as a day's
price, those that it is most like are compared, and only then may the order matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import numpy as np
import numpy.typing as npt

from ..recent import Recent
from .candidates import candidates
from .comparing import Text, are_versions
from .store import Rows

TEXTS = 256
"""Texts that are kept ready to be compared: some 100 KB each."""


def groups_after(
    rows: Rows, before: Mapping[int, int], unsettled: Iterable[int], text_of: Callable[[int], Text]
) -> list[list[int]]:
    """The rows of each group of several.

    `before` gives the groups that nobody has left, as a number for each of their rows; `unsettled` are the rows in none
    of them that have to be looked at.
    """
    connected = _Connected()
    leaders: dict[int, int] = {}
    for row, group in before.items():
        connected.join(leaders.setdefault(group, row), row)
    searched, asked = _same_texts(rows, np.array(sorted(unsettled), np.int64), connected)
    texts: Recent[Text] = Recent(TEXTS)

    def text(row: int) -> Text:
        return texts.get(row, lambda: text_of(row))

    pairs = candidates(rows.sketches, asked, searched)
    for one, other in zip(*(part.tolist() for part in pairs), strict=True):
        if not connected.are(one, other) and are_versions(text(one), text(other)):
            connected.join(one, other)
    return connected.groups()


def _same_texts(
    rows: Rows, unsettled: npt.NDArray[np.int64], connected: _Connected
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.int64]]:
    """Join unsettled rows with all that have the same key. Gives one row of each text, as a mask, and those of them
    that have to be compared: nobody with that text is settled."""
    having = np.flatnonzero(rows.live & (rows.keys != 0))
    _, first, text = np.unique(rows.keys[having], return_index=True, return_inverse=True)
    open_ = np.isin(having, unsettled)
    met = np.zeros(len(first), np.bool_)
    met[text[open_]] = True
    for row, same in zip(having[met[text]].tolist(), having[first[text[met[text]]]].tolist(), strict=True):
        connected.join(row, same)
    settled = np.zeros(len(first), np.bool_)
    settled[text[~open_]] = True
    searched = np.zeros(len(rows.ids), np.bool_)
    searched[having[first]] = True
    return searched, having[first[met & ~settled]]


class _Connected:
    """Rows joined one by one (disjoint sets, with the paths to their first ones kept short)."""

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self._top(one), self._top(other)))
        self._above[second] = self._above[first] = first

    def are(self, one: int, other: int) -> bool:
        return self._top(one) == self._top(other)

    def groups(self) -> list[list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for row in self._above:
            found[self._top(row)].append(row)
        return [sorted(group) for group in found.values() if len(group) > 1]

    def _top(self, row: int) -> int:
        while (above := self._above.get(row, row)) != row:
            self._above[row] = self._above.get(above, above)
            row = above
        return row
