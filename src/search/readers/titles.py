"""A title for a release that has none: the sentence it opens with."""

from __future__ import annotations

import re

from ..language import sentences
from .text import has_words, one_line, shorten

LONGEST_DERIVED = 160
"""Characters of a derived title: about two lines on a phone."""

_WINDOW = 4000
_LETTERHEAD = re.compile(
    r"(?:siaran pers|rilis pers|pers rilis|press release|for immediate release)\b[^\n]{0,60}"
    r"|(?:nomor|no)\s*[.:][^\n]{0,60}",
    re.IGNORECASE,
)
_WORDS_OF_A_PLACE = r"[A-Z][\w.'’]{1,30}(?:[ /][A-Z][\w.'’]{0,30}){0,3}"
_DATELINE = re.compile(
    rf"{_WORDS_OF_A_PLACE}"  # Jakarta
    rf"(?:, {_WORDS_OF_A_PLACE})?"  # Sentul, Bogor
    r"(?:,? ?\(?\d[\d/.]{2,9}\)?|, \(?\d{1,2} [A-Z]?[a-z]{2,8} \d{4}\)?)?"  # (14/07), 3 September 2020
    r" ?(?:--?|[–—]) +(?=\S)"
)


def derived_title(body: str) -> str:
    """The first sentence of a body behind letterhead and dateline (`Jakarta - `), shortened.

    The body must hold a letter or a digit; then so does the title.
    """
    window = body[_opening(body) :][:_WINDOW]
    if not has_words(window):
        first = re.search(r"[^\W_]", body)
        window = body[first.start() :][:_WINDOW] if first else body[:_WINDOW]
    for start, end in sentences(window):
        sentence = one_line(window[start:end])
        if has_words(sentence[: LONGEST_DERIVED - 1]):
            return shorten(sentence, LONGEST_DERIVED)
    words = re.search(r"[^\W_]", window)
    return shorten(one_line(window[words.start() if words else 0 :]), LONGEST_DERIVED)


def is_letterhead(line: str) -> bool:
    """Whether a line says what any release is (`SIARAN PERS`, `Nomor: 12/2020`), not what this one says."""
    return _LETTERHEAD.fullmatch(line.strip()) is not None


def has_dateline(line: str) -> bool:
    """Whether a line begins with the place (and date) that a release is given out at: `Jakarta - `."""
    return _DATELINE.match(line) is not None


def _opening(body: str) -> int:
    """Where the text proper begins."""
    start = 0
    while (end := body.find("\n", start)) >= 0:
        line = body[start:end]
        if line.strip() and not is_letterhead(line):
            break
        start = end + 1
    dateline = _DATELINE.match(body, start)
    return dateline.end() if dateline else start
