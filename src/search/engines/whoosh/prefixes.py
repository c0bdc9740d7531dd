"""The forms that the prefixes of a query stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...leaves import leaves
from ...model import Field, Prefix, Query
from .schema import FORMS
from .state import State


def expand(state: State, query: Query, limit: int) -> dict[Prefix, Sequence[str] | None]:
    """The forms that each prefix of a query stands for, None for all that begin so: of all together the `limit` most
    frequent ones."""
    prefixes = list(dict.fromkeys(leaf for leaf in leaves(query) if isinstance(leaf, Prefix)))
    lists = [
        (i, segment.terms(FORMS[field], prefix.text))
        for i, prefix in enumerate(prefixes)
        for segment in state.segments
        for field in (tuple(Field) if prefix.field is None else (prefix.field,))
    ]
    if sum(len(terms.counts) for _, terms in lists) <= limit:
        return dict.fromkeys(prefixes)
    counts: Counter[tuple[str, int]] = Counter()
    for i, terms in lists:
        for form, count in zip(terms.texts(), terms.counts.tolist(), strict=True):
            counts[form, i] += count
    kept = sorted(counts, key=lambda pair: (-counts[pair], pair))[:limit] if len(counts) > limit else counts
    forms: dict[Prefix, list[str]] = {prefix: [] for prefix in prefixes}
    for form, i in kept:
        forms[prefixes[i]].append(form)
    return dict(forms)
