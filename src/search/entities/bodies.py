"""Where an organization's name ends, and the acronym in brackets behind it."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Kind
from .acronyms import backward, is_initials, stands_for
from .clues import Clue, is_roman
from .gazetteers import places
from .lexicon import CONNECTORS, FOREIGN_CONNECTORS, NAMED_AFTER, NOT_BODIES, NUMBERED, Cue
from .spans import BREAKS, PERSONAL, Span, is_plain, match_body, match_place
from .words import LONGEST, Words

_CLOSING = frozenset({"indonesia", "ri", "dunia", "internasional"})
"""Last words of a whole name: what follows the acronym behind them is no more of it."""
_SPELT_SHORT = frozenset({"ham", "ukm", "umkm", "sda", "sdm"})
_LEGAL = frozenset({"persero", "tbk", "perseroda"})


@dataclass(slots=True, frozen=True)
class BodyName:
    """Reads one body's name. `office` says that a function stands before it, so that its holder may follow.

    `loners` are words by which the text names somebody alone (`Words.loners`).
    """

    words: Words
    office: bool
    loners: frozenset[str]

    def end(self, i: int) -> int:
        """The index after a body's name that begins at `i`, without an acronym in brackets at its end."""
        words, j = self.words, i + 1
        limit = min(words.count, i + LONGEST[Kind.ORGANIZATION])
        known = match_body(words, i) or 0
        while j < limit:
            surface, cue = words.surface[j], words.cue[j]
            if words.cap[j]:
                if cue & Cue.BODY and self._ended(i, j):
                    break
                if cue & PERSONAL and (step := self._named_after(i, j)) > j:
                    j = step
                    continue
                if cue & PERSONAL or (cue & (Cue.OFFICE | Cue.STOP) and not words.acronym[j] and j > i + 1):
                    break
                if self._person_begins(i, j) or (j == known and self._is_other(j)):
                    break
                known = max(known, match_body(words, j) or 0)
                j += 1
            elif surface.isdigit() and ((j + 1 < limit and words.cap[j + 1]) or words.key[j - 1] in NUMBERED):
                j += 1
            elif surface == "/" and j + 1 < limit and words.cap[j + 1] and words.end[j - 1] == words.start[j]:
                j += 2
            elif (step := self._joined(j, limit)) > j:
                j = step
            else:
                break
        return j

    def _named_after(self, i: int, j: int) -> int:
        """Past a title inside a body's name and its full stop (`RSUD Dr. X`), if the body is one that has such."""
        words, after = self.words, j + 1
        if words.key[i] not in NAMED_AFTER or self.office:
            return j
        if after + 1 < words.count and words.surface[after] == "." and words.cap[after + 1]:
            return after + 1
        return after if after < words.count and words.cap[after] else j

    def _is_other(self, j: int) -> bool:
        """Whether what follows a well-known body's name is no part of it: `Partai Golkar Wirya Sentanu`."""
        words = self.words
        return not (words.acronym[j] or words.cue[j] or is_plain(words, j) or match_place(words, j) is not None)

    def _ended(self, i: int, j: int) -> bool:
        """Whether a body's name is over before another body begins: after letters, a place, a ministry."""
        words, last = self.words, j - 1
        closed = words.acronym[last] or words.key[last] in places() or words.look[last] & Clue.WHOLE
        return j > i + 1 and bool(closed)

    def _joined(self, j: int, limit: int) -> int:
        """Past a connector inside a body's name, if one stands at `j`: `dan`, `of`, a list, brackets; else `j`."""
        words = self.words
        key, surface = words.key[j], words.surface[j]
        following = j + 1 < limit and words.cap[j + 1]
        if key in FOREIGN_CONNECTORS and following:
            return j + 1
        if key in CONNECTORS and following and self._continues(j + 1):
            return j + 1
        if key == "untuk" and following and self._explained(j + 1):
            return j + 1
        if surface == "," and following and self._continues(j + 1):
            return self._list_end(j, limit)
        if surface == "(" and j + 2 < limit and words.surface[j + 2] == ")":
            if words.key[j + 1] in _LEGAL:
                return j + 3
            after = j + 3
            goes_on = (
                after < limit
                and words.cap[after]
                and words.key[j - 1] not in _CLOSING
                and not words.cue[after] & (PERSONAL | Cue.OFFICE | Cue.STOP | Cue.BODY)
                and not (self.office and not is_plain(words, after) and match_place(words, after) is None)
            )
            if words.cap[j + 1] and goes_on:
                return after
        return j

    def _explained(self, j: int) -> bool:
        """Whether a few capitalised words and then letters in brackets follow: `Badan X untuk Y Z (XYZ)`."""
        words, limit = self.words, min(self.words.count - 2, j + 5)
        while j < limit and words.cap[j]:
            j += 1
        return words.surface[j] == "(" and words.acronym[j + 1] != 0 and words.surface[j + 2] == ")"

    def _continues(self, j: int) -> bool:
        words = self.words
        if words.acronym[j]:
            return words.key[j] in _SPELT_SHORT  # Kementerian Hukum dan HAM
        return not words.cue[j] & (BREAKS & ~Cue.PLACE) and is_plain(words, j)

    def _list_end(self, j: int, limit: int) -> int:
        """Past `, X, dan Y` where all are plain words; else `j`: the comma ends the name."""
        words, k, last = self.words, j, False
        while k < min(limit, j + 12):
            if words.cap[k] and self._continues(k):
                if last:
                    return k + 1
            elif words.key[k] in CONNECTORS:
                last = True
            elif words.surface[k] != ",":
                return j
            k += 1
        return j

    def _person_begins(self, i: int, j: int) -> bool:
        """Whether after an office and a body (`Kepala Dinas Pendidikan ...`) the name of its holder begins at `j`."""
        words = self.words
        if not self.office or (j == i + 1 and not words.look[i] & Clue.WHOLE):
            return False
        if words.acronym[j] or is_roman(words.surface[j]) or match_place(words, j) is not None:
            return False
        look = words.look[j]
        if words.cue[j - 1] & Cue.BODY and not words.look[j - 1] & Clue.WHOLE:
            return False
        if len(words.surface[j]) == 1 or look & Clue.NAME_STARTS:
            return j + 1 < words.count and words.cap[j + 1] != 0
        if look & Clue.NAME:
            if not look & Clue.COMMON:
                return True
            after = j + 1 < words.count and words.cap[j + 1] and not words.cue[j + 1]
            return bool(after and (words.look[j + 1] & Clue.NAME or not is_plain(words, j + 1)))
        if words.cue[j]:
            return False
        if look & Clue.COMMON:
            return look & Clue.ROOT != 0 and j > i + 1 and self._holder(j + 1)
        previous = j - 1
        closed = words.acronym[previous] or words.look[previous] & Clue.WHOLE or words.key[previous] in places()
        return bool(closed) or self._alone(j)

    def _alone(self, j: int) -> bool:
        words = self.words
        return any(words.key[n] in self.loners for n in range(j, min(j + 3, words.count)) if words.cap[n])

    def _holder(self, j: int) -> bool:
        """Whether the words from `j` on can only be the rest of a person's name, its first being an ordinary word."""
        words = self.words
        if j >= words.count or not words.cap[j] or words.acronym[j] or words.cue[j] or is_plain(words, j):
            return False
        return match_place(words, j) is None and bool(words.look[j] & Clue.NAME or words.key[j] in self.loners)


