"""Two versions of a release side by side: what one says otherwise than the other."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from ..duplicates.differences import Change, differences
from .address import Address
from .caching import from_index
from .current import archive

blueprint = Blueprint("versions", __name__)


@blueprint.get("/compare/<anything:release_id>")
@from_index
def compare(release_id: str) -> str:
    """What the release named by `with` says otherwise than this one; any two can be compared."""
    release = archive().release(release_id)
    other = archive().release(request.args.get("with", ""))
    pieces = differences(release.body, other.body)
    return render_template(
        "compare.html",
        release=release,
        other=other,
        pieces=pieces,
        changed=any(piece.change is not Change.SAME for piece in pieces),
        address=Address(),
        error=None,
    )
