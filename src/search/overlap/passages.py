"""Chains of shared words as passages: with offsets, differences, and without what is too common to count.

Some runs of words are everybody's: a name with all its offices, the title of a law, a dateline, a line of contact. A
passage counts where some sequence of three words in it stands in few releases, the fewer, the shorter it is
(`allowed`); and where it is not just names and numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from ..duplicates.differences import Change
from ..language.tokens import Token
from .aligning import Pairs
from .candidates import LENGTH, Candidates
from .results import Passage, Piece

LEAST = 8
"""Words that a passage shares at least;"""

LEAST_RARE = 5
"""or so many, all of them rare."""

LEAST_PLAIN = 5
"""Words of a passage that are neither numbers nor begin with a capital, at least;"""

WHATEVER = 20
"""of one of fewer words: what is longer counts, whatever it is made of."""

RARE = 0.01
"""A word is rare which at most this part of the releases have,"""

FEW = 10
"""or so many of them; a sequence of words that so many have is never too common."""

COMMON = 0.005
"""A passage of `LEAST` words is too common where more than this part of the releases have each of its sequences."""


def allowed(words: int, releases: int) -> float:
    """How many releases may have the rarest sequence of a passage of so many words: with the square of its length
    they may be more, so that what is long counts even where everybody repeats it."""
    return max(FEW, COMMON * releases * (words / LEAST) ** 2)


def counts_as_passage(
    pairs: Pairs, forms: Sequence[str], plain: Sequence[bool], known: Candidates, releases: int
) -> bool:
    """Whether a chain says that a text of these forms repeats a release; `plain` says it of the release's words."""
    if len(pairs) < WHATEVER and sum(plain[j] for _, j in pairs) < LEAST_PLAIN:
        return False
    if len(pairs) < LEAST and sum(known.counts[forms[i]] <= max(FEW, RARE * releases) for i, _ in pairs) < LEAST_RARE:
        return False
    most = allowed(len(pairs), releases)
    return any(having <= most for having in _sequences(pairs, known.having))


def plain_words(body: str, tokens: Iterable[Token]) -> list[bool]:
    """Of each word of a body, whether it is neither a number nor begins with a capital."""
    return [not (body[token.start].isupper() or body[token.start].isdecimal()) for token in tokens]


def _sequences(pairs: Pairs, having: Mapping[int, int]) -> Iterator[int]:
    """How many releases have each of the sequences in a chain that were looked up."""
    for (i, j), (next_i, next_j) in zip(pairs, pairs[LENGTH - 1 :], strict=False):
        if i in having and next_i - i == next_j - j == LENGTH - 1:
            yield having[i]


def passage(pairs: Pairs, tokens: Sequence[Token], body: Sequence[Token]) -> Passage:
    """A chain as a passage of a text of these tokens and of a body of those."""
    (first_i, first_j), (last_i, last_j) = pairs[0], pairs[-1]
    return Passage(
        start=tokens[first_i].start,
        end=tokens[last_i].end,
        body_start=body[first_j].start,
        body_end=body[last_j].end,
        words=len(pairs),
        share=len(pairs) / len(tokens),
        pieces=tuple(_pieces(pairs, tokens, body)),
    )


def _pieces(pairs: Pairs, tokens: Sequence[Token], body: Sequence[Token]) -> Iterator[Piece]:
    start_i, start_j = pairs[0]
    for (i, j), (next_i, next_j) in [*pairwise(pairs), (pairs[-1], (-1, -1))]:
        if (next_i, next_j) == (i + 1, j + 1):
            continue
        end, body_end = tokens[i].end, body[j].end
        yield Piece(Change.SAME, tokens[start_i].start, end, body[start_j].start, body_end)
        if next_i < 0:
            return
        if next_j > j + 1:
            yield Piece(Change.REMOVED, end, end, body[j + 1].start, body[next_j - 1].end)
            body_end = body[next_j - 1].end
        if next_i > i + 1:
            yield Piece(Change.ADDED, tokens[i + 1].start, tokens[next_i - 1].end, body_end, body_end)
        start_i, start_j = next_i, next_j
