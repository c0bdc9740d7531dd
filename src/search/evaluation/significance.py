"""How sure a mean over questions is, and a difference between two runs. Seeded: the same values, the same answer.

Confidence intervals are percentiles of the bootstrap (B. Efron and R. Tibshirani, "An Introduction to the
Bootstrap", 1993). Two runs are compared by Fisher's randomisation test on the paired differences, as M. Smucker,
J. Allan and B. Carterette recommend ("A comparison of statistical significance tests for information retrieval
evaluation", CIKM 2007).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

_CELLS = 4_000_000
"""Numbers drawn at a time, so that memory stays small."""


def interval(values: Values, *, level: float = 0.95, resamples: int = 2000, seed: int = 0) -> tuple[float, float]:
    """The bounds between which the mean lies with this confidence. Of one value: that value twice."""
    if not len(values):
        raise ValueError("an interval needs at least one value")
    random = np.random.default_rng(seed)
    step = max(1, _CELLS // len(values))
    means = np.concatenate(
        [
            values[random.integers(0, len(values), (min(step, resamples - begin), len(values)))].mean(axis=1)
            for begin in range(0, resamples, step)
        ]
    )
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def randomisation(differences: Values, *, permutations: int = 10_000, seed: int = 0) -> float:
    """Two-sided p: how often chance alone, which run each value belongs to, gives a sum as far from 0.

    1 where no difference is left; never below 1 / (`permutations` + 1).
    """
    moved = differences[differences != 0]
    if not len(moved):
        return 1.0
    random = np.random.default_rng(seed)
    reached, observed = 0, abs(moved.sum()) - 1e-12
    step = max(1, _CELLS // len(moved))
    for begin in range(0, permutations, step):
        signs = random.integers(0, 2, (min(step, permutations - begin), len(moved)), dtype=np.int8) * 2.0 - 1
        reached += int((np.abs(signs @ moved) >= observed).sum())
    return (reached + 1) / (permutations + 1)
