"""Passages of releases (quotes, say) searched in their own right, without an index of their own.

A passage is a run of words of a release's body. Where a word stands in the body is known from the index of releases, so
where it stands in passages needs no second one: its places are looked up among the passages' bounds. What is kept of a
passage is where it begins, how many words it has, and its title (who speaks), which many share. Numbers of documents,
lengths and frequencies are those of passages, and so are scores.

    arrays.py      what is kept of the passages of one segment, and its file
    collecting.py  those arrays for the segments that a commit made
    lists.py       the inverted lists of passages: worked out, not stored
    titles.py      those of titles and names
    segment.py     the passages of a segment, read as a segment whose releases they are
    state.py       the passages of a state, read as a state
"""

from .arrays import Damaged, PassageArrays
from .collecting import Collector, Passages, Place, Title
from .segment import owner_of, passage_id
from .state import arrays_for, passages_of

__all__ = [
    "Collector",
    "Damaged",
    "PassageArrays",
    "Passages",
    "Place",
    "Title",
    "arrays_for",
    "owner_of",
    "passage_id",
    "passages_of",
]
