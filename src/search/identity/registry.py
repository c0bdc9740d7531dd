"""The entities of an archive, to be looked up by id, name or other name."""

from __future__ import annotations

import logging
import re
import sqlite3
import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Self

from ..language import fold
from ..model import Kind
from ..model_entities import Identified, OtherName, Standing
from .facts import Name, Years, kind_of, node_of
from .groups import Group, Member, grouped, member_of
from .kept import Kept, noted_groups
from .keys import alias_key, called, lookup, word_key
from .naming import WORDS, digest_of, key_of, slug_of, words_of
from .overrides import EntitiesUnusable, Overrides
from .store import Store

NAMELESS = "x"
"""What stands in an id for a name without any letter that ASCII has."""

HAVING = 500
"""Full names beyond which a part of them stands for nobody."""

MEANT = 50
"""Entities that an ambiguous name stands for at most, the most frequent ones."""

_numbers = count()

_SUFFIXED = re.compile(r"(.*)-([0-9a-f]{6})")

_log = logging.getLogger(__name__)


class Registry:
    """The entities of one state. Never changes; safe to use from several threads."""

    def __init__(self, store: Store | None = None, overrides: Overrides | None = None) -> None:
        """Takes over the store. Raises EntitiesUnusable where the operator names somebody whom no release has."""
        self._store = store
        self.number = next(_numbers)
        """No other registry of this process has it."""
        self._lock = threading.RLock()
        self.overrides = overrides or Overrides()
        self._kept = self._read(self.overrides)
        self._added = {(g.kind, key_of(text)): g for g in self._kept.with_added() for text in g.added}
        self.names = self._kept.names()
        """What facets and filters put together."""

    @classmethod
    def load(cls, folder: Path, overrides: Overrides | None = None) -> Self:
        """The registry of a folder; one that knows nobody where nothing can be read.

        Where the operator's file names somebody whom no release has, nothing of it is applied, and a warning says so:
        a release that goes must not close the archive.
        """
        store: Store | None = None
        try:
            store = Store.read(folder)
            return cls(store, overrides)
        except EntitiesUnusable as error:
            _log.warning("%s. Nothing of the file is applied", error)
            return cls(store)
        except sqlite3.Error:
            if store is not None:
                store.close()
            return cls()

    def _read(self, overrides: Overrides) -> Kept:
        with self._lock:
            if self._store is None:
                return Kept.of(())
            noted = noted_groups(self._store) if not overrides.entries else None
            if noted is not None:
                return noted
            return Kept.of(grouped(self._store.joins(), self._store.spellings_of_joined(), overrides, self._find))

    def check(self, overrides: Overrides) -> None:
        """Raises EntitiesUnusable where these name somebody whom no release has."""
        self._read(overrides)

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._store is not None:
                self._store.close()
                self._store = None

    # --- Looking up

    def names_meant(self, kind: Kind, text: str) -> tuple[str, ...]:
        """The names, one of each entity, that a filter on `text` means: the entity of this very name, of this id, those
        that some release calls so, or the people whose full names have all its words; `text` itself where there is
        none."""
        found = self.meant(kind, text)
        return tuple(group.name for group in found) or (text,)

    def meant(self, kind: Kind, text: str) -> list[Group]:
        """The entities that a name, id, other name or part of a name stands for, most frequent first."""
        text = " ".join(text.split())
        with self._lock:
            group = self.named(kind, text) or self.by_id(kind, text)
            if group is not None or self._store is None:
                return [group] if group else []
            key = key_of(text)
            names = [name for name in self._store.holding((alias_key(kind, key),)) if key in name.claims]
            words = words_of(text)
            if not names and kind is Kind.PERSON and words:
                names = self._store.holding_all(map(word_key, words[:WORDS]), HAVING) or []
                names = [name for name in names if set(words) <= set(name.words)]
        groups = {group.members[0].node: group for group in map(self._group, names)}
        return sorted(groups.values(), key=lambda group: (-group.releases, group.name))[:MEANT]

    def also_called(self, kind: Kind, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Texts, each with what releases call the name of this text otherwise, ascending."""
        key_to_text = {key_of(text): text for text in texts}
        with self._lock:
            if self._store is None:
                return
            claiming = self._store.holding(alias_key(kind, key) for key in key_to_text)
            named = self._store.named(node_of(kind, text) for text in key_to_text.values())
        found = {(text, name.shown) for name in claiming for key, text in key_to_text.items() if key in name.claims}
        found |= {(key_to_text[name.key], alias) for name in named for alias in name.aliases}
        yield from sorted(found)

    def only_meant(self, kind: Kind, text: str) -> Group | None:
        """The same where that is one only."""
        found = self.meant(kind, text)
        return found[0] if len(found) == 1 else None

    def named(self, kind: Kind, name: str) -> Group | None:
        """The entity that has this very name, without regard to case."""
        added = self._added.get((kind, key_of(name)))
        if added is not None:
            return added
        node = node_of(kind, name)
        group = self._kept.group(node)
        if group is not None:
            return group
        found = self._named(node)
        return self._group(found) if found else None

    def by_id(self, kind: Kind, entity_id: str) -> Group | None:
        """The entity with this id; also one that had it before it was put together with others."""
        with self._lock:
            found = self._of_slug(kind, entity_id)
            if not found and (suffixed := _SUFFIXED.fullmatch(entity_id)) is not None:
                # There is a body called X, too.
                slugs = (suffixed[1], "") if suffixed[1] == NAMELESS else (suffixed[1],)
                of_slugs = [name for slug in slugs for name in self._of_slug(kind, slug)]
                found = [name for name in of_slugs if digest_of(name.key) == suffixed[2]]
        shown = [name for name in found if self._is_shown(name)]
        best = min(shown or found, key=lambda name: _rank(slug_of(name.shown), name.key), default=None)
        return self._group(best) if best else None

    def id_of(self, kind: Kind, name: str) -> str:
        """The id of the entity of this name."""
        group = self.named(kind, name)
        if group is None:
            return slug_of(name) or f"{NAMELESS}-{digest_of(key_of(name))}"
        return self.id_of_group(group)

    def speaker(self, name: str) -> tuple[Kind, str] | None:
        """What the speaker of this name is, and its id: the person of this name, else the organization."""
        group = self.named(Kind.PERSON, name) or self.named(Kind.ORGANIZATION, name)
        return (group.kind, self.id_of_group(group)) if group else None

    def id_of_group(self, group: Group) -> str:
        """The id of an entity: its name in ASCII. Of several with one such id only one has it plain: the one whose name
        is written so, else the first by code point; the others have six characters more, of their own name alone."""
        head = group.members[0]
        slug = slug_of(head.shown)
        if not slug:
            return f"{NAMELESS}-{digest_of(head.key)}"
        with self._lock:
            rivals = [name for name in self._of_slug(group.kind, slug) if self._is_shown(name)]
        mine = _rank(slug, head.key)
        if any(_rank(slug, name.key) < mine for name in rivals):
            return f"{slug}-{digest_of(head.key)}"
        return slug

    def _is_shown(self, name: Name) -> bool:
        return self._group(name).members[0].node == name.node

    def _of_slug(self, kind: Kind, slug: str) -> list[Name]:
        if self._store is None:
            return []
        with self._lock:
            text = slug.replace("-", " ")
            found = called(self._store, kind, [text]) if text else self._store.holding((lookup("plain", kind, ""),))
            return [name for name in found if slug_of(name.shown) == slug]

    def _group(self, name: Name) -> Group:
        group = self._kept.group(name.node)
        if group is not None:
            return group
        return Group(name.kind, (member_of(name.node, name.spelt),), {})

    def _named(self, node: int) -> Name | None:
        with self._lock:
            found = self._store.named((node,)) if self._store else []
        return found[0] if found else None

    def _find(self, kind: Kind, text: str) -> Member | None:
        """The name that an operator means."""
        found = self._named(node_of(kind, text))
        if found is None:
            with self._lock:
                of_slug = self._of_slug(kind, text)
            found = min(of_slug, key=lambda name: _rank(text, name.key), default=None)
        return member_of(found.node, found.spelt) if found else None

    # --- All that is known of one

    def identified(self, group: Group) -> Identified:
        """An entity with its other names, titles and offices."""
        with self._lock:
            names = self._store.named(member.node for member in group.members) if self._store else []
        return Identified(
            group.kind,
            self.id_of_group(group),
            group.name,
            tuple(_other_names(group, names)),
            _standing(name.titles for name in names),
            _standing(name.roles for name in names),
        )

    def aliases(self) -> Iterator[tuple[Kind, str, str]]:
        """Every other name in the archive: the kind, a name that has it, the other name; the operator's too."""
        with self._lock:
            rows = list(self._store.aliases()) if self._store else []
        for node, name, alias in rows:
            yield kind_of(node), name, alias
        for (kind, _), group in self._added.items():
            for text in group.added:
                yield kind, group.name, text


def _rank(slug: str, key: str) -> tuple[bool, str]:
    """Who has a plain id before others."""
    return slug.replace("-", " ") != key, key


def _other_names(group: Group, names: Sequence[Name]) -> Iterator[OtherName]:
    """Other names, most frequent first."""
    found = [OtherName(m.shown, m.releases, group.reasons.get(m.node, "")) for m in group.members[1:]]
    keys = {member.key for member in group.members}
    aliases: Counter[str] = Counter()
    for name in names:
        aliases.update(name.aliases)
    spelt: dict[str, list[str]] = defaultdict(list)
    for alias in sorted(aliases, key=lambda alias: (-aliases[alias], alias)):
        spelt[key_of(alias)].append(alias)
    found += [
        OtherName(texts[0], sum(aliases[text] for text in texts), "alias")
        for key, texts in spelt.items()
        if key not in keys
    ]
    found += [OtherName(text, 0, "operator") for text in group.added]
    yield from sorted(found, key=lambda other: (-other.releases, other.name))


def _standing(all_of: Iterable[dict[str, Years]]) -> tuple[Standing, ...]:
    """Titles or offices of all names together; those that differ in case only are one."""
    spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
    years: defaultdict[str, set[int]] = defaultdict(set)
    for texts in all_of:
        for text, by_year in texts.items():
            spelt[fold(text)][text] += by_year.total()
            years[fold(text)].update(year for year in by_year if year)
    made = [
        Standing(
            min(texts, key=lambda text: (-texts[text], text)),
            texts.total(),
            min(years[key], default=None),
            max(years[key], default=None),
        )
        for key, texts in spelt.items()
    ]
    return tuple(sorted(made, key=lambda standing: (-standing.releases, standing.text)))
