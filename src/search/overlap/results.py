"""What a comparison of a text with the archive finds. Offsets count characters, from 0, the end excluded."""

from __future__ import annotations

from dataclasses import dataclass

from ..duplicates.differences import Change
from ..model import Quote, Release


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage: `text[start:end]` of the compared text and `body[body_start:body_end]` of the release.

    The release's text is what changes: what was removed is an empty range of the compared text, where it would stand;
    what was added one of the body.
    """

    change: Change
    start: int
    end: int
    body_start: int
    body_end: int


@dataclass(frozen=True, slots=True)
class Alteration:
    """A quotation of the release that a passage gives otherwise. `quoted`: the text has what it changed between
    quotation marks; where it has none there, it may tell the quotation in words of its own."""

    quote: Quote
    quoted: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that the text shares with a release, in one order, from the first to the last of them.

    `words` is how many are shared, `share` that of all words of the text. `pieces` go from end to end, in order.
    """

    start: int
    end: int
    body_start: int
    body_end: int
    words: int
    share: float
    pieces: tuple[Piece, ...]
    alterations: tuple[Alteration, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the text says anything otherwise."""
        return any(piece.change is not Change.SAME for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Repeated:
    """A release that the text repeats, with its passages in the order of the text, disjoint there.

    `words` and `share` say how much of the text they cover, `release_share` how much of the release's body.
    """

    release: Release
    words: int
    share: float
    release_share: float
    passages: tuple[Passage, ...]

    @property
    def alterations(self) -> int:
        """How many quotations are given otherwise."""
        return sum(len(passage.alterations) for passage in self.passages)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the text, `text[start:end]`, and its number of words."""

    start: int
    end: int
    words: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """What a text repeats. `text` is what was compared: as it was given, but for halves of characters.

    `words` are those of the text, `covered` those that stand in a passage of any release found, `share` their share.
    `releases` come with those first that cover most; `found` says how many there are where only some are given.
    `alone` are the stretches that stand in none of those found.
    """

    text: str
    words: int
    covered: int
    share: float
    found: int
    releases: tuple[Repeated, ...]
    alone: tuple[Stretch, ...]
    took_ms: float = 0.0
