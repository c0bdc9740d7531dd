"""Where in a text the analyzer need be asked at all: a quick look that may see too much, never too little."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_FEW = 16  # distinct words that are looked for one by one; more of them in one pass

# Of any other character folding may make a letter, several, or nothing. Pieces without them hold words of ASCII
# letters and digits only.
_OTHER = re.compile("[^\x00-\x7f\xa0“”„‘’–—…•·]")
_BLANKED = bytes(ord(chr(i).lower()) if i < 128 and chr(i).isalnum() else 32 for i in range(256))
_RUN = re.compile(b"[a-z0-9]+")

# Stops and apostrophes inside words are not part of the form (M.H., 1.500, Jum'at), and Rp5 is two words: what
# stands in the text differs from the form.
_GLUED = re.compile("[.'`‘’][A-Za-z]")
_GLUED_WITH_DIGITS = re.compile("[.,'`‘’][A-Za-z0-9]")
_CURRENCY = re.compile(b"rp[0-9]")
_CUT = 64  # forms end here; the word in the text may be longer


class Spotter:
    """Finds the places next to which one of `forms`, or a form with one of `prefixes`, may stand.

    The first run of letters and digits of a form, its head, stands in every text that the form stands in, with
    the exceptions above. Heads are looked up among the runs of a text as bytes, one byte a character.
    """

    def __init__(self, forms: Collection[str], prefixes: Collection[str]) -> None:
        starts = [prefix.encode("ascii", "replace") for prefix in prefixes]
        # "covid-1": its head is a whole run, "covi" is the beginning of one
        self._prefixes = tuple(start for start in starts if _RUN.fullmatch(start))
        whole = (*forms, *(prefix for prefix in prefixes if not prefix.isalnum()))
        self._heads = frozenset(head for form in whole if (head := _head(form)))
        all_of = (*self._heads, *self._prefixes)
        digits = any(character in b"0123456789" for head in all_of for character in head)
        self._glued = _GLUED_WITH_DIGITS if digits else _GLUED
        self._currency = digits or b"rp" in self._heads or b"rp".startswith(self._prefixes)
        self._blind = any(len(head) >= _CUT for head in all_of)

    def places(self, text: str) -> list[int] | None:
        """Places in `text`, ascending; None where only looking at all of it will do."""
        if self._blind:
            return None
        runs = text.encode("ascii", "replace").translate(_BLANKED)
        places = [
            match.start() for match in self._glued.finditer(text) if match.start() and text[match.start() - 1].isalnum()
        ]
        if not text.isascii():
            places += [match.start() for match in _OTHER.finditer(text)]
        if self._currency:
            places += [match.start() for match in _CURRENCY.finditer(runs)]
        places += self._heads_in(runs)
        places.sort()
        return places

    def _heads_in(self, runs: bytes) -> Iterator[int]:
        words = runs.split()
        present = set(self._heads.intersection(words))
        if self._prefixes:
            present.update(word for word in set(words) if word.startswith(self._prefixes))
        if len(present) > _FEW:
            yield from (match.start() for match in _RUN.finditer(runs) if match[0] in present)
            return
        for word in present:
            if runs.startswith(word):
                yield 0
            spaced = b" " + word
            at = runs.find(spaced)
            while at >= 0:
                yield at + 1
                at = runs.find(spaced, at + len(spaced))


def _head(form: str) -> bytes:
    """The first run of ASCII letters and digits of a form."""
    first = _RUN.search(form.encode("ascii", "replace"))
    return first[0] if first else b""
