"""What was probably meant by a word that the archive does not have, or has as a slip of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import log
from typing import NamedTuple

from ..stopwords import is_function_word
from .channel import cost
from .variants import variants
from .vocabulary import Vocabulary

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")

SHORTEST, LONGEST = 3, 40
"""Length in letters of the words that are corrected: shorter ones have too many neighbours."""

TWO_STEPS = 6
"""Letters that a word needs for a correction two steps away: of a shorter one, too little would be left."""

FREQUENCY = 0.6
"""Weight of the logarithm of a word's frequency against the cost of the slip. 1 is right for words drawn as often as
they are used, 0 for words drawn evenly; people search for rare words more often than they write them."""

OTHER_SPELLING = 1.2
"""Cost in nats of each rule that leads to another spelling; between an edit that goes one way and any other."""

RARE = 2
"""A word of at most so many releases may be a slip itself."""

RARE_LENGTH, RARE_RATIO = 7, 30
"""Letters that such a word needs, and how many times as many releases its neighbour must have."""

SURE_LENGTH = 9
"""Letters from which a rare word that is in no dictionary yields to any neighbour that is."""

UNSEEN = 10
"""Releases that a neighbour needs where a dictionary knows the word that the archive lacks: a slip often has the shape
of a derived word (tangapan), and a word of ten releases is the likelier to be meant."""

PART, PART_RELEASES = 3, 3
"""Letters and releases that each part of two words run together needs."""

_PREPOSITIONS = frozenset({"di", "ke"})


class Correction(NamedTuple):
    """A word of the archive. `distance` is in steps: half a one for another spelling of the same word, 1 for one
    edit. `releases` is the number of those that have it."""

    form: str
    distance: float
    releases: int


class Speller:
    """Finds the words of an archive that a misspelt word may stand for. Safe to use from several threads.

    `is_word` says of a form that is not in the archive, or hardly, whether it is right nevertheless: a dictionary's
    word or one derived from it. `is_native` says of such words which are of the language and no names, by default
    all. Both are asked about a few words a query.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        is_word: Callable[[str], bool] | None = None,
        is_native: Callable[[str], bool] | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self._is_word = is_word or (lambda _: False)
        self._is_native = is_native or self._is_word

    def corrections(self, form: str, limit: int = 5) -> list[Correction]:
        """Words of the archive near to `form`, which is not among them, the likeliest first.

        These are its other spellings and the words one edit away, by how easily the slip happens and how many
        releases have the word; where there are none of them, words two edits away, the more frequent first.
        Numbers, dates, and words in other scripts than Latin have none.
        """
        if limit < 1 or not is_correctable(form):
            return []
        ranked: dict[str, tuple[float, Correction]] = {}
        for near in self.vocabulary.near(form, 1):
            _add(ranked, near.form, cost(form, near.form), 1.0, near.releases)
        spellings = dict(variants(form))
        for spelling, count in self.vocabulary.counts(spellings).items():
            _add(ranked, spelling, OTHER_SPELLING * spellings[spelling], 0.5, count)
        if not ranked and len(form) >= TWO_STEPS:
            for near in self.vocabulary.near(form, 2):
                _add(ranked, near.form, 0.0, 2.0, near.releases)
        order = sorted(ranked.values(), key=lambda pair: (pair[0], pair[1].form))
        return [correction for _, correction in order[:limit]]

    def correct(self, form: str) -> tuple[str, ...] | None:
        """What to suggest in place of `form`: one word, or two that were run together. None where it may stay.

        A word stays that more than `RARE` releases have, or that has nothing near. One that fewer have stays unless
        a neighbour is so much more frequent that it must be a slip; one that only a dictionary knows, unless a
        neighbour one edit away is frequent.
        """
        if not is_correctable(form) or is_function_word(form):
            return None
        count = self.vocabulary.count(form)
        if count > RARE or (count and len(form) < RARE_LENGTH):
            return None
        best = next(iter(self.corrections(form, 1)), None)
        if count:
            return (best.form,) if best is not None and self._outweighs(best, form, count) else None
        near = best is not None and best.distance <= 1
        is_word = self._is_word(form)
        if not near and not is_word:
            parts = self.split(form)
            if parts is not None:
                return parts
        if best is None or (is_word and not (near and best.releases >= UNSEEN)):
            return None
        # A slip that stands in a release is no correction: go on to the word that it is a slip of.
        further = self.correct(best.form) if best.releases <= RARE else None
        return further if further is not None and further != (form,) else (best.form,)

    def split(self, form: str) -> tuple[str, str] | None:
        """The two words of the archive that were run together in `form`, if they are such: the pair whose rarer word
        is most frequent. A part has three letters, or is one of the prepositions di and ke in front; it is frequent
        enough to be no slip or name, or a dictionary's word."""
        best: tuple[int, str, str] | None = None
        for at in range(2, len(form) - PART + 1):
            first, second = form[:at], form[at:]
            if at < PART and first not in _PREPOSITIONS:
                continue
            fewer = min(self.vocabulary.count(first), self.vocabulary.count(second))
            if not fewer or (best is not None and fewer <= best[0]):
                continue
            if fewer >= PART_RELEASES or (self.is_word(first) and self.is_word(second)):
                best = fewer, first, second
        return best[1:] if best is not None else None

    def join(self, first: str, second: str) -> str | None:
        """The word that was written as two: known where at least one of the two is not."""
        joined = first + second
        if not (is_correctable(joined) and joined.isalpha()) or is_function_word(first) or is_function_word(second):
            return None
        if not self.is_known(joined) or (self.is_known(first) and self.is_known(second)):
            return None
        return joined

    def is_known(self, form: str) -> bool:
        """Whether a form is in the archive, or right without being there."""
        return self.vocabulary.count(form) > 0 or is_function_word(form) or self._is_word(form)

    def is_word(self, form: str) -> bool:
        """Whether a dictionary knows the form, be it in the archive or not."""
        return is_function_word(form) or self._is_word(form)

    def is_native(self, form: str) -> bool:
        """Whether a form is a word of the language, and so hardly the wrong part of a name."""
        return is_function_word(form) or self._is_native(form)

    def _outweighs(self, other: Correction, form: str, count: int) -> bool:
        """Whether a form that some release has is a slip of the other one all the same."""
        if other.distance > 1 or other.form[0] != form[0] or self._is_word(form):
            return False  # with another first letter they are two words more often: misinformasi, disinformasi
        if other.releases >= RARE_RATIO * count:
            return True
        sure = len(form) >= SURE_LENGTH and len(form) != len(other.form)
        return sure and other.releases >= count and self._is_word(other.form)


def is_correctable(form: str) -> bool:
    """Whether a form may be a misspelt word: Latin letters, neither very short nor very long."""
    return SHORTEST <= len(form) <= LONGEST and _WORD.fullmatch(form) is not None


def _add(ranked: dict[str, tuple[float, Correction]], form: str, slip: float, distance: float, count: int) -> None:
    if count > 0:
        price = slip - FREQUENCY * log(count)
        if form in ranked:
            price = min(price, ranked[form][0])
            distance = min(distance, ranked[form][1].distance)
        ranked[form] = price, Correction(form, distance, count)
