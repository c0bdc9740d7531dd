"""Which names of organizations and places are one, and by what evidence.

An acronym is what releases explain it with, where all explain it alike; what the gazetteers know needs no release to
say so. Letters that stand for several bodies, or a town's name that a regency has, too, stay by themselves.
"""

from __future__ import annotations

from collections import Counter

from ..model import Kind
from .facts import Name, node_of
from .forms import (
    contracts,
    explains,
    form_of,
    heads_letters,
    is_letters,
    known_of,
    with_status,
    without_status,
)
from .keys import Look, alias_key, called
from .looking import Joins, Reason, of_form, of_known
from .naming import key_of, plain_of, sounds_of
from .people import DOMINANCE

MANY = 500
"""Names that have an alias, beyond which it says nothing (`Kementerian`): bounds the work."""

WEAK = 10
"""Letters are not taken for a name that other letters stand for this many times as often."""


def joins_of(name: Name, look: Look) -> Joins:
    """The names that are the same organization or place."""
    joins: Joins = {other.node: Reason.KNOWN for other in of_known(look, name) if _plain_enough(name, other)}
    for other in of_form(look, name.kind, form_of(name.kind, name.shown)):
        if other.node != name.node and _compatible(name, other) and _plain_enough(name, other):
            joins.setdefault(other.node, Reason.FORM)
    if is_letters(name.shown):
        found, reason = _explained(name, look), Reason.ACRONYM
    else:
        found, reason = _contracted(name, look), Reason.CONTRACTION
    for other in found:
        if other.node != name.node and _compatible(name, other):
            joins.setdefault(other.node, reason)
    if name.kind is Kind.PLACE:
        for other in _with_status(name, look):
            joins.setdefault(other.node, Reason.STATUS)
    return joins


def touched_by(name: Name, look: Look) -> set[int]:
    """The names whose `joins_of` may look at this one."""
    kind = name.kind
    forms = {form_of(kind, name.shown), *(form_of(kind, alias) for alias in name.aliases)}
    holders = _holders(name.key, kind, look)
    forms |= {form_of(kind, holder.shown) for holder in holders}
    found = [name, *holders, *of_known(look, name), *_aliases(name, look)]
    for form in forms:
        found += [*of_form(look, kind, form), *_letters_of(form, kind, look)]
    if kind is Kind.PLACE:
        found += called(look, kind, [rest] if (rest := without_status(plain_of(name.shown))) else [])
    return {each.node for each in found}


def _holders(alias: str, kind: Kind, look: Look) -> list[Name]:
    """The names that some release also calls so; none where they are many: then it is a word for such bodies."""
    return look.holding_all((alias_key(kind, alias),), MANY) or []


def _aliases(name: Name, look: Look) -> list[Name]:
    """The other names of a name, where they are names by themselves, too."""
    return look.named({node_of(name.kind, alias) for alias in name.aliases})


def _compatible(one: Name, other: Name) -> bool:
    """Whether no gazetteer says that they are two."""
    mine, theirs = known_of(one.kind, one.shown), known_of(other.kind, other.shown)
    return mine is None or theirs is None or mine == theirs


def _plain_enough(one: Name, other: Name) -> bool:
    """Whether the names themselves say that they are one: of letters that may stand for other places, or of two letters
    beside `PT`, a release must say so."""
    forms = {form_of(one.kind, one.shown), form_of(other.kind, other.shown)}
    doubtful = min(map(len, forms)) < 3 or (one.kind is Kind.PLACE and (one.shown.isupper() != other.shown.isupper()))
    return not doubtful or other.key in one.claims or one.key in other.claims


def _explained(letters: Name, look: Look) -> list[Name]:
    """The names that letters stand for, where releases agree on them. Letters of the gazetteer's are known already."""
    if known_of(letters.kind, letters.shown) is not None:
        return []
    kind = letters.kind
    claims: Counter[str] = Counter()
    for alias, releases in letters.aliases.items():
        if explains(letters.shown, alias):
            claims[form_of(kind, alias)] += releases
    for holder in _holders(letters.key, kind, look):
        if explains(letters.shown, holder.shown):
            claims[form_of(kind, holder.shown)] += holder.claims[letters.key]
    strong = {
        form: releases for form, releases in claims.items() if releases and not _weak(letters, form, claims, look)
    }
    if not strong:
        return []
    best = min(strong, key=lambda form: (-strong[form], form))
    alike = {form for form in strong if form == best or _alike(form, best)}
    others = sum(releases for form, releases in strong.items() if form not in alike)
    if others * DOMINANCE > strong[best]:
        return []
    return [name for form in sorted(alike) for name in of_form(look, kind, form)]


def _weak(letters: Name, form: str, claims: Counter[str], look: Look) -> bool:
    """Whether other letters stand for this far more often."""
    full = of_form(look, letters.kind, form)
    others = [other for other in _letters_of(form, letters.kind, look) if other.node != letters.node]
    return any(claims[form] * WEAK <= _explanations(other, form, full) for other in others)


def _explanations(letters: Name, form: str, full: list[Name]) -> int:
    """How many releases explain letters with a name of this form."""
    own = sum(count for alias, count in letters.aliases.items() if form_of(letters.kind, alias) == form)
    return own + sum(name.claims[letters.key] for name in full)


def _letters_of(form: str, kind: Kind, look: Look) -> list[Name]:
    """The acronyms that some release uses for a name of this form."""
    aliases = [name for full in of_form(look, kind, form) for name in _aliases(full, look)]
    found = {name.node: name for name in [*_holders(form, kind, look), *aliases]}
    return [name for name in found.values() if is_letters(name.shown)]


def _alike(one: str, other: str) -> bool:
    """Whether two explanations of the same letters differ in spelling only."""
    mine, theirs = one.split(), other.split()
    if len(mine) != len(theirs):
        return False
    same_sound = sounds_of(tuple(mine)) == sounds_of(tuple(theirs))
    return same_sound or all(a[:4] == b[:4] for a, b in zip(mine, theirs, strict=True))


def _contracted(name: Name, look: Look) -> list[Name]:
    """`Kementerian ESDM` to `ESDM`, `Kejati X` to `Kejaksaan Tinggi X`, where a release says so and of one only."""
    if " " not in name.shown:
        return []
    holders = _holders(name.key, name.kind, look)
    linked = {other.node: other for other in [*holders, *_aliases(name, look)]}
    fits = [
        other
        for other in linked.values()
        if other.node != name.node
        and (
            heads_letters(name.shown, other.shown)
            or contracts(name.shown, other.shown)
            or contracts(other.shown, name.shown)
        )
    ]
    return fits if len({form_of(other.kind, other.shown) for other in fits}) == 1 else []


def _with_status(name: Name, look: Look) -> list[Name]:
    """`Kota X` for `X`, where a release says so and there is no other X of another status. A regency is named with its
    status where a town has its name, and whether one has the archive can't tell."""
    full = called(look, Kind.PLACE, map(plain_of, with_status(name.shown)))
    if len({_status(other) for other in full}) != 1:
        return []
    here = {other.node for other in full}
    if any(name.key in holder.claims for holder in _holders(name.key, Kind.PLACE, look) if holder.node not in here):
        return []
    if _status(full[0]) != "kota":
        return []
    return [other for other in full if name.key in other.claims or other.key in name.claims]


def _status(name: Name) -> str:
    first = key_of(name.shown).split(" ", 1)[0]
    return "kabupaten" if first == "kab" else first
