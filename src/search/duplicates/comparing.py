"""Whether two texts are versions of one release: decided on their words, never on an estimate.

**How much they share.** A word is covered where it stands, beside another, in the other text, too, and in the same
order (`alignment.py`). Two texts are versions of one where nearly all words of the shorter one are covered
(`NEARLY_WHOLE`) and it is not much shorter (`HALF`), or where most words of either are (`BOTH`). The first two bounds
together are more than a half: of two releases that a digest joins, not both can be versions of the digest.

**What they differ in.** Releases of one template, such as prices of the day or a month's statistics, share most words,
but differ in their facts: numbers and names. Edits don't single those out. If differences fell anywhere, the number of
facts among them would follow the hypergeometric distribution; texts are not versions of one where it is larger in both
of them than chance would have it. Left out of this count are a differing beginning (a dateline) and stretches of
`BLOCK` words and more, unless they are facts for the most part: a paragraph that one of them lacks, or other
boilerplate. Titles that both publishers gave tell as well: with other numbers in them they are of two releases.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby, pairwise
from math import exp, lgamma, sqrt

from .alignment import aligned

BOTH = 0.78
SPREAD = 0.5
"""The share that must be covered in either text of n words is `BOTH - SPREAD / sqrt(n)`: edits of 15% of the words
leave 0.88 covered, but in texts of 80 words one in a thousand has 0.72."""
NEARLY_WHOLE = 0.93
HALF = 0.55
BLOCK = 8
BY_CHANCE = 1e-3
BY_CHANCE_OF_HALF = 1e-2
"""Texts of one template: differences would single out facts so by chance at most so often; where half of the facts or
more differ, the second holds."""
SHORT = 40
"""Texts of fewer words say too little for such counts: those that differ in any fact are two releases, and so are those
that differ in their titles."""
SHORTEST = 12
"""Texts of fewer words are never versions of one: nothing tells a text twice from two alike."""

_PLAIN, _NUMBER, _NAME = 0, 1, 2
_FACTS = bytes((_NUMBER,)), bytes((_NUMBER, _NAME))
_WORD = re.compile(r"([\W_]*+)(\d++(?:[.,:/]\d++)*+(?![^\W_])|[^\W_]++)")
_DIGIT = re.compile(r"\d")
_SENTENCE_ENDS = frozenset('.!?:;\n\r"“”')


class Text:
    """A text made ready to be compared, with the title that its publisher gave it, if any."""

    def __init__(self, text: str, title: str = "") -> None:
        self.title = title_words(title)
        self.numbers = numbers_of(title)
        found = _WORD.findall(unicodedata.normalize("NFKC", text))
        self.words = [word.casefold() for _, word in found]
        self.kinds = bytes(_kind(gap, word, first=not i) for i, (gap, word) in enumerate(found))
        """Of each word: whether it is a number, a name (with a capital inside a sentence), or neither."""
        self.pairs = frozenset(pairwise(self.words))


def covered(one: Text, other: Text) -> tuple[bytearray, bytearray]:
    """For each word of either text 1 where it stands, with a neighbour, in the other text, too, in the same order."""
    marks = bytearray(len(one.words)), bytearray(len(other.words))
    for i, j in aligned(one.words, other.words):
        marks[0][i] = marks[1][j] = 1
    return marks


def _kind(gap: str, word: str, *, first: bool) -> int:
    if _DIGIT.search(word):
        return _NUMBER
    named = word[0].isupper() and not first and word != "Rp" and _SENTENCE_ENDS.isdisjoint(gap)
    return _NAME if named else _PLAIN


def title_words(title: str) -> list[str]:
    """The words of a title."""
    return [word.casefold() for _, word in _WORD.findall(unicodedata.normalize("NFKC", title))]


def numbers_of(title: str) -> frozenset[str]:
    """The words of a title that have digits. Titles of two releases of one series differ in them."""
    return frozenset(word for word in title_words(title) if _DIGIT.search(word))


def are_versions(one: Text, other: Text) -> bool:
    """Whether these are versions of one release. Symmetric."""
    if one.title and other.title and one.numbers != other.numbers:
        return False
    short, long = sorted((one, other), key=lambda text: (len(text.words), text.words))
    if len(short.words) < max(SHORTEST, HALF * len(long.words)):
        return False
    if len(short.words) < SHORT and one.title and other.title and one.title != other.title:
        return False
    if one.words == other.words:
        return True
    if 2 * len(short.pairs & long.pairs) < len(short.pairs):  # far from enough: most candidates end here
        return False
    of_short, of_long = covered(short, long)
    whole = sum(of_short) / len(of_short)
    enough = BOTH - SPREAD / sqrt(len(of_short))
    if whole < NEARLY_WHOLE and min(whole, sum(of_long) / len(of_long)) < enough:
        return False
    if len(short.words) < SHORT:
        return not (_some_fact(short.kinds, of_short) and _some_fact(long.kinds, of_long))
    return not any(
        _singled_out(facts, short.kinds, of_short) and _singled_out(facts, long.kinds, of_long) for facts in _FACTS
    )


def _some_fact(kinds: bytes, marks: bytearray) -> bool:
    """Whether any number or name differs."""
    return any(kind != _PLAIN and not mark for kind, mark in zip(kinds, marks, strict=True))


def _singled_out(facts: bytes, kinds: bytes, marks: bytearray) -> bool:
    """Whether the words that differ are of these kinds more often than chance would have it."""
    words = differing = special = both = place = 0
    for is_covered, run in groupby(marks):
        start, place = place, place + sum(1 for _ in run)
        size, its = place - start, sum(kinds.count(kind, start, place) for kind in facts)
        if not is_covered and (not start or (size >= BLOCK and 2 * its < size)):
            continue
        words += size
        special += its
        if not is_covered:
            differing += size
            both += its
    most = BY_CHANCE if 2 * both < special else BY_CHANCE_OF_HALF
    if both < 2 or 2 * special > words:  # text in capitals, of numbers, or in signs that were decoded wrongly
        return False
    return _at_least(both, words, special, differing) < most


def _at_least(count: int, words: int, of_kind: int, differing: int) -> float:
    """How likely `differing` words, drawn from `words` of which `of_kind` are special, have `count` special ones or
    more: the tail of the hypergeometric distribution."""
    most = min(of_kind, differing)
    all_ways = _log_ways(words, differing)
    return sum(
        exp(_log_ways(of_kind, each) + _log_ways(words - of_kind, differing - each) - all_ways)
        for each in range(max(count, differing - (words - of_kind)), most + 1)
    )


def _log_ways(of: int, taken: int) -> float:
    return lgamma(of + 1) - lgamma(taken + 1) - lgamma(of - taken + 1)
