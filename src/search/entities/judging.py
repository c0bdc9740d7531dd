"""Decides what each name of a text is, from all of its mentions: the rules' points, the tagger's odds, its look.

A logistic model for each kind over a few signs, one decision a name and text: so a name has one kind in a release, and
a clear mention carries an unclear one. Its weights come with the tagger's (`train.py` fits them); without a model
`resolving` decides by points alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise

from ..model import Kind
from .gazetteers import bodies, english, is_common
from .joining import name_key
from .lexicon import CONNECTORS, GENERIC, NOT_BODIES, SHORT_HEADS, STREETS
from .spans import Span
from .tagger import KINDS, Tagging
from .words import Words

Key = tuple[str, ...]
Signs = dict[str, float]
_AND = CONNECTORS | frozenset({",", ";", "-", "/", "serta"})
_HOPELESS = -2.0
"""Up to which odds a list of people makes a name a person's."""
_REGIONS = frozenset("kabupaten kecamatan kelurahan desa provinsi dusun pulau kampung".split())
_SURE_HEADS = STREETS | SHORT_HEADS | _REGIONS
_MOST_POINTS = 4.0
PROOF = 3.5
"""Points of one mention from which on a name is a person's whatever the tagger says: `Bapak X`, `X (45)`, `X, S.H.`."""


def gather(words: Words, spans: list[Span]) -> dict[Key, list[Span]]:
    """The stretches of each name."""
    groups: defaultdict[Key, list[Span]] = defaultdict(list)
    for span in spans:
        if key := name_key(words, span.first, span.last):
            groups[key].append(span)
    return groups


def signs(words: Words, key: Key, spans: list[Span], tagging: Tagging) -> dict[Kind, Signs]:
    """What speaks for and against each kind of one name."""
    odds = [tagging.odds(span.first, span.last) for span in spans]
    exact = [tagging.exact.get((span.first, span.last)) for span in spans]
    count = len(spans)
    points = [sum(span.scores.get(kind, 0.0) for span in spans) for kind in KINDS]
    means = [sum(its[n] for its in odds) / count for n in range(len(KINDS))]
    letters = float(all(all(words.acronym[span.first : span.last]) for span in spans))
    many = float(len(key) > 1)
    body = bodies().get(" ".join(key))
    look = {
        "bias": 1.0,
        "long": many,
        "letters": letters,
        "gazetteer": float(any(span.place is not None for span in spans)),
        "known body": float(body is not None and not body.weak),
        "acronym": float(any(span.acronym is not None for span in spans)),
        "english": float(any(word in english() for word in key)),
    }
    found: dict[Kind, Signs] = {}
    for n, kind in enumerate(KINDS):
        given = float(any(span.kind is kind for span in spans))
        mean = means[n]
        found[kind] = look | {
            "points": min(max(points[n], -2.0), _MOST_POINTS),
            "other points": min(max(0.0, *(p for m, p in enumerate(points) if m != n)), _MOST_POINTS),
            "given": given,
            "other given": float(any(span.kind is not None and span.kind is not kind for span in spans)),
            "odds": mean,
            "best odds": max(its[n] for its in odds),
            "exact": sum(its is kind for its in exact) / count,
            "letters odds": letters * mean,
            "letters points": letters * min(points[n], _MOST_POINTS),
            "given odds": given * mean,
            "long odds": many * mean,
        }
    return found


def judge(
    words: Words, spans: list[Span], tagging: Tagging, weights: Mapping[str, Mapping[str, float]]
) -> dict[Key, Kind]:
    """The kind of each name that is one; names that are none are left out."""
    decided: dict[Key, Kind] = {}
    doubtful: dict[Key, tuple[Kind, float]] = {}
    for key, its in gather(words, spans).items():
        if (proven := _proven(words, key, its)) is not None:
            decided[key] = proven
            continue
        best, most = None, _HOPELESS
        for kind, evidence in signs(words, key, its, tagging).items():
            if _excluded(key, kind, evidence):
                continue
            table = weights[kind.value]
            total = sum(table.get(name, 0.0) * value for name, value in evidence.items() if value)
            if total > most:
                best, most = kind, total
        if best is not None and most > 0:
            decided[key] = best
        elif best is not None:
            doubtful[key] = best, most
    _agree_in_lists(words, spans, decided, doubtful)
    return decided


def _excluded(key: Key, kind: Kind, evidence: Signs) -> bool:
    """A well-known body is no place; a kind of body (`Sekolah Rakyat`) or a word of letters (`SD`) is no body."""
    if kind is Kind.PLACE:
        return bool(evidence["known body"])
    return kind is Kind.ORGANIZATION and (key in GENERIC or (len(key) == 1 and key[0] in NOT_BODIES))


def _proven(words: Words, key: Key, spans: list[Span]) -> Kind | None:
    """The kind that needs no weighing: a title or an age, letters that the title explains, `Kabupaten X`, `Jalan X`."""
    if any(span.scores.get(Kind.PERSON, 0.0) >= PROOF for span in spans):
        return Kind.PERSON
    kind, first = spans[0].kind, spans[0].first
    if len(key) == 1:
        return kind if words.acronym[first] and spans[0].place is None else None
    headed = words.key[first] in _SURE_HEADS and words.cap[first] and not words.initial[first]
    return kind if headed and kind is Kind.PLACE and not all(map(is_common, key[1:])) else None


def _agree_in_lists(
    words: Words, spans: list[Span], decided: dict[Key, Kind], doubtful: dict[Key, tuple[Kind, float]]
) -> None:
    """Decides doubtful names as their neighbours in a list: `Eko Budiarto, Uyo Kuyong, dan Wirya Sentanu`."""
    for row in (spans, spans[::-1]):
        for one, other in pairwise(row):
            key = name_key(words, other.first, other.last)
            near = decided.get(name_key(words, one.first, one.last))
            kind, odds = doubtful.get(key, (None, 0.0))
            if near is None or near is not kind or key in decided:
                continue
            if len(key) == 1 and not _listed(words, other, kind, odds):
                continue
            before, after = (one, other) if one.first < other.first else (other, one)
            between = words.key[before.last : after.first]
            if 0 < len(between) <= 2 and all(word in _AND for word in between):
                decided[key] = kind


def _listed(words: Words, span: Span, kind: Kind, odds: float) -> bool:
    """Whether a single word may follow its neighbours: letters those of bodies; a place's if it is hardly in doubt.

    `Jakarta, Wirya ...` is no list.
    """
    if kind is Kind.ORGANIZATION:
        return words.acronym[span.first]
    return kind is Kind.PLACE and odds > _HOPELESS / 2
