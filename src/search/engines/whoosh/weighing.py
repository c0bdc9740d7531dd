"""What the leaves of a query score in given releases, by either ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ...model import Field, Query
from ..base import Ranking
from .neighbours import Neighbours
from .schema import FORMS
from .state import State
from .terms import Chosen, Mask, Scores


class Weighing:
    """A ranking of one state."""

    def __init__(self, state: State, ranking: Ranking) -> None:
        self._state = state
        self._ranking = ranking

    def forms(self, forms: Sequence[str], standing: Mapping[Field, Mask], chosen: Chosen) -> Scores:
        """The score of forms in releases where they stand together, which `standing` says for each field that was
        asked for; anything in the others."""
        scores = np.zeros(len(chosen))
        if self._ranking is Ranking.WHOOSH:  # only the fields count in which they stand together
            for field, mask in standing.items():
                for form in forms:
                    scores += mask * self._state.weight(FORMS, form, (field,), self._ranking).at(chosen)
            return scores
        for form in forms:
            scores += self._state.weight(FORMS, form, tuple(standing), self._ranking).at(chosen)
        return scores

    def neighbours(self, parts: Sequence[Query], chosen: Chosen) -> Scores:
        """What alternatives give beside their parts."""
        if self._ranking is Ranking.WHOOSH:
            return np.zeros(len(chosen))
        return Neighbours(self._state, parts).at(chosen.docs)
