"""Numbers of words of a field's texts, and what the two formulas make of them for each release."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model import Field
from .. import scoring, whoosh_scoring

Values = npt.NDArray[np.float64]
Rough = npt.NDArray[np.float32]


class Lengths:
    """One field. Safe to use from several threads (what is computed late may be computed twice)."""

    def __init__(
        self, field: Field, exact: npt.NDArray[Any], mean: float, codes: Callable[[], npt.NDArray[np.uint8]]
    ) -> None:
        """`exact` numbers of words, their `mean`, and the bytes that Whoosh keeps of them."""
        self.field = field
        self.exact = exact
        self.mean = mean
        self._codes = codes

    @cached_property
    def shares(self) -> Values:
        """The `scoring.frequency` of one occurrence."""
        return scoring.frequency(self.field, np.ones(1), self.exact.astype(np.float64), self.mean)

    @cached_property
    def rough_shares(self) -> Rough:
        """`shares` in single precision."""
        return self.shares.astype(np.float32)

    @cached_property
    def norms(self) -> Values:
        """What `whoosh_scoring.scores` takes."""
        return whoosh_scoring.norms(self.mean)[self._codes()]

    @cached_property
    def rough_norms(self) -> Rough:
        """`norms` in single precision."""
        return self.norms.astype(np.float32)
