"""Plain text: a release as the agency's site gives it, or a body alone.

A file may begin with a line that gives date and source (`Thu, 2020 September 03 | by BNPT`). The first line after
it is a title only where it can hardly be anything else; see `_is_title`.
"""

from __future__ import annotations

import re

from .titles import has_dateline, is_letterhead

_HEADER = re.compile(r"(?P<date>[^|\n]{6,60})\|\s*(?:by|oleh)\s+(?P<source>[^|\n]{1,100})", re.IGNORECASE | re.ASCII)
_LONGEST_TITLE = 200


def record(text: str) -> dict[str, object]:
    """The record that a text file holds: body, with date and source from its header, title where it has one."""
    found: dict[str, object] = {}
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff\n\t ")
    first, _, rest = text.partition("\n")
    header = _HEADER.fullmatch(first.strip())
    if header and re.search(r"\d", header["date"]):
        found |= {"date": header["date"].strip(), "source": header["source"].strip()}
        text = rest.lstrip("\n\t ")
    title = _title(text)
    if title is not None:
        found["title"] = title.strip()
        text = text.partition("\n")[2]
    return found | {"body": text}


def _title(text: str) -> str | None:
    first, _, rest = text.partition("\n")
    return first if _is_title(first.strip(), rest) else None


def _is_title(line: str, rest: str) -> bool:
    """Whether a first line is a title.

    It is one where a blank line parts it from a longer text below, it is of 2 to 200 characters and more than one
    word, does not end as a sentence or a list's opening does (`.`, `:`, `;`, `,`), and is neither letterhead nor
    begun by a dateline.
    """
    below, _, further = rest.partition("\n")
    return (
        len(line) <= _LONGEST_TITLE
        and len(line.split()) > 1
        and not below.strip()
        and len(further.strip()) > len(line)
        and line[-1] not in ".:;,"
        and not is_letterhead(line)
        and not has_dateline(line)
    )
