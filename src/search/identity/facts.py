"""What releases say of a name, counted: how it is spelt, what else stands for it, titles, offices and their years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b

from ..model import Kind, Release
from .naming import key_of, words_of

KINDS = tuple(Kind)


class Relation(IntEnum):
    """What a text is to a name."""

    SPELT = 0
    ALIAS = 1
    TITLE = 2
    ROLE = 3


Fact = tuple[int, int, str, int]
"""The number of a name, a relation, the text that is this to the name, and, for titles and roles, the year of the
release; else, and without a date, 0."""


@lru_cache(1 << 15)
def node_of(kind: Kind, name: str) -> int:
    """The number of a name, all spellings in capital and small letters alike.

    45 bits of its hash, and its kind: among 200,000 names of one kind, two share a number with a chance of 1 in 1,700
    and are then one name.
    """
    digest = blake2b(key_of(name).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return (int.from_bytes(digest, "big") >> 19) << 2 | KINDS.index(kind)


def kind_of(node: int) -> Kind:
    """The kind of a name, given by its number."""
    return KINDS[node & 3]


def facts_of(release: Release) -> set[Fact]:
    """What a release says, each fact once."""
    year = release.date.year if release.date else 0
    seen: set[Fact] = set()
    for entity in release.entities:
        if not entity.name.strip():
            continue
        node = node_of(entity.kind, entity.name)
        seen.add((node, _SPELT, entity.name, 0))
        for alias in entity.aliases:
            seen.add((node, _ALIAS, alias, 0))
        for title in entity.titles:
            seen.add((node, _TITLE, title, year))
        for role in entity.roles:
            seen.add((node, _ROLE, role, year))
    return seen


# Members of an enumeration are compared and hashed far more slowly than numbers.
_SPELT, _ALIAS, _TITLE, _ROLE = map(int, Relation)


def counted(releases: Iterable[Release], *_: object) -> dict[Fact, int]:
    """What some releases say, and how many of them."""
    counts: Counter[Fact] = Counter()
    for release in releases:
        counts.update(facts_of(release))
    return dict(counts)


Years = Counter[int]

_NONE: Counter[str] = Counter()


class Name:
    """All that is known of one name. Counts are numbers of releases.

    Made for every name when all are joined anew, so what it is asked for is found out once, at the first need.
    """

    __slots__ = ("_claims", "_shown", "_words", "aliases", "node", "roles", "spelt", "titles")

    def __init__(self, node: int) -> None:
        self.node = node
        self.spelt: dict[str, int] = {}
        self.aliases: dict[str, int] = {}
        self.titles: dict[str, Years] = {}
        self.roles: dict[str, Years] = {}
        self._shown: str | None = None
        self._words: tuple[str, ...] | None = None
        self._claims: Counter[str] | None = None

    def take(self, relation: int, text: str, year: int, releases: int) -> None:
        """One fact with its count."""
        if relation == Relation.SPELT:
            self.spelt[text] = releases
        elif relation == Relation.ALIAS:
            self.aliases[text] = releases
        else:
            (self.titles if relation == Relation.TITLE else self.roles).setdefault(text, Counter())[year] += releases

    @property
    def kind(self) -> Kind:
        """What it is a name of."""
        return kind_of(self.node)

    @property
    def shown(self) -> str:
        """As most releases spell it, ties the first by code point."""
        if self._shown is None:
            self._shown = min(self.spelt, key=lambda text: (-self.spelt[text], text))
        return self._shown

    @property
    def key(self) -> str:
        """What it is compared by."""
        return key_of(self.shown)

    @property
    def words(self) -> tuple[str, ...]:
        """Its folded words."""
        if self._words is None:
            self._words = words_of(self.shown)
        return self._words

    @property
    def releases(self) -> int:
        """How many releases have it; one that spells it in two ways counts twice."""
        return sum(self.spelt.values())

    @property
    def claims(self) -> Counter[str]:
        """By the keys of its other names, how many releases call it so."""
        if self._claims is None:
            self._claims = Counter() if self.aliases else _NONE
            for alias, releases in self.aliases.items():
                self._claims[key_of(alias)] += releases
        return self._claims


def names_of(rows: Iterable[tuple[int, int, str, int, int]]) -> dict[int, Name]:
    """Names from rows of facts with counts; only those that some release has."""
    names: dict[int, Name] = {}
    for node, relation, text, year, releases in rows:
        if (name := names.get(node)) is None:
            name = names[node] = Name(node)
        name.take(relation, text, year, releases)
    return {node: name for node, name in names.items() if name.spelt}
