"""Which words of a text are seen at a glance, and where the analyzer has to be asked.

A text is looked at as bytes, one a character, in which runs of ASCII letters and digits stand between spaces. A run
is a word of its own, with itself as its form, where nothing beside it could make it part of something longer
(`_stands_alone`): nearly everywhere. The other places are given back to be analysed; too many perhaps, never too few.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple

_BLANKED = bytes(ord(chr(i).lower()) if i < 128 and chr(i).isalnum() else 32 for i in range(256))
_RUN = re.compile(b"[a-z0-9]+")

_BEFORE = ' \n("“'
_WHITE = " \n\r\t"
_AFTER = '.,:;!?)"”'  # only with one of `_WHITE` behind

# Of any other character folding may make a letter, several, or nothing. Pieces without them hold words of ASCII
# letters and digits only.
_TYPOGRAPHIC = "\xa0“”„‘’–—…•·"
_OTHER = re.compile(f"[^\x00-\x7f{_TYPOGRAPHIC}]")

# Stops and apostrophes inside words are not part of the form (M.H., 1.500, Jum'at); Rp5 and 1.500orang are two words:
# what stands in the text differs from the form. A pattern that begins with one known character is searched for by it.
_LETTER_BEHIND = (
    (b".", re.compile(rb"\.(?:[A-Za-z]|[0-9][0-9]*+[A-Za-z])")),
    *((sign, re.compile(sign + b"[A-Za-z]")) for sign in (b"'", b"`")),
    *((sign, re.compile(sign + b"[0-9][0-9]*+[A-Za-z]")) for sign in (b",", b":", b"/")),
)
_ANY_BEHIND = tuple(
    (sign, re.compile(re.escape(sign) + b"[A-Za-z0-9]")) for sign in (b".", b",", b":", b"/", b"'", b"`")
)
_BEHIND_QUOTE = re.compile("[‘’][A-Za-z0-9]")
_CURRENCY = re.compile(b"rp[0-9]")
_DIGIT = re.compile(b"[0-9]")
_LONG = re.compile(b"[^ ]{64}")  # forms end here; the word in the text may be longer
_CORE = 4  # the shortest part of several forms that is looked for in their place


Found = tuple[int, int, Hashable]
"""A marked word: its start, its end, its group. Words of one group answer the same word of the query.

