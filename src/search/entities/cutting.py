"""Cuts a text into stretches that may be names.

One pass from left to right. A stretch that begins with a cue word (`Badan`, `Kabupaten`) or stands in the gazetteer
has its kind; of the others, runs of capitalised words and acronyms, `evidence` tells. Nothing here looks at another
stretch: agreement within the text is the business of `resolving`.
"""

from __future__ import annotations

from ..model import Kind
from .acronyms import backward
from .bodies import BodyName, take_bracket
from .clues import Clue
from .gazetteers import Place, place_key, places
from .lexicon import (
    BARE_REGIONS,
    CONNECTORS,
    GENERIC,
    LOCAL_BODIES,
    LOOSE_BODIES,
    MONTHS,
    NAME_PARTICLES,
    NAMED_AFTER,
    SERVICES,
    SHORT_HEADS,
    TERMS,
    TOWARDS,
    UNSURE_BODIES,
    Cue,
)
from .runs import is_leading, run_stops
from .spans import BREAKS, PERSONAL, Span, is_age, is_plain, is_source, match_body, match_place
from .words import LONGEST, Words


class Cutter:
    """One pass over one text. `spans` are disjoint and ascending."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.spans: list[Span] = []
        self._add = self.spans.append
        self.loners = words.loners
        self._title = False
        self._office = False
        self._closed = False

    def cut(self) -> list[Span]:
        """Fills and returns `spans`. What is not loud ends what a title or an office began; else openings are all."""
        loud, find, i = self.words.loud, self.words.openings.find, 0
        while i < len(loud):
            if self._title or self._office or self._closed:
                i = self._step(i) if loud[i] else self._pass(i)
            elif (i := find(1, i)) >= 0:
                i = self._step(i)
            else:
                break
        return self.spans

    def _pass(self, i: int) -> int:
        self._title = self._office = self._closed = False
        return i + 1

    def _step(self, i: int) -> int:
        words, cue = self.words, self.words.cue[i]
        if size := words.runs[i]:
            self._add(Span(i, i + size, title=self._title, office=self._office))
            self._title = False
            return i + size
        if not words.cap[i]:
            return self._small(i)
        if cue & Cue.STOP and not words.acronym[i]:
            if words.key[i] in MONTHS and i + 1 < words.count and words.cap[i + 1] and words.look[i + 1] & Clue.NAME:
                return self._run(i)  # Juli Budi Santoso
            return self._pass(i)
        if cue & Cue.DEGREE and "." in words.surface[i]:
            return i + 1
        if cue & PERSONAL or words.surface[i] == "H.":
            self._title = True
            return i + 1
        look = words.look[i]
        found = match_place(words, i) if look & Clue.PLACED else None
        if found is not None and found[0] - i > 1:
            return self._known_place(i, *found)
        if cue & Cue.OFFICE or words.key[i].startswith("wamen"):
            self._office, self._title, self._closed = True, False, False
            return i + 1
        if self._title and not (words.acronym[i] or cue & Cue.BODY or look & Clue.WHOLE):
            return self._run(i)
        if self._office and cue & Cue.UNIT and not words.acronym[i]:
            return i + 1
        return self._name(i, found)

    def _name(self, i: int, found: tuple[int, Place] | None) -> int:
        """Reads the name that begins at word `i`; `found` is the gazetteer's place there."""
        words, cue, look = self.words, self.words.cue[i], self.words.look[i]
        city_hall = words.key[i] == "balai" and words.key[i + 1 : i + 2] == ["kota"]
        if (cue & Cue.BODY and not city_hall) or look & Clue.WHOLE:
            return self._body(i)
        if cue & Cue.PLACE or city_hall:
            return self._headed_place(i, i)
        known = match_body(words, i) if look & Clue.BODIED or words.medium[i] else None
        if known is not None and not (words.acronym[i] and known == i + 1):
            return self._known_body(i, known)
        if found is not None and not self._is_part(i, found[1]) and not is_age(words, found[0]):
            return self._known_place(i, *found)
        if words.acronym[i] and not self._is_initial_letters(i):
            return self._letters(i)
        return self._run(i)

    def _is_part(self, i: int, place: Place) -> bool:
        """Whether a place begins something else: `Vienna Siregar`, `Saudi News Agency`."""
        words, j = self.words, i + 1
        if words.acronym[i] or j >= words.count or not words.cap[j] or words.initial[j]:
            return False
        for n in range(j, min(j + 4, words.count)):
            if not words.cap[n]:
                break
            if words.cue[n] & Cue.TAIL:
                return True
        if place.kind != "city" or words.acronym[j] or words.cue[j] or words.key[i - 1] in TOWARDS:
            return False
        return not words.look[j] & Clue.DIRECTIONS and not is_plain(words, j) and match_place(words, j) is None

    def _is_initial_letters(self, i: int) -> bool:
        """`ST Wirawan`: two letters before a name that is expected."""
        words, j = self.words, i + 1
        expected = (self._title or self._office) and len(words.surface[i]) == 2 and words.key[i] not in self.loners
        follows = j < words.count and words.cap[j] != 0 and not words.acronym[j] and not words.cue[j]
        return expected and follows and match_place(words, j) is None and not is_plain(words, j)

    def _small(self, i: int) -> int:
        """A word without a capital, a number or a sign: keeps, begins or ends what a title or an office began."""
        words, cue = self.words, self.words.cue[i]
        surface = words.surface[i]
        if surface == "." and i and words.cue[i - 1] & (PERSONAL | Cue.PLACE):
            return i + 1
        if is_source(words, i):
            return self._known_body(i, i + 1)
        if surface in ",()/&" or (surface == "-" and self._office):
            return i + 1
        if cue & PERSONAL:
            self._title = True
            return i + 1
        if cue & Cue.OFFICE:
            self._office, self._title, self._closed = True, False, False
            return i + 1
        if cue & Cue.REGION and i + 1 < words.count and words.cap[i + 1] and not words.cue[i + 1] & BREAKS:
            return self._headed_place(i, i + 1)
        if self._office and (
            words.key[i] in CONNECTORS or words.key[i] in TERMS or cue & Cue.UNIT or surface.isdigit()
        ):
            return i + 1
        return self._pass(i)

    # --- places

    def _known_place(self, i: int, j: int, place: Place) -> int:
        j += self._is_direction(j)
        kind = Kind.ORGANIZATION if place.kind == "organization" else Kind.PLACE
        span = Span(i, j, kind, place, office=self._office)
        self._add(span)
        self._title, self._closed = False, self._office
        return j

    def _headed_place(self, head: int, i: int) -> int:
        """`Kabupaten X`, `Jalan X Y`, `Hotel X`; the head belongs to the name if it has a capital."""
        words = self.words
        j = head + 1
        if j < words.count and words.surface[j] == "." and words.key[head] in SHORT_HEADS:
            j += 1
        begin, street = j, words.key[head] in NAMED_AFTER
        limit = min(words.count, head + LONGEST[Kind.PLACE])
        while j < limit and (
            words.cap[j] or (j > begin and words.surface[j].isdigit() and words.start[j] > words.end[j - 1])
        ):
            cue = words.cue[j]
            if cue & (Cue.STOP | Cue.RANK | Cue.OFFICE) and not words.acronym[j] and not (street and j == begin):
                break
            if cue & (Cue.TITLE | Cue.REGION) and j > begin and not (street and cue & Cue.TITLE):
                break
            j += 1
            if street and j + 1 < limit and words.surface[j] == "-" and words.start[j] == words.end[j - 1]:
                j += 1  # Jalan Semarang-Demak
            if street and j == begin + 1 and cue & PERSONAL and j + 1 < limit and words.surface[j] == ".":
                j += 1
            if words.cue[head] & Cue.REGION and (found := match_place(words, begin)) is not None and found[0] >= j:
                j = found[0]
                j += self._is_direction(j)
                break
        if j == begin or (j == begin + 1 and self._is_bare(head) and is_plain(words, begin)):
            return self._pass(head) if j == begin else self._pass(begin)
        first = begin if words.key[head] == "kota" and head and words.key[head - 1] == "wali" else i
        # Kabupaten X is X; Stasiun X and Mapolsek X are not.
        known = self._named(begin, j) if words.cue[head] & Cue.REGION or first == begin else None
        self._add(Span(first, j, Kind.PLACE, place=known))
        self._title, self._closed = False, self._office
        return j

    def _is_bare(self, head: int) -> bool:
        words = self.words
        return words.key[head] in BARE_REGIONS and bool(words.initial[head] or not words.cap[head])

    def _is_direction(self, j: int) -> bool:
        return j < self.words.count and self.words.cap[j] != 0 and self.words.look[j] & Clue.DIRECTIONS != 0

    def _named(self, i: int, j: int) -> Place | None:
        return places().get(place_key(" ".join(self.words.key[i:j])))

    # --- organizations

    def _body(self, i: int) -> int:
        words = self.words
        j = BodyName(words, self._office, self.loners).end(i)
        whole = words.cue[i] & Cue.WHOLE or words.look[i] & Clue.WHOLE
        if j == i + 1 and not whole:
            self._title = False
            return j
        if words.key[i] == "pemerintah" and not self._governed(i + 1):
            return self._pass(i)
        if words.key[i] in LOOSE_BODIES - {"bank"} and self._begins_body(i + 1):
            return i + 1
        unsure = words.initial[i] and words.key[i] in UNSURE_BODIES and match_body(words, i) != j
        if unsure and j == i + 2 and is_plain(words, i + 1):
            return self._pass(i)
        if tuple(words.key[i:j]) in GENERIC:
            return self._pass(j - 1)
        return self._known_body(i, j)

    def _begins_body(self, i: int) -> bool:
        words = self.words
        if i >= words.count:  # the text ends with the cue word, as titles may
            return False
        return bool(words.acronym[i] or words.look[i] & Clue.WHOLE or words.cue[i] & Cue.BODY or match_body(words, i))

    def _known_body(self, i: int, j: int) -> int:
        """A body that is known beforehand: `Densus 88`, `Polri`, `New York Times`."""
        span = Span(i, j, Kind.ORGANIZATION, office=self._office)
        j = take_bracket(self.words, span)
        self._add(span)
        self._title, self._closed = False, self._office
        return j

    def _governed(self, i: int) -> bool:
        """Whether a part of the country stands at `i`: its government is a body, a country's is the country."""
        found = match_place(self.words, i)
        return bool(self.words.cue[i] & Cue.REGION) or (found is not None and found[1].kind != "country")

    # --- the rest

    def _letters(self, i: int) -> int:
        """Acronyms side by side are one name (`TNI AL`, `DPR RI`)."""
        words, j, kind = self.words, i + 1, None
        if i and j < words.count and words.surface[i - 1] == "(" and words.surface[j] == ")" and self._explain(i):
            return j + 1
        if j < words.count and words.acronym[j] and words.key[j] in SERVICES:
            j += 1
        if words.key[i] in LOCAL_BODIES and (region := self._region_end(j)) > j:
            j, kind = region, Kind.ORGANIZATION
        self._add(Span(i, j, kind, office=self._office))
        self._title = False
        return j

    def _region_end(self, j: int) -> int:
        """The index after the region that begins at `j`, with its status; `j` where none does."""
        words = self.words
        first = j + 1 if j < words.count and words.cap[j] and words.cue[j] & Cue.REGION else j
        if first >= words.count or not words.cap[first]:
            return j
        found = match_place(words, first)
        return found[0] if found is not None and found[1].kind != "country" else j

    def _explain(self, i: int) -> bool:
        """Finds the body that the acronym `i` in brackets stands for by its initials, where capitals did not tell."""
        words, bracket = self.words, i - 1
        before = words.surface[max(0, bracket - LONGEST[Kind.ORGANIZATION]) : bracket]
        first = bracket - backward(words.surface[i], before)
        if first == bracket:
            return False
        if first and words.cue[first - 1] & Cue.BODY:
            first -= 1  # Kementerian Energi dan Sumber Daya Mineral (ESDM)
        if not words.cue[first] & Cue.BODY:
            return False
        while self.spans and max(self.spans[-1].last, self.spans[-1].acronym or 0) > first:
            self.spans.pop()
        self._add(Span(first, bracket, Kind.ORGANIZATION, office=self._office, acronym=i))
        self._title, self._closed = False, self._office
        return True

    def _run(self, i: int) -> int:
        """Capitalised words of no known kind: a person, a company, a place, or nothing."""
        words, title = self.words, self._title
        j, limit = i, min(words.count, i + LONGEST[Kind.PERSON])
        if words.acronym[i]:
            j += 1
        while j < limit:
            if words.cap[j]:
                if j > i and run_stops(words, j, title=title):
                    break
                j += 1
            elif j > i and words.key[j] in NAME_PARTICLES and j + 1 < limit and words.cap[j + 1]:
                j += 1
            else:
                break
        first = i
        if not title:
            while first < j and is_leading(words, first, self.loners, of_office=self._office and not self._closed):
                first += 1
        self._title = False
        if first == j or (j == first + 1 and words.cue[first] & Cue.TAIL):
            return j
        if self._is_direction(j):
            if j > first + 1:
                self._add(Span(first, j - 1, title=title, office=self._office))
            self._add(Span(j - 1, j + 1, Kind.PLACE))
            return j + 1
        span = Span(first, j, title=title, office=self._office)
        if words.cue[j - 1] & Cue.TAIL and j - first > 1:
            span.kind = Kind.ORGANIZATION
        after = take_bracket(words, span)
        self._add(span)
        return after
