"""RIS, the tagged lines that Zotero, Mendeley and EndNote read."""

from __future__ import annotations

from ..model import Release
from .fields import GENRE, LANGUAGE, line


def ris(release: Release, url: str | None = None) -> str:
    """The release as a record of type GOVDOC (government document). Lines end with CR LF, as the format has it."""
    rows = [("TY", "GOVDOC"), ("ID", line(release.id)), ("TI", line(release.title))]
    if release.source:
        rows += [("AU", line(release.source)), ("PB", line(release.source))]
    if release.date:
        rows += [("PY", f"{release.date.year:04d}"), ("DA", release.date.strftime("%Y/%m/%d"))]
    rows += [("M3", GENRE), ("LA", LANGUAGE)]
    if url:
        rows.append(("UR", line(url)))
    return "".join(f"{tag}  - {value}\r\n" for tag, value in [*rows, ("ER", "")])
