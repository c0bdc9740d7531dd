"""Text -> tokens with character offsets.

What is one token, and its form:

=====================  ===============================================  ===========================
surface                token(s)                                         forms
=====================  ===============================================  ===========================
Jum'at, Qur’an         one; apostrophes inside a word are dropped       jumat, quran
undang-undang          one, where the parts double a word               undang-undang
COVID-19               one: letters, hyphen, at most three digits       covid-19
2020-an, Covid19, 27A  one                                              2020-an, covid19, 27a
Jakarta-Bandung        two, as every other hyphen                       jakarta, bandung
ke-75, III-2025        two                                              ke, 75; iii, 2025
M.H., S.I.K., M.Si     one; the stops are dropped, so MH finds it       mh, sik, msi
14/07, 14/07/2020      one                                              14/07, 14/07/2020
1.500, 1500            one; stops between thousands are dropped         1500
1,5; 15.30, 15:30      one; a clock's colon becomes the usual stop      1,5; 15.30
Rp1,5                  two, as Rp 1,5                                   rp, 1,5
emoji, signs           none
=====================  ===============================================  ===========================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from . import reduplication
from .chunks import Chunks
from .folding import APOSTROPHES, HYPHENS, INVISIBLE, fold

FORM_LENGTH = 64
"""Longest form, in characters; a longer word's form is cut here, so that terms of an index stay small."""


class Token(NamedTuple):
    """A word of a text: `text[start:end]` is its surface, `form` the surface folded."""

    form: str
    start: int
    end: int


# `\w` lacks combining marks. These are the marks of all scripts that write with them, in whole blocks for the
# Indic scripts and those of the archipelago (Javanese, Balinese, Sundanese, Batak, Buginese).
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u07eb-\u07f3\u0816-\u082d"
    "\u0859-\u085b\u08d3-\u0963\u0971-\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd"
    "\u0f71-\u0f84\u102b-\u103e\u1056-\u1060\u17b4-\u17d3\u1a17-\u1a1b\u1a55-\u1a7c\u1ab0-\u1aff\u1b00-\u1b04"
    "\u1b34-\u1b44\u1b80-\u1b82\u1ba1-\u1bad\u1be6-\u1bf3\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ua980-\ua983"
    "\ua9b3-\ua9c0\ufe20-\ufe2f"
)

# Second parts of academic degrees longer than two letters. Any word of up to four would also catch M.Said, a
# name written without the space.
_DEGREES = "sos|kom|hum|kes|kep|ked|psi|pdi|farm|stat|fil|ling|eng|phil|mus|par|tek"


def _pattern(word: str) -> re.Pattern[str]:
    """The pattern of all tokens, where a word is `word`.

    Its groups name the tokens that need a second look; the common word has none. Possessive quantifiers keep it
    linear: nothing is ever given back.
    """
    letter, alnum = r"[^\W\d_]", r"[^\W_]"
    apostrophe, hyphen = f"[{re.escape(APOSTROPHES)}]", f"[{re.escape(HYPHENS)}]"
    glued = rf"{word}(?:{apostrophe}{word})*+"
    return re.compile(
        rf"(?P<currency>rp)(?=\d)"
        rf"|{word}(?![-.,:/{re.escape(APOSTROPHES + HYPHENS)}]{alnum})"
        rf"|(?P<number>\d++(?:[.,:/]\d++)++)"
        rf"|(?P<abbreviation>(?:ph|{letter})(?:\.(?:{_DEGREES}|{letter}{{1,2}})(?!{alnum}))++\.?)"
        rf"|(?P<compound>{glued}(?:{hyphen}(?!\d++[.,:/]\d|rp\d){glued})++)"
        rf"|(?P<odd>{glued})",
        re.IGNORECASE,
    )


_PLAIN = _pattern(r"[^\W_]++")
_GENERAL = _pattern(rf"[^\W_](?:[{INVISIBLE}]*+(?:[^\W_]|[{_MARKS}]))*+")
# Characters whose case can be levelled in the whole text at once, without moving an offset.
_NEEDS_FOLDING = re.compile("[^\x00-\x7f\xa0“”„‘’–—…•·]")

