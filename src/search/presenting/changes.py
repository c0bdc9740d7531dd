"""What was added, changed and removed, as plain data."""

from __future__ import annotations

from typing import Any

from ..journal import Changes
from .moments import present_moment
from .releases import Ids, present_head, present_names, present_parts
from .results import Links


def present_changes(found: Changes, links: Links | None = None, ids: Ids | None = None) -> dict[str, Any]:
    """Releases as they are now with the time of their indexing (UTC), the ids of those removed, and how to go on.

    With `ids`, those of entities, also what was found in the texts: entities, quotes, event dates.
    """
    return {
        "releases": [
            {
                **present_head(change.release),
                **present_names(change.release),
                "body": change.release.body,
                "indexed": present_moment(change.indexed),
                **({} if ids is None else present_parts(change.release, ids)),
            }
            for change in found.changes
        ],
        "removed": list(found.removed),
        "remaining": found.remaining,
        "cursor": found.cursor,
        "links": dict(links or {"self": None, "next": None}),
    }
