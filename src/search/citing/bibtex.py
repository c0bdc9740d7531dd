"""BibTeX, in UTF-8 as biber and all present styles read it."""

from __future__ import annotations

from urllib.parse import quote

from ..model import Release
from .fields import GENRE, key, line

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()

# BibTeX counts braces even behind a backslash, so that one alone must not stand in a field at all.
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "#$%&_"},
    }
)


def escaped(text: str) -> str:
    """The text as a field's value, between braces, means it."""
    return line(text).translate(_ESCAPES)


def bibtex(release: Release, url: str | None = None) -> str:
    """The release as an entry of type `misc`. Names and titles stand in double braces, which keep their capitals and
    make a body's name one name."""
    fields = {"title": f"{{{{{escaped(release.title)}}}}}", "howpublished": f"{{{escaped(GENRE)}}}"}
    if release.source:
        fields = {"author": f"{{{{{escaped(release.source)}}}}}", **fields}
    if release.date:
        fields |= {
            "year": f"{{{release.date.year}}}",
            "month": _MONTHS[release.date.month - 1],
            "day": f"{{{release.date.day}}}",
        }
    if url:
        # Read as it stands, by the styles' \url: what would end it early is percent-encoded.
        fields["url"] = f"{{{quote(line(url), safe=_IN_ADDRESSES)}}}"
    fields["langid"] = "{indonesian}"
    rows = [f"  {name} = {value}," for name, value in fields.items()]
    return "\n".join([f"@misc{{{key(release.id)},", *rows, "}", ""])


_IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"
