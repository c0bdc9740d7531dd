"""Masks as bits, and counting them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint64]

_OF_PAIR = np.array([number.bit_count() for number in range(1 << 16)], np.uint8)


def pack(masks: npt.NDArray[Any]) -> Bits:
    """Each row of masks (or the one mask) as 64-bit numbers."""
    width = -(-masks.shape[-1] // 64) * 8
    packed = np.packbits(masks, axis=-1, bitorder="little")
    missing = width - packed.shape[-1]
    if missing:
        packed = np.concatenate([packed, np.zeros((*packed.shape[:-1], missing), np.uint8)], axis=-1)
    return packed.view(np.uint64)


def count_common(rows: Bits, mask: Bits) -> npt.NDArray[np.int64]:
    """How many bits each row has in common with the mask."""
    common = rows & mask
    if hasattr(np, "bitwise_count"):  # numpy 2
        counts: npt.NDArray[np.int64] = np.bitwise_count(common).sum(axis=1, dtype=np.int64)
    else:
        counts = _OF_PAIR[common.view(np.uint16)].sum(axis=1, dtype=np.int64)
    return counts
