"""From stretches to entities: one kind for a name in a text, its forms together, the name to show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import compress, pairwise

from ..model import Entity, Kind, Mention
from .acronyms import stands_for
from .evidence import ENOUGH
from .gazetteers import is_common
from .joining import join_forms
from .lexicon import Cue
from .naming import Name, Names, gather
from .spans import Span
from .words import Words

_STATUS = frozenset({"provinsi", "propinsi", "republik", "negara", "kota"})


Placed = tuple[Entity, list[tuple[int, int]]]
"""An entity with its mentions' words: the first, and the last (exclusive)."""


def resolve(words: Words, spans: list[Span], kinds: Mapping[tuple[str, ...], Kind]) -> list[Placed]:
    """The entities of a text from its stretches, which know their names, in order of appearance.

    `kinds` are the names' kinds, as `judging` has decided or `by_points` does.
    """
    names = _collect(words, spans)
    if "(" in words.text:
        _explain_backwards(words, spans, names)
    for key, name in names.items():
        name.kind = kinds.get(key)
    join_forms(words, spans, names)
    _sweep(words, names)
    return _entities(words, names)


def by_points(words: Words, spans: list[Span]) -> dict[tuple[str, ...], Kind]:
    """The kinds of a text's names by the rules' points alone."""
    kinds = {}
    for key, its in gather(words, spans).items():
        scores: defaultdict[Kind, float] = defaultdict(float)
        for span in its:
            for kind, points in span.scores.items():
                scores[kind] += points
        likeliest = max(scores, key=scores.__getitem__, default=None)
        if likeliest is not None and scores[likeliest] >= ENOUGH:
            kinds[key] = likeliest
    return kinds


def _collect(words: Words, spans: list[Span]) -> Names:
    names: Names = {}
    for span in spans:
        name = _named(names, span.key, (span.first, span.last))
        if span.title:
            name.titled = True
        if span.place is not None:
            name.place = span.place.id
            name.country = span.place.kind == "country"
        if (at := span.acronym) is not None:
            acronym = _named(names, (words.key[at],), (at, at + 1))
            acronym.acronym_of = acronym.acronym_of or name
    return names


def _named(names: Names, key: tuple[str, ...], place: tuple[int, int]) -> Name:
    """The name of a mention."""
    name = names.get(key)
    if name is None:
        name = names[key] = Name(key, [place])
    else:
        name.spans.append(place)
    return name


def _explain_backwards(words: Words, spans: list[Span], names: Names) -> None:
    """`BNPT (Badan Nasional Penanggulangan Terorisme)`: the acronym first."""
    for short, long in pairwise(spans):
        opens = short.last == long.first - 1 and words.surface[short.last] == "("
        if not opens or long.last >= words.count or words.surface[long.last] != ")" or short.last - short.first > 1:
            continue
        if stands_for(words.surface[short.first], words.surface[long.first : long.last]):
            acronym, name = names[short.key], names[long.key]
            if acronym is not name:
                acronym.acronym_of = name


def _sweep(words: Words, names: Names) -> None:
    """Finds single words of people's names, and heads of bodies, that no stretch took."""
    people: dict[str, Name] = {}
    heads: dict[str, Name] = {}
    for name in names.values():
        if name.kind is Kind.PERSON:
            for word in name.words:
                if len(word) > 2:
                    people.setdefault(word, name)
        elif name.kind is Kind.ORGANIZATION and len(name.words) > 1:
            heads.setdefault(name.words[0], name)
    keys, wanted = words.key, people.keys() | heads.keys()
    if not wanted:
        return
    taken = _taken(words, names)
    for i in [i for i in compress(range(words.count), words.cap) if keys[i] in wanted and not taken[i]]:
        word = keys[i]
        if (owner := _owner(words, i, people, heads)) is not None and not _beside_capitals(words, taken, i):
            key = (word,)
            name = names.setdefault(key, Name(key, []))
            name.spans.append((i, i + 1))
            if name.kind is None:
                name.kind = owner.kind
                name.join(owner)


def _taken(words: Words, names: Names) -> bytearray:
    """Which words stretches of some kind have."""
    taken = bytearray(words.count)
    for name in names.values():
        if (name if name.parent is None else name.root()).kind is not None:
            for first, last in (*name.spans, *name.others) if name.others else name.spans:
                taken[first:last] = b"\1" * (last - first)
    return taken


def _owner(words: Words, i: int, people: dict[str, Name], heads: dict[str, Name]) -> Name | None:
    """Whose name a single word is a short form of."""
    cue, key = words.cue[i], words.key[i]
    if cue & (Cue.STOP | Cue.OFFICE | Cue.TITLE | Cue.RANK) or (words.initial[i] and is_common(key)):
        return None
    if (owner := people.get(key)) is not None:
        return owner
    return heads.get(key) if cue & Cue.BODY and not words.initial[i] else None


def _beside_capitals(words: Words, taken: bytearray, i: int) -> bool:
    """Whether a neighbour has a capital and is no name: then the word is part of something else."""
    for n in (i - 1, i + 1):
        if 0 <= n < words.count and words.cap[n] and not taken[n] and not words.initial[n] and not words.cue[n]:
            return True
    return False


def _entities(words: Words, names: Names) -> list[Placed]:
    groups: defaultdict[int, list[Name]] = defaultdict(list)
    for name in names.values():
        if name.spans:
            groups[id(name if name.parent is None else name.root())].append(name)
    found: list[Placed] = []
    for members in groups.values():
        first = members[0]
        kind = first.kind if first.parent is None else first.root().kind
        if kind is None:
            continue
        if len(members) == 1 and len(first.spans) == 1 and not first.others:  # most are named once
            [place] = first.spans
            mention = _mention(words, *place)
            shown = mention.text if place[1] - place[0] == 1 else _flat(mention.text)
            found.append((Entity(kind, shown, (), (mention,)), first.spans))
            continue
        places = sorted({place for name in members for place in (*name.spans, *name.others)})
        mentions = [_mention(words, *place) for place in places]
        shown = _shown(kind, members, words)
        forms = dict.fromkeys([_flat(mention.text) for mention in mentions])
        entity = Entity(kind, shown, tuple([form for form in forms if form != shown]), tuple(mentions))
        found.append((entity, places))
    found.sort(key=lambda placed: placed[1][0])
    return found


def _mention(words: Words, first: int, last: int) -> Mention:
    start, end = words.start[first], words.end[last - 1]
    return Mention(start, end, words.text[start:end])


def _flat(text: str) -> str:
    return " ".join(text.split())


def _place_rank(name: Name) -> tuple[bool, bool, int, int]:
    """A place is shown without `Provinsi`, as the gazetteer knows it, in full: the greatest of its forms."""
    return name.words[0] not in _STATUS, name.place is not None, len(name.words), len("".join(name.words))


def _shown(kind: Kind, members: list[Name], words: Words) -> str:
    """The name to show: a body's acronym where it was explained, a place without letters, else the fullest form."""

    def surface(name: Name) -> str:
        first, last = name.spans[0]
        return _flat(words.text[words.start[first] : words.end[last - 1]])

    if len(members) == 1:
        return surface(members[0])
    if kind is Kind.ORGANIZATION:
        for name in members:
            if name.acronym_of is not None:
                return surface(name)
    if kind is Kind.PLACE:
        written = [name for name in members if not words.acronym[name.spans[0][0]]] or members
        return surface(max(written, key=_place_rank))
    return surface(max(members, key=lambda name: len(name.words)))
