"""What is being typed, completed: the most frequent terms that begin so, without reading all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from ...model import Facet, Kind
from ..names import NO_NAMES, Group, Names
from .gathering import start_of
from .schema import FORMS, SPELT
from .segment import Terms
from .state import State
from .terms import places_of

_AT_FIRST = 64
"""Terms that are taken from each list at first, the most frequent ones."""


def forms_beginning(state: State, prefix: str, limit: int) -> list[Facet]:
    """Forms that begin with `prefix`, with the number of releases that have each in title or body."""
    fields = tuple(FORMS.values())
    lists = [segment.terms(field, prefix) for segment in state.segments for field in fields]
    return _most_frequent(lists, limit, str, lambda form: (form, _count(state, fields, form)))


def names_beginning(state: State, kind: Kind, prefix: str, limit: int, names: Names = NO_NAMES) -> list[Facet]:
    """Names of which a word begins with `prefix`, with the number of releases that have each; joined names as one."""
    lists = [segment.name_starts(kind, start_of(prefix)) for segment in state.segments]

    def shown(key: str) -> tuple[str, int]:
        if names.group(kind, key):
            return key, 0  # counted with its group
        spelt = _spellings(state, kind, key)
        best = min(spelt, key=lambda name: -_count(state, (SPELT[kind],), name)) if len(spelt) > 1 else spelt[0]
        return best, _count(state, (kind,), key)

    # In a segment that spells a name in two ways their counts add up: then the most frequent terms alone say nothing.
    varied = any(len(segment.spelt(kind).terms) != segment.distinct(kind) for segment in state.segments)
    single = _most_frequent(lists, limit, lambda term: _name_in(term).casefold(), shown, everything=varied)
    found = single + _groups(state, kind, names.beginning(kind, prefix), limit)
    return sorted(found, key=lambda facet: (-facet.count, facet.value))[:limit]


def _groups(state: State, kind: Kind, groups: Sequence[Group], limit: int) -> list[Facet]:
    """The `limit` most frequent groups of names."""
    best: list[Facet] = []
    for group in groups:
        if len(best) == limit and group.most is not None and group.most < best[-1].count:
            break  # so are all groups behind it
        count = _count(state, (kind,), *{name.casefold() for name in group.names})
        if count:
            best = sorted([*best, Facet(group.names[0], count)], key=lambda f: (-f.count, f.value))[:limit]
    return best


def _spellings(state: State, kind: Kind, key: str) -> list[str]:
    """How a name is spelt, ascending."""
    start = start_of(key) + "\0"
    names = {_name_in(term) for segment in state.segments for term in segment.name_starts(kind, start).texts()}
    return sorted(name for name in names if name.casefold() == key)


def _name_in(term: str) -> str:
    """The name in a term of `gathering.starts_of`."""
    return term.split("\0", 1)[1]


def _count(state: State, fields: Sequence[str], *terms: str) -> int:
    """How many releases have any of the terms in any of the fields."""
    places = [
        place for field in fields for term in terms for place in places_of(state.segments, state.bases, field, term)
    ]
    if len({place.base for place in places}) == len(places) and not state.some_removed:
        return sum(place.count for place in places)
    mask = np.zeros(state.size, np.bool_)
    for place in places:
        place.mark(mask)
    return int(np.count_nonzero(mask & state.live))


def _most_frequent(
    lists: Sequence[Terms],
    limit: int,
    key_of: Callable[[str], str],
    shown: Callable[[str], tuple[str, int]],
    everything: bool = False,
) -> list[Facet]:
    """The `limit` most frequent keys of the lists' terms. A key is in no more releases than its terms' counts add up
    to; `shown` gives what to show for it and the exact number, which may be 0.

    After R. Fagin, "Combining fuzzy information from multiple systems" (PODS 1996): the heads of the lists are taken,
    and longer ones while a term behind them might be among the most frequent.
    """
    taken = max((len(terms.counts) for terms in lists), default=0) if everything else _AT_FIRST
    while limit:
        heads = [_head(terms, taken) for terms in lists]
        behind = sum(least for _, least in heads)
        bounds: Counter[str] = Counter()
        for terms, (places, _) in zip(lists, heads, strict=True):
            for place in places:
                bounds[key_of(terms.text(place))] += int(terms.counts[place])
        best: list[Facet] = []
        for key, bound in bounds.most_common():
            if len(best) == limit and bound + behind < best[-1].count:
                break
            value, count = shown(key)
            if count:
                best = sorted([*best, Facet(value, count)], key=lambda facet: (-facet.count, facet.value))[:limit]
        if not behind or (len(best) == limit and best[-1].count > behind):
            return best
        taken *= 8
    return []


def _head(terms: Terms, count: int) -> tuple[list[int], int]:
    """Places of the `count` most frequent terms, and how frequent those behind them may be."""
    if len(terms.counts) <= count:
        return list(range(len(terms.counts))), 0
    order = np.argpartition(-terms.counts, count)
    return order[:count].tolist(), int(terms.counts[order[count]])
