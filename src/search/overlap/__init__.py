"""Which releases a text repeats, passage by passage, and what it says otherwise.

results.py       what comes back
candidates.py    the few releases of the archive that share rare sequences of words with the text
aligning.py      where the words of a text and of one release run side by side
passages.py      such runs as passages with offsets and differences; what is too common to count
quoting.py       quotations of a release that a passage gives otherwise
finding.py       all of these, in order, and the order of the answer
"""

from ..duplicates.differences import Change
from .finding import find_overlap
from .results import Alteration, Overlap, Passage, Piece, Repeated, Stretch

__all__ = ["Alteration", "Change", "Overlap", "Passage", "Piece", "Repeated", "Stretch", "find_overlap"]
