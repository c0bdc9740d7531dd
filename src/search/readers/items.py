"""What a reader yields beside releases, and how a message shows a value."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import ReadError
from ..model import Release


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know about an input that was read: not an error.

    `where` is the path, with the record's line or number behind a colon where there is one.
    """

    where: str
    text: str


Item = Release | ReadError | Notice

_TYPES = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}


def shown(value: object, limit: int = 60) -> str:
    """A value from the input as a message shows it: on one line, quoted, shortened, nothing invisible in it."""
    if isinstance(value, str):
        return repr(value) if len(value) <= limit else f"{value[:limit]!r}…"
    return _TYPES.get(type(value), "empty")
