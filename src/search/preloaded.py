"""Imported by the process that workers are forked from: what each of them would load, once for all.

Word tables, gazetteers and the model are read at the first need; here is the first. Forked processes share their
memory, which the collector of garbage must not write to.
"""

from __future__ import annotations

import gc

from .annotating import annotate
from .language import Analyzer
from .model import Release
from .workers import Workshop

__all__ = ["Workshop"]

annotate([Release("", "Direktur Jenderal PT Contoh, Budi Santoso, mengatakan itu di Jakarta pada 3 Mei 2024.")])
Analyzer().stems(["mengabarkannya", "zzyzx"])
gc.collect()
gc.freeze()
