"""All entities of one state, most frequent first, and which of them a text names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from ..engines.base import Snapshot
from ..language import fold
from ..model import Kind
from ..model_entities import EntityList, Listed
from .registry import Registry

Places = npt.NDArray[np.int64]

WORDS = 8
"""Words of a text that are looked for; a name that has them all is found."""

_SIGNS = re.compile(r"[\W_]+")


class Directory:
    """The entities of a state and all their names. Never changes; safe to use from several threads.

    It takes a few microseconds for each name of the archive to make, and some 60 bytes to keep.
    """

    def __init__(self, snapshot: Snapshot, registry: Registry) -> None:
        """Read what there is; `snapshot` has the registry's names joined."""
        listed = [
            (-facet.count, facet.value, at, kind)
            for at, kind in enumerate(Kind)
            for facet in snapshot.joined_values(kind)
        ]
        listed.sort()
        self._entities = [(kind, name, -count) for count, name, _, kind in listed]
        self._kinds = np.array([at for *_, at, _ in listed], np.int8)
        numbers = {(kind, name.casefold()): n for n, (kind, name, _) in enumerate(self._entities)}
        names = [name for _, name, _ in self._entities]
        owners = list(range(len(names)))
        for kind, name, other in _other_names(registry):
            number = numbers.get((kind, registry.names.key(kind, name)))
            if number is not None:
                names.append(other)
                owners.append(number)
        # A line for each name, its words with a space before each.
        lines = fold("\n".join(name.replace("\n", " ") for name in names)).split("\n") if names else []
        spaced = [f" {_SIGNS.sub(' ', line)}\n" for line in lines]
        self._text = "".join(spaced)
        self._ends = np.cumsum(np.fromiter(map(len, spaced), np.int64, len(spaced)))
        self._owners = np.array(owners, np.int64)

    def find(self, registry: Registry, q: str, kind: Kind | None, page: int, per_page: int) -> EntityList:
        """A page of the entities of which a name has words that begin with those of `q`; all where there are none."""
        words = _SIGNS.sub(" ", fold(q)).split()[:WORDS]
        found = self._having(words) if words or q.strip() else np.arange(len(self._entities))
        if kind is not None:
            found = found[self._kinds[found] == list(Kind).index(kind)]
        shown = [self._entities[n] for n in found[(page - 1) * per_page : page * per_page].tolist()]
        return EntityList(q, kind, page, per_page, len(found), _listed(registry, shown))

    def count_named(self, releases: int) -> int:
        """How many entities at least so many releases name."""
        return bisect_right(self._entities, -releases, key=lambda entity: -entity[2])

    def most_named(self, registry: Registry, start: int, limit: int, releases: int) -> tuple[Listed, ...]:
        """Those, most frequent first, `limit` of them from place `start` on."""
        return _listed(registry, self._entities[start : min(start + limit, self.count_named(releases))])

    def _having(self, words: list[str]) -> Places:
        """The entities that have a name with all these words, ascending."""
        lines: Places | None = None
        for word in words:
            begun = self._lines_with(f" {word}")
            lines = begun if lines is None else np.intersect1d(lines, begun, assume_unique=True)
        return np.unique(self._owners[lines]) if lines is not None else np.empty(0, np.int64)

    def _lines_with(self, begun: str) -> Places:
        places = []
        at = self._text.find(begun)
        while at >= 0:
            places.append(at)
            at = self._text.find(begun, at + 1)
        return np.unique(np.searchsorted(self._ends, np.array(places, np.int64), side="right"))


def _listed(registry: Registry, entities: Iterable[tuple[Kind, str, int]]) -> tuple[Listed, ...]:
    return tuple(Listed(kind, registry.id_of(kind, name), name, count) for kind, name, count in entities)


def _other_names(registry: Registry) -> Iterable[tuple[Kind, str, str]]:
    yield from registry.aliases()
    for kind in Kind:
        for group in registry.names.groups(kind):
            yield from ((kind, group.names[0], other) for other in group.names[1:])
