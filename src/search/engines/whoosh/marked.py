"""Releases that are known by their ids to pass a filter, though nothing in the index says so."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from .folding import finding
from .state import State
from .terms import Mask


class Marked:
    """Such releases of one state. They are looked up with the first search that asks for them."""

    def __init__(self, ids: Iterable[str] = ()) -> None:
        """Ids that the state does not have are passed over; `ids` can be gone through more than once."""
        self._ids = ids
        self._mask: Mask | None = None

    def mask(self, state: State) -> Mask:
        """They as a mask, which is not to be changed; `state` is always the same."""
        if self._mask is None:
            ids = tuple(self._ids)
            find = finding(state, len(ids))
            mask: Mask = np.zeros(state.size, np.bool_)
            mask[[number for each in ids if (number := find(each)) is not None]] = True
            self._mask = mask
        return self._mask
