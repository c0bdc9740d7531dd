"""Cleaning of text. What is not named here is kept as it is: offsets count in the cleaned body."""

from __future__ import annotations

import re

_LINE_END = re.compile(r"\r\n|[\r\v\f\x85]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BLANK_LINES = re.compile(r"\n{4,}")
_WORD = re.compile(r"[^\W_]")


def clean(text: str) -> str:
    """Text as it is stored.

    Line ends become LF, control characters go, a lone surrogate (which no UTF-8 file can hold) becomes U+FFFD,
    white space at the ends of lines goes, and more than two blank lines become two.
    """
    if not text.replace("\n", "").isprintable():  # a tenth of the time that the patterns take to find nothing
        text = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
        text = _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))
    text = "\n".join([line.rstrip() for line in text.split("\n")])
    return (_BLANK_LINES.sub("\n\n\n", text) if "\n\n\n\n" in text else text).strip()


def one_line(text: str) -> str:
    """Cleaned text with every run of white space as one space."""
    return " ".join(clean(text).split())


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit, without which nothing could be found or shown."""
    return _WORD.search(text) is not None


def shorten(text: str, limit: int) -> str:
    """The beginning of a text of one line, at most `limit` characters with an ellipsis, cut between words.

    Within one very long word the cut is made at the limit.
    """
    if len(text) <= limit:
        return text
    head = text[:limit]
    border = head.rfind(" ", limit // 2)
    return head[: limit - 1 if border < 0 else border].rstrip(" ,;:-–—(“\"'") + "…"
