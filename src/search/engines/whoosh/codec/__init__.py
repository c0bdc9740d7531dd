"""A storage format for Whoosh: each segment is one file of memory-mapped numpy arrays.

Nothing here knows what the documents are about; it needs numpy and Whoosh only. Two ways in, one format:

- Whoosh's own: `index.writer(codec=ArrayCodec())`, then documents, searchers and commits as ever.
- Arrays: `write_segment` builds a segment with one sort a field, `Transaction` commits segments, deletions and merges
  into the index, `ArraySegment` reads postings as arrays.
"""

from .bulk import SegmentArrays, write_segment
from .codec import ArrayCodec
from .columns import ByteStrings, Numeric
from .entry import SegmentEntry
from .errors import SegmentDamaged, SegmentMissing
from .invert import DROPPED, FieldArrays
from .inverted import Blocks, Inverted, Ordinals
from .lengths import CODE_LENGTHS
from .merge import merge_segments
from .policy import MergePolicy, SegmentSize, all_in_one, tiered
from .segment import ArraySegment
from .storage import DurableStorage
from .transaction import Transaction, array_merge

__all__ = [
    "CODE_LENGTHS",
    "DROPPED",
    "ArrayCodec",
    "ArraySegment",
    "Blocks",
    "ByteStrings",
    "DurableStorage",
    "FieldArrays",
    "Inverted",
    "MergePolicy",
    "Numeric",
    "Ordinals",
    "SegmentArrays",
    "SegmentDamaged",
    "SegmentEntry",
    "SegmentMissing",
    "SegmentSize",
    "Transaction",
    "all_in_one",
    "array_merge",
    "merge_segments",
    "tiered",
    "write_segment",
]
