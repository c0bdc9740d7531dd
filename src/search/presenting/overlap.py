"""What a text repeats, as plain data, and with its differences in their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..overlap import Alteration, Change, Overlap, Passage, Piece, Repeated
from .releases import present_head, present_quote


def present_overlap(found: Overlap, address_of: Callable[[str], str] | None = None) -> dict[str, Any]:
    """What was found. Offsets count characters of the text that was given, or of the release's body.

    `address_of` gives the page of a release by its id; without it there are no links.
    """
    return {
        "words": found.words,
        "covered": found.covered,
        "share": round(found.share, 4),
        "total": found.found,
        "took_ms": round(found.took_ms, 3),
        "releases": [_release(each, found.text, address_of) for each in found.releases],
        "alone": [{"start": each.start, "end": each.end, "words": each.words} for each in found.alone],
    }


def _release(repeated: Repeated, text: str, address_of: Callable[[str], str] | None) -> dict[str, Any]:
    release = repeated.release
    return {
        **present_head(release),
        "page": address_of(release.id) if address_of else None,
        "words": repeated.words,
        "share": round(repeated.share, 4),
        "release_share": round(repeated.release_share, 4),
        "quotes_changed": repeated.alterations,
        "passages": [_passage(passage, text, release.body) for passage in repeated.passages],
    }


def _passage(passage: Passage, text: str, body: str) -> dict[str, Any]:
    return {
        "start": passage.start,
        "end": passage.end,
        "body_start": passage.body_start,
        "body_end": passage.body_end,
        "words": passage.words,
        "share": round(passage.share, 4),
        "changed": passage.changed,
        "pieces": [_piece(piece, text, body) for piece in passage.pieces],
        "quotes_changed": [_alteration(alteration) for alteration in passage.alterations],
    }


def _piece(piece: Piece, text: str, body: str) -> dict[str, Any]:
    removed = piece.change is Change.REMOVED
    return {
        "change": piece.change.value,
        "start": piece.start,
        "end": piece.end,
        "body_start": piece.body_start,
        "body_end": piece.body_end,
        "text": body[piece.body_start : piece.body_end] if removed else text[piece.start : piece.end],
    }


def _alteration(alteration: Alteration) -> dict[str, Any]:
    quote = present_quote(alteration.quote)
    return {
        "start": quote["start"],
        "end": quote["end"],
        "text": quote["text"],
        "speaker": alteration.quote.speaker,
        "in_quotation_marks": alteration.quoted,
    }


def in_line(passage: Passage, text: str, body: str) -> Iterator[tuple[Change, str]]:
    """A passage as it stands in the text, with what lies between its words, and what was removed in its place."""
    last = passage.start
    for piece in passage.pieces:
        if piece.change is Change.REMOVED:
            yield Change.SAME, " "
            yield Change.REMOVED, body[piece.body_start : piece.body_end]
            continue
        yield Change.SAME, text[last : piece.start]
        yield piece.change, text[piece.start : piece.end]
        last = piece.end
