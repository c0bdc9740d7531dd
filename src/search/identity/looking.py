"""What a name is found by, and who may be one with it."""

from __future__ import annotations

from enum import StrEnum

from ..model import Kind
from .facts import Name
from .forms import form_of, known_of
from .keys import Look, alias_key, called, lookup, word_key
from .naming import SLUG_LETTERS, WORDS, slug_of, sounds_of


class Reason(StrEnum):
    """Why two names are one."""

    SPELLING = "spelling"
    SHORT = "short"
    INITIAL = "initial"
    ACRONYM = "acronym"
    KNOWN = "known"
    FORM = "form"
    CONTRACTION = "contraction"
    STATUS = "status"
    OPERATOR = "operator"


Joins = dict[int, Reason]
"""The names that a name is one with, and why."""


def keys_of(name: Name) -> set[int]:
    """What a name is found by, beside its own number."""
    kind = name.kind
    keys = {alias_key(kind, key) for key in name.claims}
    plain = " ".join(name.words)
    if plain != name.key or not plain.isascii() or len(plain) > SLUG_LETTERS:
        slug = slug_of(name.shown).replace("-", " ")
        keys |= {lookup("plain", kind, text) for text in {plain, slug} if text != name.key}
    if kind is Kind.PERSON:
        if 2 <= len(name.words) <= WORDS:
            keys |= {word_key(word) for word in name.words}
            keys.add(sounds_key(name))
        return keys
    keys |= {alias_key(kind, form_of(kind, alias)) for alias in name.aliases}
    if (form := form_of(kind, name.shown)) != name.key:
        keys.add(lookup("form", kind, form))
    if (known := known_of(kind, name.shown)) is not None:
        keys.add(lookup("known", kind, str(known)))
    return keys


def sounds_key(name: Name) -> int:
    """Finds the full names of people that may be this one, spelt otherwise."""
    return lookup("sounds", Kind.PERSON, sounds_of(name.words))


def of_form(look: Look, kind: Kind, form: str) -> list[Name]:
    """The organizations or places that have this form (`form_of`)."""
    found = [*called(look, kind, (form,)), *look.holding((lookup("form", kind, form),))]
    return [name for name in {name.node: name for name in found}.values() if form_of(kind, name.shown) == form]


def of_known(look: Look, name: Name) -> list[Name]:
    """The names of a gazetteer's body or place that is also called `name`."""
    known = known_of(name.kind, name.shown)
    if known is None:
        return []
    found = look.holding((lookup("known", name.kind, str(known)),))
    return [other for other in found if known_of(other.kind, other.shown) == known and other.node != name.node]
