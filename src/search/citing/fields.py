"""What the formats share: how a field's text is made, and how a release is named among references."""

from __future__ import annotations

import re
import zlib

GENRE = "Siaran pers"
"""What is cited, in the language of what is cited, as reference lists give it."""

LANGUAGE = "id"

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\s]+")


def line(text: str) -> str:
    """The text on one line, without control characters and halves of surrogate pairs."""
    return _UNPRINTABLE.sub(" ", text).strip()


def key(release_id: str) -> str:
    """A name of ASCII letters, digits and hyphens that no other release of an archive should have."""
    plain = re.sub(r"[^A-Za-z0-9]+", "-", release_id).strip("-")
    if plain == release_id and len(plain) <= 40:
        return plain
    checksum = zlib.crc32(release_id.encode("utf-8", "surrogatepass"))
    return f"{plain[:40].strip('-') or 'siaran'}-{checksum:08x}"
