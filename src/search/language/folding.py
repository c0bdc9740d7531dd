"""Folding: what is the same word to a reader gets the same characters."""

from __future__ import annotations

import re
import unicodedata

APOSTROPHES = "'`´‘’‛ʹʻʼʽʾʿˈ′＇"
"""Written inside words, by hand or by a typesetter: Jum'at, Jum’at, Qurʼan."""

HYPHENS = "-‐‑–－"
"""Read as a hyphen where they stand between two letters or digits: en dashes come from word processors."""

# Characters that a reader does not see: soft hyphen, zero-width spaces and joiners, direction marks, variation
# selectors, byte order mark, and the Arabic tatweel that only stretches a word.
INVISIBLE = "\u00ad\u034f\u061c\u0640\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"

# Accents and vowel points of scripts that are also written without them: Latin, Greek, Cyrillic, Hebrew, Arabic.
# Marks of Indic and other scripts are letters to their readers and stay.
_ACCENTS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f"
_ACCENTS += "\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff"
_ACCENTS += "\u20d0-\u20ff\ufe20-\ufe2f"

_DROPPED = re.compile(f"[{re.escape(APOSTROPHES)}{INVISIBLE}{_ACCENTS}]")
_REPLACED = {ord(hyphen): "-" for hyphen in HYPHENS} | {ord("\u2044"): "/", ord("\u2212"): "-"}
_ASCII_DROPPED = str.maketrans("", "", "'`")


def fold(text: str) -> str:
    """`text` as forms are written: for comparing words and names, not for showing.

    Case (casefold) and compatibility forms (ﬁ, fullwidth, superscripts) are levelled, accents and vowel points
    taken off; soft hyphens and zero-width characters disappear, and so do apostrophes: the agency writes Jum'at,
    Jum’at and Jumat, the press Ma'ruf and Maruf. Dashes inside words become hyphens. Folding twice changes
    nothing more.
    """
    if text.isascii():
        text = text.lower()
        return text.translate(_ASCII_DROPPED) if "'" in text or "`" in text else text
    while (folded := _fold_once(text)) != text:
        text = folded
    return text


def _fold_once(text: str) -> str:
    # Decomposed first, so that the accents of "é" can be taken off; composed at the end, or the syllables of
    # Hangul would stay apart.
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", decomposed)
    return unicodedata.normalize("NFKC", _DROPPED.sub("", decomposed).translate(_REPLACED))