_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_ENGLISH_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?", re.ASCII)
_CLOCK = re.compile(r"\d{1,2}:\d{2}", re.ASCII)


def tokenize(text: str) -> list[Token]:
    """The tokens of `text`, ascending and disjoint. A token's position is its place in the list."""
    simple = _NEEDS_FOLDING.search(text) is None
    if simple:
        text = text.lower()
    tokens: list[Token] = []
    append, new = tokens.append, tuple.__new__
    for match in (_PLAIN if simple else _GENERAL).finditer(text):
        kind, form = match.lastgroup, match[0]
        if kind is None and len(form) <= FORM_LENGTH and (simple or form.isascii()):
            # Nearly every word: made without the checks of Token(...), which take twice the time.
            start = match.start()
            append(new(Token, (form if simple else form.lower(), start, start + len(form))))
        else:
            tokens.extend(_special(kind, form, match.start()))
    return tokens


_EDGES = ".,;:!?\"'()\u201c\u201d\u2018\u2019"
"""Signs that are no part of a word at whose edge they stand, with nothing behind."""


def forms_of_chunk(chunk: str) -> list[str]:
    """The forms of `tokenize(chunk)`, where there is no white space in it."""
    word = chunk.strip(_EDGES)
    if word.isalpha() and word.isascii() and len(word) <= FORM_LENGTH:  # most are
        return [word.lower()]
    return [token.form for token in tokenize(chunk)]


_CHUNKS = Chunks(forms_of_chunk)


def forms(text: str) -> list[str]:
    """The forms of `tokenize(text)`, in a tenth of the time where only they are asked for."""
    return list(_CHUNKS.words(text))


def count(text: str) -> int:
    """How many `tokenize(text)` gives."""
    return _CHUNKS.count(text)


def _special(kind: str | None, surface: str, start: int) -> Iterator[Token]:
    """The tokens of a match that is more than a plain word."""
    if kind == "compound":
        yield from _compound(surface, start)
        return
    form = fold(surface)
    if kind == "number":
        form = _number(form)
    elif kind == "abbreviation":
        form = form.replace(".", "")
    if form:  # a lone apostrophe counts as a letter in Unicode, and folds to nothing
        yield Token(form[:FORM_LENGTH], start, start + len(surface))


def _number(form: str) -> str:
    if _THOUSANDS.fullmatch(form):
        return form.replace(".", "")
    if _ENGLISH_THOUSANDS.fullmatch(form):
        return form.replace(",", "").replace(".", ",")
    if _CLOCK.fullmatch(form):
        return form.replace(":", ".")
    return form


_PART = re.compile(f"[^{re.escape(HYPHENS)}]+")


def _compound(surface: str, start: int) -> Iterator[Token]:
    """Words joined by hyphens, each pair either kept together or taken apart, from the left."""
    parts = [(fold(part[0]), part.start(), part.end()) for part in _PART.finditer(surface)]
    i = 0
    while i < len(parts):
        form, begin, end = parts[i]
        if i + 1 < len(parts) and is_one_word(form, parts[i + 1][0]):
            form, end = f"{form}-{parts[i + 1][0]}", parts[i + 1][2]
            i += 1
        i += 1
        if form:
            yield Token(form[:FORM_LENGTH], start + begin, start + end)


def is_one_word(first: str, second: str) -> bool:
    """Whether two folded words joined by a hyphen are one token."""
    if len(first) + len(second) >= FORM_LENGTH:
        return False  # cut, it could not be taken apart again
    if second.isdecimal():
        # Also written "ke 75" and "III 2025": as two tokens, either finds the other, and 2025 finds both.
        return first.isalpha() and len(second) <= 3 and first != "ke"
    if first.isdecimal():
        return second == "an"
    return first.isalpha() and second.isalpha() and reduplication.base(first, second) is not None
