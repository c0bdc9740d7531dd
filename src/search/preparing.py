"""What the writing process needs of a batch, made where the batch is made: bytes and arrays, which are quickly sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from .analysis import KnownStems
from .engines.base import Batch
from .engines.carried import Carried
from .language import Analyzer, Cut
from .model import Release

Prepare = Callable[[Sequence[Release], Cut, KnownStems, Analyzer], Any]
"""Makes what a companion's `take` is given of releases and their bodies; can be pickled, and so can what it makes."""

Elsewhere = Callable[..., Callable[[], None] | None]
"""Has another process do something, given as a function and what it is called with. Gives what waits for the end of it
and raises what it raised; None where there is no such process, and nothing has been done."""


@dataclass(frozen=True)
class Preparation:
    """Prepares batches for an engine and its companions, in any process."""

    carry: Callable[[Sequence[Release]], Carried]
    """How the engine wants releases."""
    companions: Mapping[str, Prepare]
    """By the companions' names."""

    def prepared(self, batch: Batch, bodies: Cut, known: KnownStems, analyzer: Analyzer) -> Batch:
        """The same batch, which holds no objects but those that are distinct in it. `bodies` are its releases',
        `known` the stems of its words."""
        made = {name: prepare(batch.releases, bodies, known, analyzer) for name, prepare in self.companions.items()}
        return replace(batch, releases=self.carry(batch.releases), prepared=made)


def stems_of(batch: Batch) -> KnownStems:
    """Looks up the stems that came with a batch."""

    @cache
    def stems() -> Mapping[str, str]:  # most who might ask do not
        return dict(zip(batch.forms, batch.stems, strict=True))

    return lambda forms: {form: stems()[form] for form in forms if form in stems()}
