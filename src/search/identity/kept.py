"""The entities of several names as columns: read from the file in a piece, made objects one by one when asked for.

Putting names together takes some 10 us a name; an index is opened far more often than it changes.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

import numpy as np

from ..engines import names as engine
from .facts import kind_of
from .groups import Group, Member, grouped
from .overrides import Overrides
from .store import RULES, Store

NOTED = "groups"
"""The key of the file's meta data that they are noted under."""

_COLUMNS = ("nodes", "shown", "releases", "reasons", "ends")


@dataclass(frozen=True, slots=True)
class Kept:
    """The names of group `g` are those numbered from `ends[g - 1]` up to `ends[g]`, the one to show first."""

    nodes: list[int]
    shown: list[str]
    releases: list[int]
    reasons: list[str]
    ends: list[int]
    added: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """The operator's further names of some groups."""
    _of: dict[int, int] = field(default_factory=dict)
    _made: dict[int, Group] = field(default_factory=dict)

    def __post_init__(self) -> None:
        numbers = np.repeat(np.arange(len(self.ends)), np.diff([0, *self.ends])).tolist()
        self._of.update(zip(self.nodes, numbers, strict=True))

    @classmethod
    def of(cls, groups: Iterable[Group]) -> Self:
        """Groups as columns."""
        every = tuple(groups)
        members = [member for group in every for member in group.members]
        return cls(
            [member.node for member in members],
            [member.shown for member in members],
            [member.releases for member in members],
            [group.reasons.get(member.node, "") for group in every for member in group.members],
            np.cumsum([len(group.members) for group in every], dtype=np.int64).tolist(),
            {number: group.added for number, group in enumerate(every) if group.added},
        )

    def group(self, node: int) -> Group | None:
        """The group that has this name."""
        number = self._of.get(node)
        return self._group(number) if number is not None else None

    def _group(self, number: int) -> Group:
        if number not in self._made:
            own = self._range(number)
            members = tuple(map(Member, self.nodes[own], self.shown[own], self.releases[own]))
            reasons = dict(zip(self.nodes[own], self.reasons[own], strict=True))
            self._made[number] = Group(kind_of(members[0].node), members, reasons, self.added.get(number, ()))
        return self._made[number]

    def _range(self, number: int) -> slice:
        return slice(self.ends[number - 1] if number else 0, self.ends[number])

    def with_added(self) -> list[Group]:
        """The groups that the operator gave further names."""
        return [self._group(number) for number in self.added]

    def names(self) -> engine.Names:
        """What facets and filters put together: the groups of several names."""
        found: defaultdict[str, list[engine.Group]] = defaultdict(list)
        start = 0
        for end in self.ends:
            if end - start > 1:
                kind = kind_of(self.nodes[start])
                found[kind.value].append(engine.Group(tuple(self.shown[start:end]), sum(self.releases[start:end])))
            start = end
        return engine.Names(found)


def note_groups(store: Store, state: str) -> None:
    """Note what is one, for who reads the file: as it is without an operator's word. `state` is that of the index that
    the file follows."""
    kept = Kept.of(grouped(store.joins(), store.spellings_of_joined(), Overrides(), lambda *_: None))
    content = {"state": state, "rules": RULES} | {column: getattr(kept, column) for column in _COLUMNS}
    text = json.dumps(content)
    store.note(NOTED, f"{zlib.crc32(text.encode()):08x}{text}")


def noted_groups(store: Store) -> Kept | None:
    """What was noted. None where that is not of this state, as a version that notes nothing would leave it, and where
    it is damaged: then it must be worked out."""
    noted = store.meta(NOTED) or ""
    digest, text = noted[:8], noted[8:]
    if digest != f"{zlib.crc32(text.encode()):08x}" or not text:
        return None
    content = json.loads(text)
    if content["state"] != store.meta("state") or content["rules"] != RULES:
        return None
    return Kept(*(content[column] for column in _COLUMNS))
