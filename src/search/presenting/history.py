"""What a release said before, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..history import Earlier
from .moments import present_moment
from .releases import present_head


def present_history(release_id: str, history: Iterable[Earlier]) -> dict[str, Any]:
    """The texts that were replaced, the oldest first: each with when that was (UTC), since when it had stood (null
    where that is not known) and which parts were changed then."""
    return {
        "id": release_id,
        "history": [
            {
                **present_head(earlier.release),
                "body": earlier.release.body,
                "number": earlier.number,
                "since": present_moment(earlier.since) if earlier.since else None,
                "until": present_moment(earlier.until),
                "changed": list(earlier.parts),
            }
            for earlier in history
        ],
    }
