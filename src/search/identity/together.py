"""All names of an archive joined at once: in one pass keys are found, and only names that share some are looked at."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping

import numpy as np
import numpy.typing as npt

from .joining import joins_of, looked_up
from .looking import keys_of
from .store import Store

_Numbers = npt.NDArray[np.int64]


def join_all(store: Store) -> None:
    """Give all names their keys, and join those that share some."""
    held, sharing = _Pairs(), _Sharing()
    touched: set[int] = set()
    for name in store.all_names():
        own = keys_of(name)
        held.add(name.node, own)
        sought = looked_up(name, own)
        if sought is None:
            touched.add(name.node)
        else:
            sharing.add(name.node, sought.either, sought.all)
    keys, nodes = held.ascending()
    store.find_all_by(zip(keys.tolist(), nodes.tolist(), strict=True))
    for node in sorted(touched | sharing.nodes(keys)):
        (name,) = store.named((node,))
        store.join(node, joins_of(name, store))


class _Pairs:
    """Keys and the names that have them."""

    def __init__(self) -> None:
        self._keys, self._nodes = array("q"), array("q")

    def add(self, node: int, keys: Collection[int]) -> None:
        self._keys.extend(keys)
        self._nodes.extend([node] * len(keys))

    def ascending(self) -> tuple[_Numbers, _Numbers]:
        keys, nodes = np.array(self._keys, np.int64), np.array(self._nodes, np.int64)
        order = np.lexsort((nodes, keys))
        return keys[order], nodes[order]


class _Sharing:
    """Names that look for keys that others may have."""

    def __init__(self) -> None:
        self._either, self._own, self._seekers = array("q"), array("b"), array("q")
        self._all, self._ends, self._needing = array("q"), array("q"), array("q")

    def add(self, node: int, either: Mapping[int, bool], every: Collection[int]) -> None:
        self._either.extend(either)
        self._own.extend(either.values())
        self._seekers.extend([node] * len(either))
        if every:
            self._all.extend(every)
            self._ends.append(len(self._all))
            self._needing.append(node)

    def nodes(self, keys: _Numbers) -> set[int]:
        """Those of which another has any of the one keys, or others have each of the other; `keys` are those of all
        names, ascending."""
        any_held = _times(keys, self._either) > np.array(self._own, np.int64)
        found = set(np.array(self._seekers, np.int64)[any_held].tolist())
        if self._needing:
            starts = np.concatenate(([0], np.array(self._ends, np.int64)[:-1]))
            least = np.minimum.reduceat(_times(keys, self._all), starts)
            found.update(np.array(self._needing, np.int64)[least > 1].tolist())
        return found


def _times(keys: _Numbers, wanted: array[int]) -> _Numbers:
    """How often each number stands among ascending ones."""
    numbers = np.array(wanted, np.int64)
    times: _Numbers = keys.searchsorted(numbers, "right") - keys.searchsorted(numbers, "left")
    return times
