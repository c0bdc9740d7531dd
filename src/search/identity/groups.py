"""Names -> entities: what was found to be one, with the operator's word over it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..model import Kind
from .facts import kind_of
from .naming import key_of, words_of
from .overrides import EntitiesUnusable, Overrides

OPERATOR = "operator"

_STRENGTH = ("known", "form", "acronym", "spelling", "initial", "contraction", "status", "short")
"""Reasons, the surest first: where a forbidden pair stands between, the surer join is kept."""

UNKNOWN = 5
"""Unknown names that an error lists."""


@dataclass(frozen=True)
class Member:
    """One of an entity's names, as most releases spell it."""

    node: int
    shown: str
    releases: int

    @cached_property
    def key(self) -> str:
        """What it is compared by."""
        return key_of(self.shown)


@dataclass(frozen=True)
class Group:
    """An entity: its names, the one to show first, then the most frequent first. `reasons` say by what each of the
    others came to it; `added` are the operator's further names."""

    kind: Kind
    members: tuple[Member, ...]
    reasons: Mapping[int, str]
    added: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How it is shown."""
        return self.members[0].shown

    @property
    def releases(self) -> int:
        """In no more releases than this."""
        return sum(member.releases for member in self.members)


Joins = Iterable[tuple[int, int, str]]
Find = Callable[[Kind, str], Member | None]
"""The name that is spelt so, or has this id, if some release has it."""


def member_of(node: int, spelt: Mapping[str, int]) -> Member:
    """A name from its spellings and their numbers of releases."""
    shown = min(spelt, key=lambda text: (-spelt[text], text))
    return Member(node, shown, sum(spelt.values()))


def grouped(joins: Joins, spelt: Iterable[tuple[int, str, int]], overrides: Overrides, find: Find) -> list[Group]:
    """The entities that have several names, or of which the operator says something.

    Raises EntitiesUnusable where the operator names somebody whom no release has.
    """
    spellings: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for node, text, releases in spelt:
        spellings[node][text] = releases
    members = {node: member_of(node, texts) for node, texts in spellings.items()}
    named = _Named(overrides, find)
    members |= {member.node: member for member in named.members()}
    union = _Union(named.apart())
    reasons: dict[int, str] = {}
    split = named.split()
    found: list[tuple[int, int, int, str]] = sorted(
        (_STRENGTH.index(reason), min(a, b), max(a, b), reason)
        for a, b, reason in joins
        if a in members and b in members and split.get(a) == split.get(b)
    )
    for a, b, reason in [*named.joins(), *((a, b, reason) for _, a, b, reason in found)]:
        if union.join(a, b):
            reasons.setdefault(a, reason)
            reasons.setdefault(b, reason)
    first = named.shown()
    added = named.added()
    groups = []
    for nodes in union.sets(added):
        ordered = _ordered([members[node] for node in nodes], {first[node] for node in nodes if node in first})
        more = tuple(text for node in nodes for text in added.get(node, ()))
        groups.append(Group(kind_of(ordered[0].node), ordered, reasons, more))
    return groups


def _ordered(members: list[Member], shown: set[int]) -> tuple[Member, ...]:
    """The name to show: the operator's, else the most frequent; a person's full one, of a place no letters. Of two
    that are as frequent the longer, of an organization the shorter."""
    kind = kind_of(members[0].node)

    def place(member: Member) -> tuple[bool, bool, int, int, str]:
        short = kind is Kind.PERSON and len(words_of(member.shown)) < 2
        letters = kind is Kind.PLACE and member.shown.isupper()
        length = len(member.shown) * (1 if kind is Kind.ORGANIZATION else -1)
        return member.node not in shown, short or letters, -member.releases, length, member.key

    head = min(members, key=place)
    rest = sorted((m for m in members if m is not head), key=lambda m: (-m.releases, m.key))
    return (head, *rest)


class _Union:
    """Sets of names that grow together, but for pairs that must stay apart."""

    def __init__(self, apart: Mapping[int, set[int]]) -> None:
        """`apart` numbers, for each name, the lists of which no two may come together."""
        self._parent: dict[int, int] = {}
        self._apart = {node: set(lists) for node, lists in apart.items()}

    def _root(self, node: int) -> int:
        root = node
        while (above := self._parent.setdefault(root, root)) != root:
            root = above
        while self._parent[node] != root:
            self._parent[node], node = root, self._parent[node]
        return root

    def join(self, one: int, other: int) -> bool:
        """Put two sets together; False where that is forbidden."""
        a, b = self._root(one), self._root(other)
        if a == b:
            return True
        mine, theirs = self._apart.get(a, set()), self._apart.get(b, set())
        if mine & theirs:
            return False
        self._parent[b] = a
        if mine or theirs:
            self._apart[a] = mine | theirs
        return True

    def sets(self, also: Iterable[int]) -> list[list[int]]:
        """All sets of several names, and those of the names in `also`."""
        wanted = {self._root(node) for node in also}
        sets: defaultdict[int, list[int]] = defaultdict(list)
        for node in sorted(self._parent):
            sets[self._root(node)].append(node)
        return [nodes for root, nodes in sets.items() if len(nodes) > 1 or root in wanted]


class _Named:
    """The operator's word, with the names that it means."""

    def __init__(self, overrides: Overrides, find: Find) -> None:
        self._overrides = overrides
        self._found: dict[tuple[Kind, str], Member] = {}
        unknown, known = [], []
        for entry in overrides.entries:
            names = entry.names if entry.section != "add" else ()
            for text in (*names, *([entry.name] if entry.name else [])):
                member = find(entry.kind, text)
                if member is None:
                    unknown.append(f"{text!r} in {entry.where}")
                else:
                    self._found[entry.kind, text] = member
            if entry.section == "add":
                known += [f"{text!r} in {entry.where}" for text in entry.names if find(entry.kind, text)]
        if unknown:
            more = f" and {len(unknown) - UNKNOWN} more" if len(unknown) > UNKNOWN else ""
            raise EntitiesUnusable(
                f"{overrides.path} names whom no release has: {', '.join(unknown[:UNKNOWN])}{more}; "
                f"`siaran entities` lists names and ids"
            )
        if known:
            raise EntitiesUnusable(
                f"{overrides.path} adds what is a name in the archive already: {', '.join(known[:UNKNOWN])}; "
                f"join it instead"
            )

    def members(self) -> Iterable[Member]:
        """All names that the file means."""
        return self._found.values()

    def joins(self) -> list[tuple[int, int, str]]:
        """What is to be put together."""
        return [
            (self._node(entry.kind, entry.name), self._node(entry.kind, text), OPERATOR)
            for entry in self._overrides.of("join")
            for text in entry.names
        ]

    def shown(self) -> dict[int, int]:
        """Of each name that is joined to another, and of that: the one to show."""
        above = {node: of for of, node, _ in self.joins()}
        tops = {}
        for node in {*above, *above.values()}:
            top = node
            while top in above:
                top = above[top]
            tops[node] = top
        return tops

    def added(self) -> dict[int, tuple[str, ...]]:
        """Names that no release has."""
        texts: defaultdict[int, tuple[str, ...]] = defaultdict(tuple)
        for entry in self._overrides.of("add"):
            texts[self._node(entry.kind, entry.name)] += entry.names
        return dict(texts)

    def split(self) -> dict[int, int]:
        """The number of the table that takes a name out of its entity."""
        return {
            self._node(entry.kind, text): entry.number for entry in self._overrides.of("split") for text in entry.names
        }

    def apart(self) -> dict[int, set[int]]:
        """For each name, the tables that keep it apart from others."""
        lists: defaultdict[int, set[int]] = defaultdict(set)
        for number, entry in enumerate(self._overrides.entries):
            if entry.section == "forbid":
                for text in entry.names:
                    lists[self._node(entry.kind, text)].add(number)
        return lists

    def _node(self, kind: Kind, text: str) -> int:
        return self._found[kind, text].node