A plain tuple: a page of results makes some hundred, and one with named fields takes three times as long to make.
"""


class Seen(NamedTuple):
    """What a look at a text gives: words by their starts, and places, ascending, next to which there may be more."""

    words: dict[int, Found]
    places: list[int]


class Spotter:
    """Looks for words by their forms (each has its group) and by prefixes (each a group of its own), and for places
    where one of `parts` may stand."""

    def __init__(self, words: Mapping[str, Hashable], prefixes: Collection[str], parts: Iterable[str] = ()) -> None:
        starts = [(prefix.encode("ascii", "replace"), ("prefix", prefix)) for prefix in prefixes]
        # "covid-1": its head is a whole run, "covi" is the beginning of one
        self._prefixes = [(start, group) for start, group in starts if _RUN.fullmatch(start)]
        self._parts = {_head(part) for part in parts}
        self._groups: dict[bytes, Hashable] = {}
        families: dict[Hashable, list[bytes]] = {}
        for form, group in words.items():
            head = _head(form)
            if len(head) == len(form):
                self._groups[head] = group
            families.setdefault(group, []).append(head)
        apart = self._parts.union(_head(prefix) for prefix in prefixes if not prefix.isalnum())
        self._needles = tuple({needle: None for heads in (*families.values(), apart) for needle in _needles(heads)})
        self._heads = apart.union(*families.values())
        together = b" ".join((*self._heads, *(start for start, _ in self._prefixes)))
        digits = _DIGIT.search(together) is not None
        self._glued = _ANY_BEHIND if digits else _LETTER_BEHIND
        self._currency = digits or b"rp" in self._heads or any(b"rp".startswith(start) for start, _ in self._prefixes)
        if digits:  # Rp5 is two words
            self._groups = {run: group for run, group in self._groups.items() if not _CURRENCY.match(run)}
        self._blind = _LONG.search(together) is not None

    def look(self, text: str) -> Seen | None:
        """What is seen in `text`; None where only analysing all of it will do. Linear in its length."""
        if self._blind:
            return None
        raw = text.encode("ascii", "replace")
        runs = b" " + raw.translate(_BLANKED) + b" "
        seen = Seen({}, self._odd_places(text, raw))
        if self._currency:
            seen.places.extend(match.start() - 1 for match in _CURRENCY.finditer(runs))
        for needle in self._needles:
            if needle in runs:
                self._look_for(needle, text, runs, seen)
        for start, group in self._prefixes:
            self._look_for_prefix(start, group, text, runs, seen)
        seen.places.sort()
        return seen

    def _look_for(self, needle: bytes, text: str, runs: bytes, seen: Seen) -> None:
        """Runs that hold `needle`, which may be a run with the spaces around it."""
        words, places = seen
        find, heads, parts, groups = runs.find, self._heads, self._parts, self._groups
        at = find(needle)
        while at >= 0:
            # In `runs` a space stands before the text: the space before a run is at the run's place in the text.
            start = runs.rfind(b" ", 0, at + 1)
            space = find(b" ", at + 1)
            run = runs[start + 1 : space]
            if run in heads:
                if run in parts or not _stands_alone(text, start, space - 1):
                    places.append(start)
                elif run in groups:
                    words[start] = (start, space - 1, groups[run])
            at = find(needle, space)

    def _look_for_prefix(self, begin: bytes, group: Hashable, text: str, runs: bytes, seen: Seen) -> None:
        needle = b" " + begin
        start = runs.find(needle)
        while start >= 0:
            end = runs.find(b" ", start + 1) - 1
            if start not in seen.words:
                if _stands_alone(text, start, end):
                    seen.words[start] = (start, end, group)
                else:
                    seen.places.append(start)
            start = runs.find(needle, end + 1)

    def _odd_places(self, text: str, raw: bytes) -> list[int]:
        """Places at which a form may stand that looks otherwise in the text."""
        places: list[int] = []
        for sign, pattern in self._glued:
            if sign in raw:
                places += [match.start() for match in pattern.finditer(raw) if text[match.start() - 1].isalnum()]
        if not text.isascii():
            places += [match.start() for match in _BEHIND_QUOTE.finditer(text) if text[match.start() - 1].isalnum()]
            # Counting the usual ones is quicker than looking for others.
            foreign = len(text) - len(text.encode("ascii", "ignore"))
            if foreign != sum(map(text.count, _TYPOGRAPHIC)):
                places += [match.start() for match in _OTHER.finditer(text)]
        return places


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the run `text[start:end]` is a token: true only where that is sure."""
    if start and text[start - 1] not in _BEFORE:
        return False
    behind = text[end : end + 2]
    return behind[:1] in _WHITE or (behind[0] in _AFTER and behind[1:] in _WHITE)


def _head(form: str) -> bytes:
    """The first run of ASCII letters and digits of a form, which stands in every text that the form stands in but for
    the odd places. It is the form where that is nothing else."""
    if form.isalnum() and form.isascii():
        return form.encode()
    first = _RUN.search(form.encode("ascii", "replace"))
    return first[0] if first else b""


def _needles(heads: Collection[bytes]) -> Iterator[bytes]:
    """What to look for to find each of these runs: parts that several have in common, or one with its spaces."""
    left = sorted(filter(None, heads), key=len)
    while left:
        core = left[0]
        held = [head for head in left if core in head]
        if len(held) < len(left) and len(core) > _CORE:
            # The first letter of a stem changes with some prefixes: kirim, mengirim.
            more = [head for head in left if core[1:] in head]
            if len(more) > len(held):
                core, held = core[1:], more
        if len(core) < _CORE or len(held) == 1:
            yield b" " + left.pop(0) + b" "
        else:
            yield core
            left = [head for head in left if core not in head]
