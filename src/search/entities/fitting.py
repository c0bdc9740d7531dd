"""Logistic regression with an L2 prior, by Newton's method: a few dozen weights, a few thousand examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..model import Kind


@dataclass(frozen=True, slots=True)
class Example:
    """Signs of one kind for one name, whether the name is of that kind, and what the example weighs."""

    kind: Kind
    signs: dict[str, float]
    right: bool
    weight: float = 1.0


def fit(examples: Sequence[Example], *, prior: float = 1.0, rounds: int = 50) -> dict[str, float]:
    """The weight of each sign. `prior` is the precision of the normal prior of each, with mean 0.

    Iteratively reweighted least squares (McCullagh and Nelder, 1989), until no weight moves by a thousandth.
    """
    names = sorted({name for example in examples for name in example.signs})
    table = np.array([[example.signs.get(name, 0.0) for name in names] for example in examples])
    right = np.array([example.right for example in examples], dtype=float)
    share = np.array([example.weight for example in examples])
    found = np.zeros(len(names))
    for _ in range(rounds if examples else 0):
        chance = 1 / (1 + np.exp(-np.clip(table @ found, -30, 30)))
        slope = table.T @ (share * (right - chance)) - prior * found
        curve = (table * (share * chance * (1 - chance))[:, None]).T @ table + prior * np.eye(len(names))
        step = np.linalg.solve(curve, slope)
        found = found + step
        if np.abs(step).max() < 1e-3:
            break
    return {name: round(float(value), 3) for name, value in zip(names, found, strict=True)}
