"""Text of a file too large to hold: read piece by piece, each within a bound."""

from __future__ import annotations

import io
from typing import BinaryIO, Self

from .encoding import UTF_8, fallback, marked_encoding, mend

_SAMPLE = 1_000_000
_CHUNK = 65_536


class TooLong(Exception):
    """A line is over the bound and has been passed over. `quotes` is how many quotation marks it held."""

    def __init__(self, quotes: int) -> None:
        super().__init__(quotes)
        self.quotes = quotes


class TextSource:
    """The text of an open binary file, from its beginning. Leaving its context closes the file.

    `line` counts the lines that were read. `notes` collects what to tell about the encoding, each once; who reads
    takes it out.
    """

    def __init__(self, handle: BinaryIO) -> None:
        handle.seek(0)
        head = handle.read(_SAMPLE)
        handle.seek(0)
        marked = marked_encoding(head)
        self._fallback = None if marked else fallback(head)
        encoding = marked or "utf-8"
        # UTF-8's bad bytes survive as surrogates, so that a piece that is something else can be decoded anew.
        errors = "surrogateescape" if encoding in ("utf-8", UTF_8) else "replace"
        self._text = io.TextIOWrapper(handle, encoding=encoding, errors=errors)
        self._said: set[str] = set()
        self.notes: list[str] = []
        self.line = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._text.close()

    def read(self, characters: int) -> str:
        """The next piece, at most this long; empty at the end."""
        return self._mend(self._text.read(characters))

    def readline(self, limit: int) -> str:
        """The next line with its LF; empty at the end. Raises TooLong where it has more than `limit` bytes."""
        text = self._text.readline(limit + 1)
        if not text:
            return ""
        self.line += 1
        if len(text) > limit and not text.endswith("\n"):
            raise TooLong(text.count('"') + self._pass_over())
        if 4 * len(text) > limit and len(text.rstrip("\n").encode("utf-8", "surrogateescape")) > limit:
            raise TooLong(text.count('"'))
        return self._mend(text)

    def take_notes(self) -> list[str]:
        """What there is to tell since the last call."""
        notes, self.notes = self.notes, []
        return notes

    def _pass_over(self) -> int:
        quotes = 0
        while piece := self._text.readline(_CHUNK):
            quotes += piece.count('"')
            if piece.endswith("\n"):
                break
        return quotes

    def _mend(self, text: str) -> str:
        decoded = mend(text, self._fallback)
        if decoded.note and decoded.note not in self._said:
            self._said.add(decoded.note)
            self.notes.append(decoded.note)
        return decoded.text
