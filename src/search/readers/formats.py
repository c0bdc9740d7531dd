"""Which format a file is of: its suffix says, its first bytes may correct it."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from .encoding import marked_encoding

HEAD_BYTES = 8192
"""How much of a file is looked at."""


class Format(StrEnum):
    """A format that can be read. The value is how messages name it."""

    TXT = "plain text"
    HTML = "HTML"
    JSONL = "JSON Lines"
    JSON = "JSON"
    CSV = "CSV"


KNOWN = {
    ".txt": Format.TXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".json": Format.JSON,
    ".csv": Format.CSV,
}
"""Suffix -> format."""

MANY = frozenset({Format.JSONL, Format.JSON, Format.CSV})

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive, or a document of an office program"),
    (b"\xd0\xcf\x11\xe0", "a document of an old office program"),
    (b"{\\rtf", "a rich text document"),
    (b"\x1f\x8b", "compressed (gzip)"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\v\f\r\x1b"))
_MOST_CONTROLS = 0.02
"""Share of control characters above which a file is no text: compressed data has 10 %, a damaged text far less.

Three are always allowed: they are cleaned away.
"""

_BEFORE_THE_ROOT = r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*"
_HTML = re.compile(_BEFORE_THE_ROOT + r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_FEED = re.compile(_BEFORE_THE_ROOT + r"<(?:rss|feed|rdf:rdf)\b", re.IGNORECASE | re.DOTALL)
_LIST_OR_BROKEN_OBJECT = re.compile(r"\s*(?:\[|\{[ \t]*\r?\n)")


def holds_many(path: Path) -> bool:
    """Whether a file of this name holds many records (JSON Lines, JSON, CSV); other files hold one release."""
    return KNOWN.get(path.suffix.casefold()) in MANY


def unknown_suffix(path: Path) -> str | None:
    """What is wrong with the suffix, if it is not known."""
    if path.suffix.casefold() in KNOWN:
        return None
    return f"the suffix {path.suffix!r} is not known; siaran reads {', '.join(KNOWN)}"


def sniff(head: bytes, suffix: str) -> Format | str:
    """The format of a file by its first bytes and its (known) suffix, or why it can't be read."""
    named = KNOWN[suffix.casefold()]
    kind = next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), None)
    if kind:
        return f"this is {kind}, not {named}; save its text as UTF-8"
    marked = marked_encoding(head)
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if not marked and controls > max(3, _MOST_CONTROLS * len(head)):
        return f"this is a binary file, or UTF-16 without a byte order mark, not {named}; save its text as UTF-8"
    text = head.decode(marked or "utf-8", "replace")
    if _FEED.match(text):
        return "this is a feed (RSS or Atom), which is not read yet; export the releases as JSON or CSV"
    if _HTML.match(text):
        return f"this is an HTML page, not {named}; name it .html" if named in MANY else Format.HTML
    if named is Format.JSONL and _LIST_OR_BROKEN_OBJECT.match(text):
        return Format.JSON
    return named
