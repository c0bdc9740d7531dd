"""Which names of people are one person's, and by what evidence.

Two spellings of a full name (Mohammad, Muhammad; Oliver, Olivier) are one where a release uses both, or where they
hold one office. A short name is that of the one full name in the archive that has its words, if a release calls him so;
where several could be meant, it stays by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from ..entities.gazetteers import is_common, names
from ..language import fold
from ..model import Kind
from .facts import Name, node_of
from .keys import Look, alias_key, called, word_key
from .looking import Joins, Reason, sounds_key
from .naming import WORDS, is_within, sound_of, sounds_of, words_of

DOMINANCE = 20
"""How many times as often as by all others together a short name must be one person's to be taken for his."""

UNCLAIMED = 10
"""How many times for each other full name that has the words of a short one, though nobody is called so by it."""

FIRST = 3
"""Releases that must call somebody by the first of his names before that alone is taken for him: others have it, too,
of whom the archive has no full name. The same for a common name that is not his first."""

COMMON = 20
"""The same for a first name that is common."""

MANY = 500
"""Full names that have a word, beyond which it is a common name and nobody's: bounds the work."""

_IN_BRACKETS = re.compile(r"\([^)]*\)")


def joins_of(name: Name, look: Look) -> Joins:
    """The names that are the same person's, of which only this name's own evidence is looked at."""
    joins: Joins = {}
    if 2 <= len(name.words) <= WORDS:
        for other in look.holding((sounds_key(name),)):
            if _one_spelling(name, other):
                joins[other.node] = Reason.SPELLING
        if any(len(word) == 1 for word in name.words):
            joins |= _spelt_out(name, look)
    for other in _meant(name, look):
        joins.setdefault(other.node, Reason.SHORT)
    return joins


def touched_by(name: Name, look: Look) -> set[int]:
    """The names whose `joins_of` may look at this one."""
    alike = look.holding((sounds_key(name),)) if 2 <= len(name.words) <= WORDS else []
    shorter = called(look, Kind.PERSON, _shorter(name.words))
    aliases = {node_of(Kind.PERSON, alias) for alias in name.aliases}
    return {name.node, *(each.node for each in (*alike, *shorter)), *aliases}


def _shorter(words: tuple[str, ...]) -> Iterator[str]:
    """What a name of these words may be shortened to: some of its words, or one of them as a letter."""
    if not 2 <= len(words) <= WORDS:
        return
    for count in range(1, len(words)):
        yield from map(" ".join, combinations(words, count))
    for i, word in enumerate(words):
        yield " ".join((*words[:i], word[0], *words[i + 1 :]))


def offices(name: Name) -> set[str]:
    """Offices of two words and more: others (`Ketua`, `Direktur`) have too many holders to say who somebody is."""
    folded = (fold(_IN_BRACKETS.sub(" ", role)).split() for role in name.roles)
    return {" ".join(words) for words in folded if len(words) > 1}


def _standing(name: Name) -> set[str]:
    """Offices, and ranks and degrees word by word; not what anybody is called (`Pak`)."""
    titles = {word for title in name.titles for word in words_of(title) if len(word) > 3 and word not in _POLITE}
    return offices(name) | titles


_POLITE = frozenset("bapak saudara saudari kakak kang haji hajah".split())


def _one_spelling(one: Name, other: Name) -> bool:
    """Whether two full names are spellings of one."""
    if one.node == other.node or sounds_of(one.words) != sounds_of(other.words):
        return False
    if other.key in one.claims or one.key in other.claims:
        return True
    differing = [pair for pair in zip(one.words, other.words, strict=True) if pair[0] != pair[1]]
    if all(theirs in one.claims or mine in other.claims for mine, theirs in differing):
        return True  # a release of the one writes the other's spelling
    return not offices(one).isdisjoint(offices(other))


def _spelt_out(name: Name, look: Look) -> Joins:
    """`M Nuh` to `Muhammad Nuh`, where they hold one office and no other name fits."""
    whole = [word_key(word) for word in name.words if len(word) > 1]
    fits = [
        other
        for other in (look.holding_all(whole, MANY) or [] if whole else [])
        if _is_initialled(name.words, other.words) and not offices(name).isdisjoint(offices(other))
    ]
    one = len({sounds_of(other.words) for other in fits}) == 1
    return {other.node: Reason.INITIAL for other in fits} if one else {}


def _is_initialled(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether `short` is `full` with one word as a letter."""
    if len(short) != len(full):
        return False
    differing = [(mine, theirs) for mine, theirs in zip(short, full, strict=True) if mine != theirs]
    return len(differing) == 1 and differing[0][0] == differing[0][1][0]


def _meant(name: Name, look: Look) -> list[Name]:
    """The full name that a short one is for, if it can be said."""
    words = name.words
    if not words or any(len(word) < 3 for word in words) or len(words) >= WORDS:
        return []
    fuller = _fuller(name, look)
    if not fuller:
        return []
    best = min(fuller, key=lambda other: (-other.claims[name.key], -len(other.words), -other.releases, other.key))
    claimed = best.claims[name.key]
    if not claimed:
        mine = offices(name)
        sharing = [other for other in fuller if not mine.isdisjoint(offices(other))] if len(words) > 1 else []
        if not sharing:
            return []
        best = min(sharing, key=lambda other: (-len(other.words), -other.releases, other.key))
    others = [other.claims[name.key] for other in fuller if not _is_form_of(other, best)]
    if sum(others) * DOMINANCE > claimed or others.count(0) * UNCLAIMED > claimed:
        return []
    if len(words) == 1 and claimed < _enough(words[0], best) and _standing(name).isdisjoint(_standing(best)):
        return []
    return [best]


def _enough(word: str, full: Name) -> int:
    """How many releases must call somebody by one of his names."""
    if word == full.words[0]:
        return COMMON if _is_common(word) else FIRST
    return FIRST if _is_common(word) else 1


def _fuller(name: Name, look: Look) -> list[Name]:
    """The full names that have a name's words; those that a release calls so may spell them otherwise. None where
    there are too many, or where nobody is called by a single name."""
    sounds = tuple(map(sound_of, name.words))
    claiming = look.holding_all((alias_key(Kind.PERSON, name.key),), MANY)
    if claiming is None or (not claiming and len(name.words) == 1):
        return []
    having = look.holding_all(map(word_key, name.words), MANY)
    if having is None:
        return []
    found = {other.node: other for other in having if is_within(name.words, other.words)}
    for other in claiming:
        if name.key in other.claims and is_within(sounds, tuple(map(sound_of, other.words))):
            found[other.node] = other
    return [other for other in found.values() if len(other.words) <= WORDS]


def _is_form_of(one: Name, other: Name) -> bool:
    """Whether two full names may be one person's, a longer and a shorter."""
    return (
        one.node == other.node
        or is_within(one.words, other.words)
        or is_within(other.words, one.words)
        or _one_spelling(one, other)
    )


def _is_common(word: str) -> bool:
    """Whether many people are called so, or it is a word of the language."""
    return word in names() or is_common(word)
