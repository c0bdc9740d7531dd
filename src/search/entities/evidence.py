"""What speaks for each kind of name: the words inside a stretch and around it, in points.

All stretches of a page of texts are weighed together: an array has a row for each stretch, a look at a word is a look
at the page's column. Points of all stretches with the same words are added up over the text by `judging`, or by
`resolving` where there is no model; `ENOUGH` makes a name. The weights are few and round on purpose.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..model import Kind
from .clues import Clue
from .gazetteers import bodies
from .spans import Span, match_body, match_place
from .words import Page, Words

ENOUGH = 2.0
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]
Points = NDArray[np.float64]
Text = tuple[Words, Iterable[Span]]


def weigh(texts: Iterable[Text]) -> None:
    """Gives the stretches of texts that were read together their `scores`: points by kind.

    A stretch whose words say the kind has enough from the start.
    """
    its = [(words, span) for words, spans in texts for span in spans]
    if not its:
        return
    weighed = _Weighed(its[0][0].page, its)
    person, place, body = weighed.person().tolist(), weighed.place().tolist(), weighed.organization().tolist()
    given, letters = weighed.given().tolist(), weighed.letters().tolist()
    initials, called = weighed.are_letters.tolist(), weighed.are_called.tolist()
    columns = zip(its, given, called, initials, letters, person, place, body, strict=True)
    for (_, span), its_given, is_called, is_letters, of_letters, of_person, of_place, of_body in columns:
        if span.kind is not None:
            span.scores = {span.kind: its_given}
        elif is_called:
            span.scores = {Kind.PERSON: 3.0}
        elif is_letters:
            span.scores = {Kind.ORGANIZATION: of_letters}
        else:
            span.scores = {Kind.PERSON: of_person, Kind.PLACE: of_place, Kind.ORGANIZATION: of_body}


class _Weighed:
    """Stretches of one page. `first` and `last` are their rows in it, `before` and `after` the clues beside them."""

    def __init__(self, page: Page, its: list[tuple[Words, Span]]) -> None:
        self._page, self._its = page, its
        self.first = np.array([words.row + span.first for words, span in its])
        self.last = np.array([words.row + span.last for words, span in its])
        told = np.array(
            [
                span.title | span.office << 1 | (span.acronym is not None) << 2
                | (span.place is not None and span.place.weak) << 3
                for _, span in its
            ]
        )  # fmt: skip
        self._title, self._office, self._explained, self._weak = (told >> n & 1 != 0 for n in range(4))
        self._many = self.last - self.first > 1
        self._clues = page.of("clues")
        self.before, self.after = self._clues[self.first - 1], self._clues[self.last]
        self._beyond = np.minimum(self.last + 1, len(self._clues) - 1)
        self._initial = page.initial[self.first]
        acronym = page.acronym
        letters = acronym[self.first] & (~self._many | acronym[self.first + 1])
        self.are_called = letters & self._before(Clue.WITH_PEOPLE)
        self.are_letters = letters & ~self._explained & ~self._title
        self._dateline = self._datelines()

    def _before(self, clue: int) -> Flags:
        return np.asarray(self.before & clue != 0)

    def _after(self, clue: int) -> Flags:
        return np.asarray(self.after & clue != 0)

    def _behind(self, clue: int) -> Flags:
        """Whether the second word behind has the clue. Asked of what the first one is no border of a text."""
        return np.asarray(self._clues[self._beyond] & clue != 0)

    def _where(self, asked: Flags) -> list[tuple[int, Words, Span]]:
        return [(n, *self._its[n]) for n in np.flatnonzero(asked).tolist()]

    def _datelines(self) -> Flags:
        """`Jakarta - ` and `Jakarta, 3 September` at the beginning of a line."""
        page = self._page
        spaced = page.start[self.last] > page.end[self.last - 1]
        dated = self._after(Clue.OPENS) & self._behind(Clue.SLASHED)
        return np.asarray(page.of("line")[self.first - 1] & ((self._after(Clue.DASH) & spaced) | dated))

    def given(self) -> Points:
        """Points where the kind is given: enough, but for Bandung, Paris, which `Place.weak` says may be no places.

        They are beside `di`, a comma with a region, or a date; inside a sentence as they stand.
        """
        cued = self._before(Clue.TOWARDS) | self._many | ~self._initial | self._dateline
        return np.asarray(np.where(self._weak & ~cued, 0.5, 3.0))

    def letters(self) -> Points:
        """Points for a bare acronym as a body: bodies act, speak, and have members and offices; programmes do not."""
        own = self._clues[self.first]
        known = np.zeros(len(self.first), np.bool_)
        medium = self._page.of("medium")[self.first]
        for n, words, span in self._where(self.are_letters & (medium | (own & Clue.BODIED != 0))):
            known[n] = (match_body(words, span.first) or 0) >= span.last
        whole = self._many & (self._clues[self.last - 1] & Clue.RI != 0)
        acts = (self._page.of("speech")[self.last] != 0) | self._after(Clue.DOES)
        bracketed = self._before(Clue.OPENS) & self._after(Clue.CLOSES)
        points = 0.5 * (self._page.of("size")[self.first] > 2) + 3 * known + np.where(whole, 3, self._many)
        points += 2 * ((self._office & ~self._before(Clue.OPENS)) | self._before(Clue.OF_BODIES))
        points += 2 * self._before(Clue.SOURCES) - 2.5 * (self._before(Clue.OF_THINGS) | bracketed)
        points += 1 * self._before(Clue.BY) + 1.5 * acts
        return np.where(own & Clue.NOT_BODIES, 0.0, points)

    def person(self) -> Points:
        """Points for a person: what the words themselves are, title and office, and the neighbours."""
        inside = _Inside(self._page, self.first, self.last, self._clues)
        unusual, known, count = inside.unusual, inside.known, inside.count
        several, own = count > 1, self._clues[inside.first]
        points = 3.0 * self._title - 2 * (~self._title & inside.english)
        points += np.where(self._office & ~self._title, np.where((unusual > 0) | (known > 0), 2, 0.5), 0)
        points -= 2 * ((own & Clue.THE != 0) | (~several & (own & Clue.SHORT != 0)))
        points += (own & Clue.NAME != 0) | (several & (own & Clue.NAME_STARTS != 0))
        points += (known > 1) | ((known > 0) & several & (unusual > 0))
        points -= (unusual == 0) & (known == 0) & ~self._title
        strange = several & (unusual == count)
        points += strange * (np.where((count < 5) & ~self._initial, 1, 0.5) + 0.5 * self._before(Clue.LISTS))
        alone = (~several & ~self._initial) | inside.rare
        return np.asarray(points + self._beside_person(alone))

    def _beside_person(self, alone: Flags) -> Points:
        """Points for the neighbours: verbs of speech, degrees, an age. `alone`: a verb is enough."""
        page = self._page
        capital = page.cap[self._beyond]
        degree = self._after(Clue.COMMA) & self._behind(Clue.DEGREE) & capital
        points = 4.0 * (self._before(Clue.WITH_PEOPLE) | degree)
        points += self._speaks() * np.where(alone, 2, 1) + 1.5 * self._before(Clue.OF_PEOPLE)
        second = page.cap[self.first - 2] & ~page.acronym[self.first - 2]  # of Budiman-Hartono
        points += 2 * (self._before(Clue.HYPHEN) & second) + (self._after(Clue.HYPHEN) & capital)
        third = self._clues[np.minimum(self.last + 2, len(self._clues) - 1)]
        points += 4 * (self._after(Clue.OPENS) & self._behind(Clue.AGE) & (third & Clue.CLOSES != 0))
        return np.asarray(points + 0.5 * self._before(Clue.BY))

    def _speaks(self) -> Flags:
        """Whether a verb of speech stands beside."""
        speech = self._page.of("speech")
        behind = self._after(Clue.COMMA) & (speech[self._beyond] & 1 != 0)
        return np.asarray(behind | (speech[self.first - 1] & 1 != 0) | (speech[self.last] != 0))

    def place(self) -> Points:
        """Points for a place: `di`, `ke`, `asal` before it, a region or a date behind."""
        unusual = _count(self._clues & Clue.COMMON == 0, self.first, self.last) > 0
        cued: list[Any] = [self._before(clue) for clue in (Clue.DI, Clue.KE, Clue.DARI, Clue.OF_PLACES)]
        its = [np.where(unusual, 2.5, 1), 1.5 * unusual, 1.0 * unusual, 2.0 * unusual]
        points = np.select(cued, its, 0.0) + 3 * self._dateline
        for n, words, span in self._where(self._after(Clue.COMMA) & self._behind(Clue.PLACED)):
            if (found := match_place(words, span.last + 1)) is not None:
                points[n] += 1.5 if found[1].kind in ("region", "country") else 0.5
        return np.where(self._title | self._office, 0.0, points)

    def organization(self) -> Points:
        """Points for a body: media, what names bodies, well-known ones that are words, too."""
        own, of_bodies = self._clues[self.first], self._before(Clue.OF_BODIES)
        quoted = self._before(Clue.DARI) & (self._clues[self.first - 2] & Clue.SOURCES != 0)
        points = 3.0 * (self._before(Clue.SOURCES) | quoted) - 2 * (own & Clue.OF_THINGS != 0)
        for n, words, span in self._where(own & Clue.BODIED != 0):
            body = bodies().get(" ".join(words.key[span.first : span.last]))
            if body is not None and body.weak:
                points[n] += 1.5 if span.office or of_bodies[n] else 1
        points += 2.5 * self._before(Clue.NAMING_BODIES)
        points += self._explained & ~(self._title | self._office)
        return np.asarray(points + 0.5 * (of_bodies & ~self._office))


class _Inside:
    """The capitalised words of stretches, all words where none is: how many, the first, and what they are."""

    def __init__(self, page: Page, first: Rows, last: Rows, clues: NDArray[Any]) -> None:
        capitals = _count(page.cap, first, last)
        every = np.flatnonzero(capitals == 0)
        self.count = np.where(capitals > 0, capitals, last - first)
        name, usual = clues & Clue.NAME != 0, clues & Clue.COMMON != 0

        def count(flags: Flags) -> Rows:
            found = _count(flags & page.cap, first, last)
            found[every] = _count(flags, first[every], last[every])
            return found

        self.unusual = count(~usual | (clues & Clue.NAME_STARTS != 0))
        self.known = count(name)
        self.english = count(clues & Clue.ENGLISH != 0) > 0
        self.rare = count(~usual | name) > 0
        capital = np.append(np.flatnonzero(page.cap), 0)
        self.first = np.where(capitals > 0, capital[np.searchsorted(capital[:-1], first)], first)


def _count(flags: Flags, first: Rows, last: Rows) -> Rows:
    """How many of each stretch's words have a flag."""
    before = np.concatenate(([0], np.cumsum(flags)))
    return np.asarray(before[last] - before[first])
