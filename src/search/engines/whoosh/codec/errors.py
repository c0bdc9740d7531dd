"""What can be wrong with a segment file."""

from __future__ import annotations


class SegmentDamaged(Exception):
    """A segment file is short, garbled, of an unknown format, or contradicts the table of contents.

    `file` names the file, `section` the part of it (`header`, `table`, or a section's name). Nothing that was
    read from the damaged part has been handed out.
    """

    def __init__(self, file: str, section: str, reason: str) -> None:
        super().__init__(file, section, reason)
        self.file = file
        self.section = section
        self.reason = reason

    def __str__(self) -> str:
        return f"segment file {self.file} is damaged ({self.section}): {self.reason}; build the index anew"


class SegmentMissing(SegmentDamaged, OSError):
    """The table of contents names a segment whose file is gone.

    An `OSError`, too: Whoosh's `Index.reader` takes it for the race of a reader with a commit that has just
    removed an old segment, reads the new table of contents and tries again before it gives up.
    """

    def __init__(self, file: str) -> None:
        SegmentDamaged.__init__(self, file, "file", "it is missing")

    def __str__(self) -> str:
        return SegmentDamaged.__str__(self)

    def __reduce__(self) -> tuple[type[SegmentMissing], tuple[str]]:
        return SegmentMissing, (self.file,)
