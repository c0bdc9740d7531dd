"""Why a release is among the results, in few words. What is the same for every one is said once, above them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..explaining import typed
from ..model import Field, Leaf
from ..reasons import Reason, ReasonKind


@dataclass(frozen=True, slots=True)
class Found:
    """A word of the search that a release has: `times` in all, `in_title` of them in its title. `match` says what was
    counted: all forms of the word, the form itself, or what begins with it, which is not counted."""

    match: ReasonKind
    word: str
    times: int
    in_title: int


@dataclass(frozen=True, slots=True)
class Why:
    """What speaks for a release: its words and pairs of neighbours, what counts most first."""

    words: tuple[Found, ...]
    neighbours: tuple[str, ...]


def why(reasons: Sequence[Reason]) -> Why:
    """Told from the parts of its score."""
    ordered = sorted(reasons, key=lambda reason: -reason.score)
    beside = [reason for reason in ordered if reason.kind is ReasonKind.NEIGHBOURS]
    return Why(tuple(_words(ordered)), tuple(" ".join(map(typed, reason.leaves)) for reason in beside))


def _words(reasons: Iterable[Reason]) -> Iterator[Found]:
    told: dict[Leaf, Found] = {}
    # That a word stands there as it was typed is told only where it stands there in other forms, too.
    for reason in sorted(reasons, key=lambda reason: reason.kind is ReasonKind.FORM):
        if reason.kind is ReasonKind.NEIGHBOURS:
            continue
        (leaf,) = reason.leaves
        counts = {each.field: each.count for each in reason.fields}
        found = Found(reason.kind, typed(leaf), sum(counts.values()), counts.get(Field.TITLE, 0))
        known = told.get(leaf)
        if known is None or (found.match is ReasonKind.FORM and found.times < known.times):
            told.setdefault(leaf, found)
            yield found
