"""The names of a text: all stretches with the same words are one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ..model import Kind
from .spans import Span
from .words import Words


@dataclass(slots=True)
class Name:
    """All stretches of a text with the same words, and what was found out about them.

    `others` are mentions by a short form that it shares with another name.
    """

    words: tuple[str, ...]
    spans: list[tuple[int, int]]
    others: tuple[tuple[int, int], ...] = ()
    kind: Kind | None = None
    place: int | None = None
    country: bool = False
    titled: bool = False
    acronym_of: Name | None = None
    parent: Name | None = None

    def root(self) -> Name:
        """The name that this one was joined to, at the end of the chain (which is shortened on the way)."""
        if self.parent is None:
            return self
        root = self
        while root.parent is not None:
            root = root.parent
        name = self
        while name.parent is not None and name.parent is not root:
            name.parent, name = root, name.parent
        return root

    def join(self, other: Name) -> None:
        """Makes this name another form of `other`."""
        mine, theirs = self.root(), other.root()
        if mine is not theirs:
            mine.parent = theirs


Names = dict[tuple[str, ...], Name]
"""The names of a text by their words."""


def name_key(words: Words, first: int, last: int) -> tuple[str, ...]:
    """What stretches with the same name share: their words, lower case, without brackets and commas; never nothing."""
    if last - first == 1:
        return (words.key[first],)
    if words.sign.find(1, first, last) < 0:
        return tuple(words.key[first:last])
    key = tuple([words.key[n] for n in range(first, last) if not words.sign[n]])
    return key or tuple(words.key[first:last])


def gather(words: Words, spans: list[Span]) -> dict[tuple[str, ...], list[Span]]:
    """The stretches of each name; each is told its name."""
    groups: defaultdict[tuple[str, ...], list[Span]] = defaultdict(list)
    for span in spans:
        key = span.key = name_key(words, span.first, span.last)
        groups[key].append(span)
    return groups
