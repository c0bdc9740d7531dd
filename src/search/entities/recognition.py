"""Who and what a release names."""

from __future__ import annotations

import hashlib
import json

from ..model import Entity, Kind
from . import lexicon
from .cutting import Cutter
from .evidence import ENOUGH, weigh
from .gazetteers import data_version
from .joining import name_key
from .resolving import resolve
from .spans import Span
from .words import Words, read_words

_RULES = "rules-1"
"""Raised with every change of the rules that changes what is found."""


def _lexicon_version() -> str:
    lists = {
        name: sorted(value.items()) if isinstance(value, dict) else sorted(value)
        for name, value in vars(lexicon).items()
        if name.isupper() and isinstance(value, frozenset | dict)
    }
    return hashlib.sha256(json.dumps(lists, sort_keys=True).encode()).hexdigest()[:8]


FINGERPRINT = f"{_RULES}+{_lexicon_version()}+{data_version()}"
"""Names the rules, cue words and gazetteers: with the same fingerprint a text has the same entities."""


def annotate(body: str, title: str = "") -> tuple[Entity, ...]:
    """The people, organizations and places that `body` names, in order of appearance.

    Mentions are disjoint and count characters of `body`. `title` helps to understand (an acronym explained there),
    but has no mentions of its own. Any text is taken, the empty one too; time grows linearly with its length.
    """
    words, spans = _weighed(body)
    if title:
        _hint(words, spans, *_weighed(title))
    return resolve(words, spans)


def _weighed(text: str) -> tuple[Words, list[Span]]:
    words = read_words(text)
    spans = Cutter(words).cut()
    for span in spans:
        span.scores = weigh(words, span)
    return words, spans


def _hint(words: Words, spans: list[Span], title: Words, title_spans: list[Span]) -> None:
    """Adds to the body's stretches what the title says of the same words."""
    hints: dict[tuple[str, ...], tuple[Kind, float]] = {}
    for span in title_spans:
        kind = max(span.scores, key=span.scores.__getitem__, default=None)
        if kind is None or span.scores[kind] < ENOUGH:
            continue
        hints[name_key(title, span.first, span.last)] = (kind, 1.0)
        if span.acronym is not None:
            hints[title.key[span.acronym],] = (kind, ENOUGH)
    for span in spans:
        if hints and (hint := hints.get(name_key(words, span.first, span.last))) is not None:
            kind, points = hint
            span.scores[kind] = span.scores.get(kind, 0.0) + points
