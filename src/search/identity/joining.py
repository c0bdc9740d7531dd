"""The joins of any name: those of its kind."""

from __future__ import annotations

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


def looked_up(name: Name, own: set[int]) -> dict[int, bool] | None:
    """The keys by which `joins_of` finds others, each with whether it is one of the name's `own`; None where it may
    find them otherwise. A name whose keys nobody else has is joined to nobody: most names of an archive."""
    keys = {alias_key(name.kind, name.key)}
    if name.kind is Kind.PERSON:
        if name.words:
            keys.add(word_key(max(name.words, key=len)))
        if 2 <= len(name.words) <= WORDS:
            keys.add(sounds_key(name))
    else:
        form = form_of(name.kind, name.shown)
        if name.aliases or form != name.key or known_of(name.kind, name.shown) is not None:
            return None
        keys |= {lookup("form", name.kind, form), lookup("plain", name.kind, form)}
    return {key: key in own for key in keys}


def touched_by(name: Name, look: Look) -> set[int]:
    """The names whose joins may be others once this one's facts change."""
    return people.touched_by(name, look) if name.kind is Kind.PERSON else bodies.touched_by(name, look)
