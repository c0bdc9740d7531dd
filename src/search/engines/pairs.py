"""Words that stand side by side in a query."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ..model import Field, Query, Term


class Pair(NamedTuple):
    """Stems of which one follows the other, and the fields in which both are asked for."""

    first: str
    second: str
    fields: tuple[Field, ...]


def neighbours_of(parts: Sequence[Query]) -> list[Pair]:
    """The pairs of words among alternatives, in order, each once. What stands between two words parts them, and words
    that were added to what was typed have no neighbours."""
    pairs: dict[Pair, None] = {}
    for first, second in pairwise(parts):
        if isinstance(first, Term) and isinstance(second, Term) and first.weight == second.weight == 1.0:
            fields = tuple(field for field in Field if first.field in (None, field) and second.field in (None, field))
            if fields:
                pairs[Pair(first.stem, second.stem, fields)] = None
    return list(pairs)
