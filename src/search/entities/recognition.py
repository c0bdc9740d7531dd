"""Who and what a release names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from ..model import Entity, Kind
from . import lexicon
from .candidates import merge_all
from .cutting import Cutter
from .evidence import ENOUGH, weigh
from .gazetteers import data_version
from .judging import Judge
from .naming import name_key
from .resolving import by_points, resolve
from .spans import Span
from .tagger import Tagger, load, version
from .titles import add_titles
from .words import Words, read_all

_RULES = "rules-2"
"""Raised with every change of the rules that changes what is found."""


Read = tuple[Words, Words]
"""A body and its title, as words."""


def _lexicon_version() -> str:
    lists = {
        name: sorted(value.items()) if isinstance(value, dict) else sorted(value)
        for name, value in vars(lexicon).items()
        if name.isupper() and isinstance(value, frozenset | dict)
    }
    return hashlib.sha256(json.dumps(lists, sort_keys=True).encode()).hexdigest()[:8]


FINGERPRINT = f"{_RULES}+{_lexicon_version()}+{data_version()}+{version()}"
"""Names the rules, cue words, gazetteers and model: with the same fingerprint a text has the same entities."""


def annotate(body: str, title: str = "") -> tuple[Entity, ...]:
    """The people, organizations and places that `body` names, in order of appearance.

    Mentions are disjoint and count characters of `body`. `title` helps to understand (an acronym explained there),
    but has no mentions of its own. Any text is taken, the empty one too; time grows linearly with its length. Where the
    model can't be read (`status` says so) the rules decide alone.
    """
    return annotate_with(load(), body, title)


def annotate_all(texts: Sequence[tuple[str, str]]) -> list[tuple[Entity, ...]]:
    """`annotate` for many texts (body and title), which takes far less time; of each the same as if it were alone."""
    return annotate_read(read(texts))


def read(texts: Sequence[tuple[str, str]]) -> list[Read]:
    """Texts (body and title) cut into words."""
    words = iter(read_all(list(chain.from_iterable(texts))))
    return list(zip(words, words, strict=True))


def annotate_read(texts: Sequence[Read]) -> list[tuple[Entity, ...]]:
    """`annotate_all` for texts that were read together."""
    return _annotate(load(), texts)


def annotate_with(tagger: Tagger | None, body: str, title: str = "") -> tuple[Entity, ...]:
    """`annotate` by a given tagger, or by the rules alone."""
    return _annotate(tagger, read([(body, title)]))[0]


def _annotate(tagger: Tagger | None, texts: Sequence[Read]) -> list[tuple[Entity, ...]]:
    cut = _cut(texts)
    if tagger is None:
        return [add_titles(words, resolve(words, spans, by_points(words, spans))) for words, spans in cut]
    tagged = merge_all([(*its, tagging) for its, tagging in zip(cut, tagger.tag_all(cut), strict=True)])
    return [
        add_titles(words, resolve(words, spans, kinds))
        for (words, spans, _), kinds in zip(tagged, _judge_of(tagger).judge(tagged), strict=True)
    ]


@lru_cache(maxsize=8)
def _judge_of(tagger: Tagger) -> Judge:
    return Judge.of(tagger.weights.judge)


def read_spans(body: str, title: str = "") -> tuple[Words, list[Span]]:
    """The words of a text and the stretches that may be names, weighed by the rules."""
    return _cut(read([(body, title)]))[0]


def _cut(texts: Sequence[Read]) -> list[tuple[Words, list[Span]]]:
    """`read_spans` of many texts."""
    cut = [(words, Cutter(words).cut()) for words in chain.from_iterable(texts)]
    weigh(cut)
    found, weighed = [], iter(cut)
    for (words, spans), title in zip(weighed, weighed, strict=True):
        if title[1]:
            _hint(words, spans, *title)
        found.append((words, spans))
    return found


def _hint(words: Words, spans: list[Span], title: Words, title_spans: list[Span]) -> None:
    """Adds to the body's stretches what the title says of the same words."""
    hints: dict[tuple[str, ...], tuple[Kind, float]] = {}
    explained: set[tuple[str, ...]] = set()
    for span in title_spans:
        kind = max(span.scores, key=span.scores.__getitem__, default=None)
        if kind is None or span.scores[kind] < ENOUGH:
            continue
        hints[name_key(title, span.first, span.last)] = (kind, 1.0)
        if span.acronym is not None:
            hints[title.key[span.acronym],] = (kind, ENOUGH)
            explained.add((title.key[span.acronym],))
    for span in spans:
        key = name_key(words, span.first, span.last) if hints else ()
        if (hint := hints.get(key)) is not None:
            kind, points = hint
            if key in explained:
                span.kind = kind
            span.scores[kind] = span.scores.get(kind, 0.0) + points
