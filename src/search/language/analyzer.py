"""The analyzer: the one way from text to words, for indexing and for asking alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Self

from . import reduplication
from .columns import Words, columns
from .numbered import Cut
from .stemming import Stemmer
from .tokens import FORM_LENGTH, Token, count, forms, tokenize
from .wordforms import WordForms

VERSION = 2
"""Raised with every change of this package that gives some text other forms or stems."""

CACHED_STEMS = 65_536
"""Stems that an analyzer remembers, the least recently used forgotten first: at most about 15 MB."""

_WORD = re.compile(r"[a-z]{3,40}")
_LETTERS_DIGITS = re.compile(r"([^\W\d_]{3,})-?\d{1,4}")
_SHORT_LETTERS_DIGITS = re.compile(r"([^\W\d_]{1,2})-(\d{1,4})")
_DECADE = re.compile(r"(\d+)-?an")
_DATE = re.compile(r"0?(\d{1,2})/0?(\d{1,2})(/\d{2,4})?")


class Analyzer:
    """Text -> tokens, and folded forms -> stems. Cheap to make; the stemmer loads at the first need.

    Safe to use from several threads.
    """

    def __init__(self, stemmer: Stemmer | None = None) -> None:
        self._stemmer = stemmer or WordForms()
        self._stem = lru_cache(maxsize=CACHED_STEMS)(self._find_stem)

    @classmethod
    def with_exceptions(cls, file: str) -> Self:
        """An analyzer that heeds an operator's file of exceptions; none where `file` is empty.

        Raises ExceptionsUnusable, a UsageError that names the file and the entry.
        """
        return cls(WordForms.with_exceptions(file))

    @property
    def fingerprint(self) -> str:
        """Names everything that forms and stems depend on: code version, options, dictionaries.

        Indexes built under one fingerprint can't be searched under another.
        """
        return f"language {VERSION}; forms of {FORM_LENGTH}; {self._stemmer.fingerprint}"

    def tokens(self, text: str) -> list[Token]:
        """The tokens of `text`, ascending and disjoint; see `tokens.py` for what is one token."""
        return tokenize(text)

    def forms(self, text: str) -> list[str]:
        """The forms of `tokens(text)`, for those who don't ask where they stand: in a tenth of the time."""
        return forms(text)

    def columns(self, *cuts: Cut) -> tuple[tuple[str, ...], list[Words]]:
        """The distinct forms of texts that were cut with one table, and each cut's texts as numbers of these forms."""
        return columns(*cuts)

    def count(self, text: str) -> int:
        """How many `tokens(text)` there are."""
        return count(text)

    def stem(self, form: str) -> str:
        """The stem of a folded form; never empty unless `form` is.

        Plain words go to the stemmer. A doubled word has the stem of its base (undang-undang: undang), letters
        with digits that of the letters (covid-19, covid19: covid), a decade its year (2020-an: 2020). Dates lose
        leading zeros (14/07: 14/7), and g-20 meets g20. Everything else is its own stem.
        """
        return self._stem(form)

    def stems(self, forms: Iterable[str]) -> dict[str, str]:
        """The stem of each of these forms."""
        return {form: self._stem(form) for form in forms}

    def _find_stem(self, form: str) -> str:
        if _WORD.fullmatch(form):
            return self._stemmer.stem(form) or form
        if form.isalpha():
            return form
        if match := _LETTERS_DIGITS.fullmatch(form):
            return self._find_stem(match[1])
        if match := _SHORT_LETTERS_DIGITS.fullmatch(form):
            return match[1] + match[2]  # the letters alone would say nothing: G-20, F-16
        if match := _DECADE.fullmatch(form):
            return match[1]
        if match := _DATE.fullmatch(form):
            return f"{match[1]}/{match[2]}{match[3] or ''}"
        first, hyphen, second = form.partition("-")
        word = reduplication.base(first, second) if hyphen and first and second else None
        return self._find_stem(word) if word else form
