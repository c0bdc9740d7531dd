"""The words of texts as the rules see them: surface, offsets, shape and what they are cues for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..model import Kind
from .clues import Clue
from .gazetteers import is_common, place_key, places
from .lexicon import TOWARDS, Cue
from .vocabulary import Vocabulary, current

LONGEST = {Kind.PERSON: 7, Kind.ORGANIZATION: 14, Kind.PLACE: 6}
"""Words in the longest name of a kind; what goes on longer is cut, so that no text makes an endless name."""
Flags = NDArray[np.bool_]
_HEADS = Cue.BODY | Cue.PLACE | Cue.TITLE | Cue.RANK | Cue.OFFICE


@dataclass(slots=True)
class Words:
    """A text cut into words and punctuation; one list a property, or bytes, all of the same length.

    `key` is the lower-cased word without the dots of an abbreviation. `cue` are `lexicon.Cue` flags. `initial` says
    that a capital proves nothing: the word begins a sentence, or its line is written in capitals throughout. `medium`
    marks the sites that write themselves without a capital: `detikcom`, `detikNews`; `sign` what is neither word nor
    `&`. `number` stands for a word's properties in the page's vocabulary: words with the same one have the same
    surface, key and cue; an odd one says that the word's capital proves nothing. `look` are the first eight flags of
    `Clue`. `loud` has a 1 for each word that may begin a name or keep what a title or an office began, `openings` for
    those that may begin anything where nothing has begun; what is between is nothing to be looked at. `runs` says how
    many words, of which nothing is known, make a name from there on. `media` are the places where a medium may be named
    without a capital: sites, and what stands behind `dilansir`, `dikutip dari`. `loners` are words that stand alone
    with a capital inside a sentence somewhere: how a text names a person again. `page` are the texts that were read
    with it, in which its first word is `row`.
    """

    text: str
    surface: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    key: list[str] = field(default_factory=list)
    cue: list[int] = field(default_factory=list)
    cap: bytes = b""
    acronym: bytes = b""
    initial: bytes = b""
    medium: bytes = b""
    sign: bytes = b""
    number: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    look: bytes = b""
    loud: bytes = b""
    openings: bytes = b""
    runs: bytes = b""
    media: list[int] = field(default_factory=list)
    loners: frozenset[str] = frozenset()
    count: int = 0
    page: Page = field(default_factory=lambda: Page(current(), []))
    row: int = 1

    def __len__(self) -> int:
        return len(self.surface)


def read_words(text: str) -> Words:
    """Cuts `text` into words. Linear in its length."""
    return read_all([text])[0]


def read_all(texts: Sequence[str]) -> list[Words]:
    """`read_words` of many texts, which takes a fifth of the time."""
    return list(Page(current(), texts).words()) if texts else []


class Page:
    """Several texts, one behind the other, as arrays with a row for each word.

    Before the first text and behind each is one row more, number 0, which begins and ends lines and sentences and is
    nothing else: so a look at a word's neighbours never leaves its text. `borders` are those rows.
    """

    def __init__(self, vocabulary: Vocabulary, texts: Sequence[str]) -> None:
        self._texts, self.vocabulary = texts, vocabulary
        numbers, counts = vocabulary.numbers(texts)
        columns = vocabulary.columns
        offsets = np.cumsum(columns["size"][numbers])
        last = np.cumsum(counts) - 1
        kept = numbers != 0
        kept[last] = True
        self.borders = np.concatenate(([0], np.cumsum(kept)[last]))
        self.number = np.concatenate(([0], numbers[kept]))
        self._columns = columns
        ends = np.concatenate(([0], offsets[kept]))
        ends[1:] -= np.repeat(ends[self.borders[:-1]], np.diff(self.borders))
        self.end = ends
        self.start = ends - self.of("size")
        self.surface: list[str] = self.of("surface").tolist()
        self.key: list[str] = self.of("key").tolist()
        self.cue, self.cap, self.acronym = self.of("cue"), self.of("cap"), self.of("acronym")
        self.initial = self._initials()
        self._read_headings()

    def of(self, name: str) -> NDArray[Any]:
        """A column of the vocabulary, row by row."""
        return self._columns[name][self.number]

    def _initials(self) -> Flags:
        """Which words begin a sentence: they stand behind its end, with signs at most between that open something."""
        then = self.of("then")
        told = np.flatnonzero(then >= 0)
        found = np.zeros(len(then), np.bool_)
        found[told[1:]] = then[told[:-1]] == 1
        return np.asarray(found & self.of("is_word"))

    def _read_headings(self) -> None:
        """In a heading a capital is no evidence: its ordinary words count as small ones.

        A heading is a line of capitals throughout, or a short one without a full stop in which only short words are
        small. Not so a numbered item, which may well be a name as a whole.
        """
        letters = self.of("letters")
        begins = np.flatnonzero(self.of("line")) + 1
        begins, ends = begins[:-1], begins[1:]
        counts = np.add.reduceat(letters, begins, dtype=np.intp) if len(begins) else begins
        capitals = np.add.reduceat(self.of("upper"), begins, dtype=np.intp) if len(begins) else begins
        heading = (counts >= 4) & ((counts <= 20) | (capitals > 0.7 * counts))
        for start, end in zip(begins[heading].tolist(), ends[heading].tolist(), strict=True):
            if not self.surface[start][0].isdigit():
                self._read_heading(start, end, [i for i in range(start, end) if letters[i]])

    def _read_heading(self, start: int, end: int, lettered: list[int]) -> None:
        capitals = sum(self.surface[i].isupper() for i in lettered)
        shouting = capitals > 0.7 * len(lettered)
        if not shouting:
            small = [self.surface[i] for i in lettered if not self.cap[i]]
            last = next(its for its in reversed(self.surface[start:end]) if its not in ("\n", ""))
            if last.endswith(".") or len(lettered) > 20 or len(small) > len(lettered) / 3:
                return
            if any(len(word) > 5 for word in small):
                return
        for i in lettered:
            self.initial[i] = True
            self.acronym[i] &= not shouting
            if not self.cap[i] or self.cue[i] & _HEADS:
                continue
            named = self.key[i - 1] in TOWARDS and place_key(self.key[i]) in places()
            if self.cue[i] or (is_common(self.surface[i]) and not named):
                self.cap[i] = False

    def words(self) -> Iterator[Words]:
        """Each text's words."""
        small = self.of("cap") & ~self.cap
        numbers = np.asarray(self.number * 2 + small, np.int32)
        media = self._media()
        loners, called = self._loners()
        louds = self.cap | self.of("loud")
        openings = self.of("opens") | (self.cap & ~self._idle(called))
        louds[media] = openings[media] = True
        lists = [its.tolist() for its in (self.start, self.end, self.cue)]
        looks, medium, runs = self.of("clues").astype(np.uint8), self.of("medium"), self._runs()
        signs = ~self.of("is_word") & (self.number != self.vocabulary.number_of("&"))
        flags = [
            its.tobytes() for its in (self.cap, self.acronym, self.initial, medium, signs, looks, louds, openings, runs)
        ]
        borders = self.borders.tolist()
        media_from, loners_from = np.searchsorted(media, borders).tolist(), np.searchsorted(loners, borders).tolist()
        for n, text in enumerate(self._texts):
            first, last = borders[n] + 1, borders[n + 1]
            start, end, cue = [its[first:last] for its in lists]
            cap, acronym, initial, is_medium, sign, look, loud, opening, run = [its[first:last] for its in flags]
            yield Words(
                text, self.surface[first:last], start, end, self.key[first:last], cue, cap, acronym, initial, is_medium,
                sign, numbers[first:last], look, loud, opening, run,
                [i - first for i in media[media_from[n] : media_from[n + 1]].tolist()],
                frozenset([self.key[i] for i in loners[loners_from[n] : loners_from[n + 1]].tolist()]),
                last - first, self, first,
            )  # fmt: skip

    def _runs(self) -> NDArray[np.uint8]:
        """From each row on, how many words are a plain run: capitals that nothing is known of, none of them more.

        0 where there is none, where more than the longest name, and where what stands behind may belong to it.
        """
        ends = np.flatnonzero(~self.cap)
        rows = np.flatnonzero(self.cap)
        end = ends[np.searchsorted(ends, rows)]
        known = np.concatenate(([0], np.cumsum(self.cap & ~self.of("plain"))))
        alone = (known[end] == known[rows]) & ~(self.of("joins") | (self.of("clues") & Clue.OPENS != 0))[end]
        found = np.zeros(len(self.cap), np.uint8)
        found[rows] = np.where(alone & (end - rows <= LONGEST[Kind.PERSON]), end - rows, 0)
        return found

    def _media(self) -> NDArray[np.intp]:
        """The rows where `spans.is_source` may hold, ascending."""
        found = self.of("medium")
        behind = np.flatnonzero(self.of("source")) + 1
        found[behind] = True
        found[[i + 1 for i in behind.tolist() if self.key[i] == "dari"]] = True
        found[self.borders] = False
        return np.flatnonzero(found)

    def _loners(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The rows of `Words.loners`, ascending, and those of them that are ordinary words.

        An ordinary word has to speak: `kata Bintang`. The capital of a stop is no neighbour: `Menurut X`.
        """
        capital = self.cap & (self.cue & Cue.STOP == 0)
        lone = capital & (self.cue == 0)
        lone[1:] &= ~capital[:-1]
        lone[:-1] &= ~capital[1:]
        speech, common = self.of("speech"), self.of("common")
        speaking = np.zeros(len(lone) + 2, np.bool_)
        speaking[1:-1] = speech & 1 != 0
        beside = speaking[:-2].copy()
        beside[:-1] |= speech[1:] != 0
        comma = self.number == self.vocabulary.number_of(",")
        beside[:-1] |= comma[1:] & speaking[3:]
        lone &= self.acronym | ~common | beside
        return np.flatnonzero(lone), np.flatnonzero(lone & common)

    def _idle(self, called: NDArray[np.intp]) -> Flags:
        """Which capitals begin nothing where nothing has begun (`Traits.idle`). `called`: ordinary words that name."""
        own = self.of("idle")
        follows = np.zeros(len(own), np.bool_)
        follows[:-1] = (self.cap | self.of("joins"))[1:]
        leading = (own == 2) & self.initial
        if len(called):
            rows = np.flatnonzero(leading)
            for i, its in zip(called.tolist(), np.searchsorted(self.borders, called).tolist(), strict=True):
                first, last = np.searchsorted(rows, self.borders[its - 1 : its + 1]).tolist()
                for row in rows[first:last].tolist():
                    leading[row] &= self.key[row] != self.key[i]
        return np.asarray((own == 1) | (~follows & (leading | (own == 3))))
