"""Which releases a text repeats, and what it says otherwise."""

from __future__ import annotations

from typing import Any

from ..archive import Archive
from ..overlap import Alteration, Change, Overlap, Passage, Repeated
from ..presenting import in_line
from .quoting import NAME, NOTICE, Whole
from .results import QUOTE, head, paged

PASSAGES = 5
"""Most passages of a release, those with the most words; and most parts of the text that stand in none."""

PASSAGE = 800
"""Most characters of a passage with its differences."""

_MARKED = {Change.SAME: ("", ""), Change.REMOVED: ("[-", "-]"), Change.ADDED: ("{+", "+}")}


def overlap(archive: Archive, values: dict[str, Any]) -> dict[str, Any]:
    """Releases that the text repeats, those first that cover most of it."""
    found = archive.overlap(values["text"], limit=paged(archive, values)["per_page"])
    whole = Whole()
    alone = whole.first("in_no_release", sorted(found.alone, key=lambda stretch: -stretch.words), PASSAGES)
    return {
        "notice": NOTICE,
        "words": found.words,
        "share": round(found.share, 4),
        "total": found.found,
        "releases": [_release(archive, each, found) for each in found.releases],
        "in_no_release": [
            whole.text("in_no_release", " ".join(found.text[each.start : each.end].split()), PASSAGE)
            for each in sorted(alone, key=lambda stretch: stretch.start)
        ],
        "cut": [*whole.cut, *(["releases"] if found.found > len(found.releases) else [])],
    }


def _release(archive: Archive, repeated: Repeated, found: Overlap) -> dict[str, Any]:
    whole = Whole()
    longest = whole.first("passages", sorted(repeated.passages, key=lambda passage: -passage.words), PASSAGES)
    altered = [each for passage in repeated.passages for each in passage.alterations]
    return {
        **head(archive, repeated.release, whole),
        "share": round(repeated.share, 4),
        "release_share": round(repeated.release_share, 4),
        "passages": [
            _passage(passage, found.text, repeated.release.body, whole)
            for passage in sorted(longest, key=lambda passage: passage.start)
        ],
        "more_passages": len(repeated.passages) - len(longest),
        "quotes_changed": [_alteration(each, whole) for each in whole.first("quotes_changed", altered, PASSAGES)],
        "cut": whole.cut,
    }


def _passage(passage: Passage, text: str, body: str, whole: Whole) -> dict[str, Any]:
    parts = [f"{_MARKED[change][0]}{words}{_MARKED[change][1]}" for change, words in in_line(passage, text, body)]
    return {
        "words": passage.words,
        "changed": passage.changed,
        "offset": passage.body_start,
        "text": whole.text("passages", " ".join("".join(parts).split()), PASSAGE),
    }


def _alteration(each: Alteration, whole: Whole) -> dict[str, Any]:
    return {
        "text": whole.text("quotes_changed", each.quote.text, QUOTE),
        "speaker": whole.maybe("quotes_changed", each.quote.speaker, NAME),
    }