def _is_foreign(words: Words, i: int) -> bool:
    """Whether letters may be those of a translated name (`Departemen X (DOGE)`): no place's, no other body's."""
    if not words.acronym[i] or not 3 <= len(words.surface[i]) <= 8 or words.key[i] in NOT_BODIES:
        return False
    return match_place(words, i) is None and match_body(words, i) is None


def take_bracket(words: Words, span: Span) -> int:
    """Takes the acronym in brackets after `span` as another name of it; the index after the brackets."""
    j = span.last
    if not (j + 2 < words.count and words.surface[j] == "(" and words.surface[j + 2] == ")"):
        return j
    acronym, inside = words.surface[j + 1], words.surface[span.first : j]
    if not words.cap[j + 1] or len(acronym) > 24:
        return j
    if span.kind is None and not is_initials(acronym, inside):
        return j
    if stands_for(acronym, inside) or is_initials(acronym, inside[1:]):
        span.acronym = j + 1
        return j + 3
    tails = (k for k in range(1, len(inside) - 1) if inside[k][0].lower() == acronym[0].lower())
    if span.kind is not None and any(stands_for(acronym, inside[k:]) for k in tails):
        span.acronym = j + 1
        return j + 3
    if span.kind is Kind.ORGANIZATION and (count := backward(acronym, inside)) > 1:
        span.first, span.acronym = j - count, j + 1
        return j + 3
    if span.kind is Kind.ORGANIZATION and len(inside) > 1 and _is_foreign(words, j + 1):
        span.acronym = j + 1
        return j + 3
    # BNPT (Badan Nasional ...) is found by `resolving`, which knows both.
    return j
