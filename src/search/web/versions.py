"""What one text says otherwise than another: two versions of a release, or a release before and after a change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from flask import Blueprint, abort, render_template, request

from ..duplicates.differences import Change, Piece, differences
from ..errors import IndexUnusable
from ..history import TEXT, Earlier
from ..model import Release
from .address import Address
from .caching import from_index
from .current import archive
from .showing import long_date

blueprint = Blueprint("versions", __name__)

_BREAK = re.compile(r"\s*\n\s*")


@blueprint.get("/compare/<anything:release_id>")
@from_index
def compare(release_id: str) -> str:
    """What the release named by `with` says otherwise than this one; any two can be compared."""
    release = archive().release(release_id)
    other = archive().release(request.args.get("with", ""))
    pieces = _differences(release.body, other.body)
    return render_template(
        "compare.html",
        release=release,
        other=other,
        pieces=pieces,
        changed=any(piece.change is not Change.SAME for piece in pieces),
        address=Address(),
        error=None,
    )


@blueprint.get("/changes/<int:number>/<anything:release_id>")
@from_index
def changes(number: int, release_id: str) -> str:
    """What a release said until its change of this number, made into what it said then."""
    release = archive().release(release_id)
    texts = archive().history(release_id)
    at = next((at for at, earlier in enumerate(texts) if earlier.number == number), None)
    if at is None:
        abort(404)
    earlier, later = texts[at], texts[at + 1] if at + 1 < len(texts) else None
    old, new = earlier.release, later.release if later else release
    pieces = _differences(old.body, new.body)
    return render_template(
        "changes.html",
        release=release,
        earlier=earlier,
        before=texts[at - 1] if at else None,
        after=later,
        titles=differences(old.title, new.title),
        said=[(part, _said(old, part), _said(new, part)) for part in earlier.parts if part not in TEXT],
        pieces=pieces,
        removed=_words(pieces, Change.REMOVED),
        added=_words(pieces, Change.ADDED),
        address=Address(),
        error=None,
    )


def kept(release_id: str) -> tuple[Earlier, ...]:
    """What a release said before, the oldest first; nothing where that can't be read: the release itself can."""
    try:
        return archive().history(release_id)
    except IndexUnusable:
        return ()


def _differences(one: str, other: str) -> tuple[Piece, ...]:
    """Of two bodies, with paragraphs set apart as those of a release are."""
    return tuple(replace(piece, text=_BREAK.sub("\n\n", piece.text)) for piece in differences(one, other))


def _said(release: Release, part: str) -> str:
    value = getattr(release, part)
    return long_date(value) if isinstance(value, date) else value or ""


def _words(pieces: Iterable[Piece], change: Change) -> int:
    return sum(len(piece.text.split()) for piece in pieces if piece.change is change)
