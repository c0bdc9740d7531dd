"""Who can have spoken: the people and organizations of a release, where they are named and what offices they hold."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ..entities.lexicon import OFFICES
from ..model import Entity, Kind
from .offices import office_at, office_before, office_behind, office_words
from .text import Text

_BRACKETS = re.compile(r"\(([^()]*)\)")
_MOST = 200
"""Offices with the same first word that are told apart in one release; keeps hostile texts linear."""


class Named(NamedTuple):
    """A mention of a person or organization: `who` is its index among the entities."""

    start: int
    end: int
    who: int


class Role(NamedTuple):
    """An office that the text gives a person, at a mention of theirs."""

    start: int
    end: int
    who: int
    text: str


class Cast:
    """Looks up the speakers of one release. Everything is looked up by place, in logarithmic time."""

    def __init__(self, text: Text, entities: Sequence[Entity]) -> None:
        self._text = text
        self.entities = entities
        self.people, self.bodies = self._mentions()
        self._starts = [named.start for named in self.people]
        self._body_starts = [named.start for named in self.bodies]
        self.inside = self._inside()
        self._at: dict[int, tuple[int, int] | None] = {}
        self._names: dict[str, int] | None = None
        self._second: int | None = None
        self._roles: dict[int, list[Role]] = {}
        self._by_person: defaultdict[int, list[Named]] | None = None
        self._explained: set[str] | None = None
        self._by_head: defaultdict[str, list[tuple[int, frozenset[str]]]] | None = None
        self._meanings: defaultdict[str, list[frozenset[str]]] | None = None
        self._parts: dict[str, int | None] | None = None

    def _mentions(self) -> tuple[list[Named], list[Named]]:
        """Where people and organizations are named, ascending."""
        length = len(self._text.body)
        people: list[Named] = []
        bodies: list[Named] = []
        for who, entity in enumerate(self.entities):
            if entity.kind is not Kind.PLACE:
                found = people if entity.kind is Kind.PERSON else bodies
                for mention in entity.mentions:
                    if 0 <= mention.start < mention.end <= length:
                        found.append(Named(mention.start, mention.end, who))
        people.sort()
        bodies.sort()
        return people, bodies

    def body_at(self, position: int) -> Named | None:
        """The organization whose name `position` is inside of."""
        return _at(self.bodies, self._body_starts, position)

    def _inside(self) -> bytearray:
        """For each place of the text, and two behind it, whether it is inside of a person's name."""
        inside = bytearray(len(self._text.body) + 2)
        for start, end, _ in self.people:
            inside[start:end] = b"\1" * (end - start)
        return inside

    def person_from(self, start: int) -> Named | None:
        """The person whose name begins at `start`."""
        index = bisect_left(self._starts, start)
        return self.people[index] if index < len(self._starts) and self._starts[index] == start else None

    def people_in(self, start: int, end: int) -> list[Named]:
        """The people named from `start` to `end`, in order."""
        return self.people[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def only_person_before(self, position: int) -> Named | None:
        """The person named before `position`, if all mentions up to there are of one."""
        if not self.people or self.people[0].start >= position:
            return None
        if self._second is None:
            first = self.people[0].who
            self._second = next((named.start for named in self.people if named.who != first), len(self._text.body))
        return self.people[0] if position <= self._second else None

    def person_called(self, word: str) -> int | None:
        """Whose name has this word, if one person's alone has it."""
        if self._parts is None:
            self._parts = {}
            for who, entity in enumerate(self.entities):
                if entity.kind is Kind.PERSON:
                    for part in {part for name in (entity.name, *entity.aliases) for part in name.lower().split()}:
                        self._parts[part] = None if self._parts.get(part, who) != who else who
        return self._parts.get(word.lower())

    def entity_called(self, words: Sequence[str]) -> int | None:
        """Which person or organization has the longest name that `words` begin with."""
        if self._names is None:
            self._names = {
                name.lower(): who
                for who, entity in enumerate(self.entities)
                if entity.kind is not Kind.PLACE
                for name in (entity.name, *entity.aliases)
            }
        for count in range(min(len(words), 8), 0, -1):
            who = self._names.get(" ".join(words[:count]).strip("()., ").lower())
            if who is not None:
                return who
        return None

    # --- Offices.

    def office_at(self, start: int) -> tuple[int, int] | None:
        """The office that begins at `start`: `offices.office_at`, which is asked several times of a place."""
        if start not in self._at:
            self._at[start] = office_at(self._text.body, start, self.inside)
        return self._at[start]

    def role_of(self, who: int, position: int) -> str | None:
        """The office of a person at `position`: the last that the text has given them up to there."""
        given = self._roles_of(who)
        index = bisect_right(given, position, key=lambda role: role.start) - 1
        return given[index].text if index >= 0 else None

    def holder(self, start: int, end: int) -> int | None:
        """Who holds the office in `start..end`, if that is one person for sure.

        All words of the phrase must be among those of the office, and both must begin alike: `Kepala BNPT` is not
        the `Wakil Kepala BNPT`. Names of organizations count as their other names.
        """
        wanted = office_words(self._text.body[start:end])
        if not wanted or not self._may_begin_office(wanted[0]):
            return None
        exact: set[int] = set()
        fitting: set[int] = set()
        for who, words in self._offices().get(wanted[0], ()):
            if self._means(wanted, words):
                fitting.add(who)
                if len(words) == len(set(wanted)):
                    exact.add(who)
        holders = exact or fitting
        return holders.pop() if len(holders) == 1 else None

    def _may_begin_office(self, word: str) -> bool:
        """Whether any office can begin with a word: it is one, or a text in brackets begins with it."""
        if word in OFFICES:
            return True
        if self._explained is None:
            inside = map(office_words, _BRACKETS.findall(self._text.body))
            self._explained = {words[0] for words in inside if words}
        return word in self._explained

    def _roles_of(self, who: int) -> list[Role]:
        """The offices that the text gives a person, in order of appearance."""
        if (found := self._roles.get(who)) is None:
            found = [role for named in self._named().get(who, ()) if (role := self._role_at(named)) is not None]
            self._roles[who] = found
        return found

    def _named(self) -> dict[int, list[Named]]:
        """Where each person is named, in order of appearance."""
        if self._by_person is None:
            self._by_person = defaultdict(list)
            for named in self.people:
                self._by_person[named.who].append(named)
        return self._by_person

    def _role_at(self, named: Named) -> Role | None:
        text = self._text
        span = office_before(text.body, named.start, text.sentence_start(named.start), self.inside)
        span = span or office_behind(text.body, named.end, self.inside)
        return None if span is None else Role(span[0], span[1], named.who, text.body[slice(*span)])

    def _offices(self) -> dict[str, list[tuple[int, frozenset[str]]]]:
        """Who holds what, by the first word of the office; its abbreviation in brackets (`Menteri Keuangan (Menkeu)`)
        is an office of its own."""
        if self._by_head is None:
            self._by_head = defaultdict(list)
            for who in self._named():
                for role in {role.text: None for role in self._roles_of(who)}:
                    for text in (role, *_BRACKETS.findall(role)):
                        words = office_words(text)
                        if words and len(self._by_head[words[0]]) < _MOST:
                            self._by_head[words[0]].append((who, frozenset(words)))
        return self._by_head

    def _means(self, wanted: tuple[str, ...], words: frozenset[str]) -> bool:
        return all(
            word in words or any(meaning <= words for meaning in self._longer_names().get(word, ())) for word in wanted
        )

    def _longer_names(self) -> dict[str, list[frozenset[str]]]:
        """The words of the longer names of the organizations with an acronym, by acronym."""
        if self._meanings is None:
            self._meanings = defaultdict(list)
            for entity in self.entities:
                if entity.kind is Kind.ORGANIZATION and entity.aliases:
                    names = [frozenset(office_words(name)) for name in (entity.name, *entity.aliases)]
                    longer = [name for name in names if len(name) > 1]
                    for name in names:
                        if len(name) == 1:
                            self._meanings[next(iter(name))] += longer
        return self._meanings


def _at(mentions: list[Named], starts: list[int], position: int) -> Named | None:
    index = bisect_right(starts, position) - 1
    return mentions[index] if index >= 0 and position < mentions[index].end else None
