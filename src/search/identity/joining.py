"""The joins of any name: those of its kind."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Kind
from . import bodies, people
from .facts import Name
from .forms import form_of, known_of
from .keys import Look, alias_key, lookup, word_key
from .looking import Joins, sounds_key
from .naming import WORDS


def joins_of(name: Name, look: Look) -> Joins:
    """The names that are one with this one, by its own evidence. Joins go both ways; each side may know of them."""
    return people.joins_of(name, look) if name.kind is Kind.PERSON else bodies.joins_of(name, look)


class Sought(NamedTuple):
    """The keys by which `joins_of` finds others: names that have any of the one kind, or all of the other. Each of
    `either` says whether it is the name's own; `all` are."""

    either: dict[int, bool]
    all: tuple[int, ...]


def looked_up(name: Name, own: set[int]) -> Sought | None:
    """What `joins_of` looks for, given the name's own keys; None where that can't be said. A name whose keys nobody
    else has is joined to nobody: most names of an archive."""
    keys = {alias_key(name.kind, name.key)}
    words: tuple[int, ...] = ()
    if name.kind is Kind.PERSON:
        if 2 <= len(name.words) <= WORDS:
            keys.add(sounds_key(name))
            words = tuple(word_key(word) for word in name.words if len(word) > 1)
    else:
        form = form_of(name.kind, name.shown)
        if name.aliases or form != name.key or known_of(name.kind, name.shown) is not None:
            return None
        keys |= {lookup("form", name.kind, form), lookup("plain", name.kind, form)}
    return Sought({key: key in own for key in keys}, words)


def touched_by(name: Name, look: Look) -> set[int]:
    """The names whose joins may be others once this one's facts change."""
    return people.touched_by(name, look) if name.kind is Kind.PERSON else bodies.touched_by(name, look)
