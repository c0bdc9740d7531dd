"""Decides what each name of a text is, from all of its mentions: the rules' points, the tagger's odds, its look.

A logistic model for each kind over a few signs, one decision a name and text: so a name has one kind in a release, and
a clear mention carries an unclear one. Its weights come with the tagger's (`train.py` fits them); without a model
`resolving` decides by points alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from operator import mul
from typing import Self

from ..model import Kind
from .gazetteers import bodies, english, is_common
from .joining import name_key
from .lexicon import CONNECTORS, GENERIC, NOT_BODIES, SHORT_HEADS, STREETS
from .spans import Span
from .tagger import KINDS, Tagging
from .words import Words

Key = tuple[str, ...]
Signs = dict[str, float]
SIGNS = (
    "bias", "long", "letters", "gazetteer", "known body", "acronym", "english", "points", "other points", "given",
    "other given", "odds", "best odds", "exact", "letters odds", "letters points", "given odds", "long odds",
)  # fmt: skip
"""What is asked of a name for each kind, in this order."""
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
    single = [[float(name == asked) for name in SIGNS] for asked in SIGNS]
    values = [Judge([weights] * len(KINDS)).weigh(words, key, spans, tagging) for weights in single]
    return {
        kind: dict(zip(SIGNS, its, strict=True)) for kind, its in zip(KINDS, zip(*values, strict=True), strict=True)
    }


class Judge:
    """Decides with one table of weights: for each of `KINDS` the weights of `SIGNS`. Threads may share it."""

    def __init__(self, tables: Sequence[Sequence[float]]) -> None:
        self._tables = tables
        self._totals = lru_cache(maxsize=1 << 15)(self._add_up)

    @classmethod
    def of(cls, weights: Mapping[str, Mapping[str, float]]) -> Self:
        """The judge of a model's weights, by kind and sign."""
        return cls([[weights[kind.value].get(name, 0.0) for name in SIGNS] for kind in KINDS])

    def weigh(self, words: Words, key: Key, spans: list[Span], tagging: Tagging) -> tuple[float, ...]:
        """For each of `KINDS` the sum of the signs by their weights: how much speaks for such a name."""
        look = (len(key) > 1, _is_body(key), _is_english(key))
        if len(spans) == 1:
            span = spans[0]
            first, last, scores = span.first, span.last, span.scores
            odds = tagging.odds(first, last)
            letters = words.acronym[first] and (last - first == 1 or all(words.acronym[first:last]))
            person, body, place = (scores.get(kind, 0.0) for kind in KINDS)
            return self._totals(
                look, letters, span.place is not None, span.acronym is not None, (person, body, place),
                (span.kind,), (tagging.exact.get((first, last)),), odds, odds,
            )  # fmt: skip
        columns = list(zip(*[tagging.odds(span.first, span.last) for span in spans], strict=True))
        return self._add_up(
            look,
            all(all(words.acronym[span.first : span.last]) for span in spans),
            any(span.place is not None for span in spans),
            any(span.acronym is not None for span in spans),
            tuple([sum([span.scores.get(kind, 0.0) for span in spans]) for kind in KINDS]),
            tuple([span.kind for span in spans]),
            tuple([tagging.exact.get((span.first, span.last)) for span in spans]),
            tuple([sum(its) / len(spans) for its in columns]),
            tuple(map(max, columns)),
        )

    def _add_up(
        self, look: tuple[bool, bool, bool], letters: bool, place: bool, acronym: bool, points: tuple[float, ...],
        given: tuple[Kind | None, ...], exact: tuple[Kind | None, ...], means: tuple[float, ...],
        best: tuple[float, ...],
    ) -> tuple[float, ...]:  # fmt: skip
        """The sums from all that they depend on. Most names have it in common with others: chances are bounded."""
        many, body, english_ = look
        kinds, found = {kind for kind in given if kind is not None}, []
        for n, kind in enumerate(KINDS):
            own, mean, its = points[n], means[n], kind in kinds
            values = (
                1.0,
                many,
                letters,
                place,
                body,
                acronym,
                english_,
                min(max(own, -2.0), _MOST_POINTS),
                min(max(0.0, points[n - 1], points[n - 2]), _MOST_POINTS),
                its,
                len(kinds) > its,
                mean,
                best[n],
                exact.count(kind) / len(exact),
                letters * mean,
                letters * min(own, _MOST_POINTS),
                its * mean,
                many * mean,
            )
            found.append(sum(map(mul, self._tables[n], values)))
        return tuple(found)


@lru_cache(maxsize=1 << 14)
def _is_english(key: Key) -> bool:
    return not english().isdisjoint(key)


@lru_cache(maxsize=1 << 14)
def _is_body(key: Key) -> bool:
    body = bodies().get(" ".join(key))
    return body is not None and not body.weak


def judge(words: Words, spans: list[Span], tagging: Tagging, by: Judge) -> dict[Key, Kind]:
    """The kind of each name that is one; names that are none are left out."""
    decided: dict[Key, Kind] = {}
    doubtful: dict[Key, tuple[Kind, float]] = {}
    for key, its in gather(words, spans).items():
        if (proven := _proven(words, key, its)) is not None:
            decided[key] = proven
            continue
        best, most = None, _HOPELESS
        for kind, total in zip(KINDS, by.weigh(words, key, its, tagging), strict=True):
            if total > most and not _excluded(key, kind):
                best, most = kind, total
        if best is not None and most > 0:
            decided[key] = best
        elif best is not None:
            doubtful[key] = best, most
    if doubtful:
        _agree_in_lists(words, spans, decided, doubtful)
    return decided


def _excluded(key: Key, kind: Kind) -> bool:
    """A well-known body is no place; a kind of body (`Sekolah Rakyat`) or a word of letters (`SD`) is no body."""
    if kind is Kind.PLACE:
        return _is_body(key)
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
    named = [(span, name_key(words, span.first, span.last)) for span in spans]
    for row in (named, named[::-1]):
        for (one, beside), (other, key) in pairwise(row):
            if key not in doubtful or key in decided:
                continue
            kind, odds = doubtful[key]
            if decided.get(beside) is not kind:
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
