"""A text held against an archive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from ..duplicates.differences import Change
from ..engines.base import Snapshot
from ..language import Analyzer
from ..language.tokens import Token
from ..model import Release
from .aligning import Text
from .candidates import Candidates, find_candidates
from .passages import LEAST_RARE, counts_as_passage, passage, plain_words
from .quoting import QuotedText, with_alterations
from .results import Overlap, Passage, Repeated, Stretch

NEAR = 0.95
"""Releases that cover at least this part of what the best of them covers are as good: the earliest of them is first."""

COMPARED = 4_000_000
"""Characters of candidates that are compared with one text; what is left beyond that is passed over."""

_HALVES = re.compile("[\ud800-\udfff]")


def find_overlap(text: str, snapshot: Snapshot, analyzer: Analyzer, limit: int) -> Overlap:
    """The releases of a snapshot that a text repeats, at most so many.

    Halves of characters (lone surrogates, which no file or page can hold) are replaced.
    """
    text = _HALVES.sub("\ufffd", text)
    tokens = analyzer.tokens(text)
    releases = snapshot.stats().releases
    known = find_candidates([token.form for token in tokens], snapshot, releases)
    found = list(_repeated(text, tokens, known, snapshot, analyzer, releases))
    covered = bytearray(len(text))
    for each in found:
        _cover(covered, each)
    shared = sum(covered[token.start] for token in tokens)
    return Overlap(
        text=text,
        words=len(tokens),
        covered=shared,
        share=shared / len(tokens) if tokens else 0.0,
        found=len(found),
        releases=tuple(_ordered(_telling(found, limit, len(text)))),
        alone=tuple(_alone(tokens, found)),
    )


def _repeated(
    text: str, tokens: Sequence[Token], known: Candidates, snapshot: Snapshot, analyzer: Analyzer, releases: int
) -> Iterator[Repeated]:
    forms = [token.form for token in tokens]
    aligned, quoted = Text(forms), QuotedText(text)
    compared = 0
    for number in known.numbers:
        release = snapshot.numbered(number)
        compared += len(release.body)
        if compared > COMPARED:
            return
        body = analyzer.tokens(release.body)
        plain = plain_words(release.body, body)
        chains = aligned.aligned([token.form for token in body], LEAST_RARE)
        passages = [
            with_alterations(passage(pairs, tokens, body), release.quotes, quoted)
            for pairs in chains
            if counts_as_passage(pairs, forms, plain, known, releases)
        ]
        if passages:
            yield _release(release, passages, len(tokens), len(body))


def _release(release: Release, passages: Sequence[Passage], words: int, body_words: int) -> Repeated:
    shared = sum(each.words for each in passages)
    # A text that repeats a paragraph twice shares it twice with the release; of the release it is one.
    of_release = min(1.0, shared / body_words)
    return Repeated(release, shared, shared / words, of_release, tuple(passages))


def _cover(covered: bytearray, repeated: Repeated) -> None:
    for each in repeated.passages:
        for piece in each.pieces:
            if piece.change is Change.SAME:
                covered[piece.start : piece.end] = b"\1" * (piece.end - piece.start)


def _telling(found: Sequence[Repeated], limit: int, size: int) -> list[Repeated]:
    """So many of the releases: each time the one that covers most of what is left, so that ten versions of one don't
    hide another that the text repeats as well; then those that cover most."""
    left = sorted(found, key=_place)
    chosen: list[Repeated] = []
    covered = bytearray(size)
    while left and len(chosen) < limit:
        gains = [_gain(each, covered) for each in left]
        best = max(gains)
        at = gains.index(best) if best else 0
        if best:
            _cover(covered, left[at])
        chosen.append(left.pop(at))
    return chosen


def _gain(repeated: Repeated, covered: bytearray) -> int:
    same = (piece for each in repeated.passages for piece in each.pieces if piece.change is Change.SAME)
    return sum(covered.count(0, piece.start, piece.end) for piece in same)


def _place(repeated: Repeated) -> tuple[int, date, str]:
    return -repeated.words, repeated.release.date or date.max, repeated.release.id


def _ordered(found: Sequence[Repeated]) -> Iterator[Repeated]:
    """What covers most first; among those that cover nearly as much the earliest: who said it first."""
    left = sorted(found, key=_place)
    while left:
        equals = [each for each in left if each.words >= NEAR * left[0].words]
        yield from sorted(equals, key=lambda each: (each.release.date or date.max, *_place(each)))
        left = left[len(equals) :]


def _alone(tokens: Sequence[Token], found: Sequence[Repeated]) -> Iterator[Stretch]:
    """The stretches of the text that lie in no passage."""
    inside = bytearray(tokens[-1].end if tokens else 0)
    for each in (each for repeated in found for each in repeated.passages):
        inside[each.start : each.end] = b"\1" * (each.end - each.start)
    for is_inside, run in groupby(tokens, key=lambda token: inside[token.start]):
        if not is_inside:
            words = list(run)
            yield Stretch(words[0].start, words[-1].end, len(words))
