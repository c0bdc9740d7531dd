"""What happened to which release, in the order in which it happened: for programs that keep a copy of the archive.

store.py       the file: one row for each release that is there or was
companion.py   follows the index: what a commit added, changed and removed
reading.py     a part of it, from a cursor on, with the releases as they are now
"""

from .companion import Journal
from .reading import Change, Changes, Recorded

__all__ = ["Change", "Changes", "Journal", "Recorded"]
