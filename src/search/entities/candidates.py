"""The names that may be in a text, after rules and tagger: each says where names begin and end, seldom differently.

Where a cue word or the gazetteer names the kind, the rules' ends hold (a body's name ends where `bodies` says), but for
a person whom the tagger finds at its end. Elsewhere the tagger's hold: rules see only capitals there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ..model import Kind
from .clues import Clue
from .evidence import weigh
from .lexicon import MONTHS, Cue
from .spans import PERSONAL, Span
from .tagger import KINDS, Tagging
from .words import Words

_SURE = 0.85
"""Odds (logarithm) from which on the tagger may cut a person from the end of a body's name: a chance of 0.7."""


def merge_all(texts: Sequence[tuple[Words, list[Span], Tagging]]) -> list[tuple[Words, list[Span], Tagging]]:
    """The rules' stretches and the tagger's names of texts read together, disjoint and ascending, all weighed."""
    merged = [(words, _merged(words, spans, tagging), tagging) for words, spans, tagging in texts]
    weigh((words, [span for span in spans if not span.scores]) for words, spans, _ in merged)
    return merged


def merge(words: Words, spans: list[Span], tagging: Tagging) -> list[Span]:
    """`merge_all` of one text."""
    return merge_all([(words, spans, tagging)])[0][1]


def _merged(words: Words, spans: list[Span], tagging: Tagging) -> list[Span]:
    agreed = {(span.first, span.last) for span in spans}
    starts: list[int] = []
    dropped: set[int] = set()
    added: list[Span] = []
    for start, last, kind in tagging.names:
        first = _name_begins(words, start, last, kind)
        if (first, last) in agreed:  # most names: nothing to be decided
            continue
        if first == last:
            continue
        starts = starts or [span.first for span in spans]
        met = _met(spans, starts, first, last)
        if any((span.first, span.last) == (first, last) or span.acronym is not None for span in met):
            continue
        if any(words.surface[i] == "-" and words.start[i] == words.end[i - 1] for i in range(first + 1, last)):
            continue  # Budiman-Hartono: two names, which the rules have taken apart
        if len(met) == 1 and met[0].title and met[0].first < first:
            first = met[0].first  # a title says where the name begins
            if last == met[0].last:
                continue
        fixed = [span for span in met if span.kind is not None]
        if fixed and not (len(met) == 1 and kind is Kind.PERSON and _holds(fixed[0], first, last, tagging)):
            continue
        if fixed:
            fixed[0].last = first
        dropped.update(id(span) for span in met if span.kind is None)
        largest = max(met, key=lambda span: min(span.last, last) - max(span.first, first), default=None)
        new = Span(first, last, title=largest is not None and largest.title and not fixed)
        new.office = bool(fixed) or (largest is not None and largest.office)
        added.append(new)
    if not added:
        return spans
    kept = [span for span in spans if id(span) not in dropped]
    return _disjoint(sorted([*kept, *added], key=lambda span: (span.first, -span.last)))


def _met(spans: list[Span], starts: list[int], first: int, last: int) -> list[Span]:
    """The stretches that have one of the words `first` to `last`. `starts`: where each begins."""
    return [
        span
        for span in spans[max(0, bisect_right(starts, first) - 1) : bisect_left(starts, last)]
        if span.last > first or (span.acronym is not None and first <= span.acronym < last)
    ]


def _disjoint(spans: list[Span]) -> list[Span]:
    """Of stretches in order, those that begin behind the ones before (two of the tagger's may have grown to one)."""
    found: list[Span] = []
    end = 0
    for span in spans:
        if span.first >= end:
            found.append(span)
            end = max(span.last, (span.acronym or 0) + 1)
    return found


def _name_begins(words: Words, first: int, last: int, kind: Kind) -> int:
    """Past what is no part of a name though a tagger may take it for one: titles, `Kantor`, a full stop."""
    if words.cap[first] and not words.cue[first]:
        return first  # most names
    while first < last and not (words.cap[first] or words.medium[first] or words.surface[first].isalpha()):
        first += 1
    while first < last:
        cue, key = words.cue[first], words.key[first]
        titled = cue & (PERSONAL | Cue.OFFICE) if kind is Kind.PERSON else cue & PERSONAL
        title = cue & Cue.RANK or (titled and not words.look[first] & Clue.NAME)
        stop = cue & Cue.STOP and not words.acronym[first] and key not in MONTHS
        if not (title or stop or words.surface[first] in ".,"):
            break
        first += 1
    return first


def _holds(body: Span, first: int, last: int, tagging: Tagging) -> bool:
    """Whether a body's name ends in a person's: `Yayasan X Wirya Sentanu`."""
    sure = tagging.odds(first, last)[KINDS.index(Kind.PERSON)] > _SURE
    return body.kind is Kind.ORGANIZATION and body.first < first and body.last == last and sure
