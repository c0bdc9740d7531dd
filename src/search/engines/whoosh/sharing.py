"""Counted use of things that must be closed once nobody uses them."""

from __future__ import annotations

import threading
from typing import Self


class Shared:
    """Begins with one holder, its maker. Closed by the last one's `release`."""

    def __init__(self) -> None:
        self._holders = 1
        self._guard = threading.Lock()

    def hold(self) -> Self:
        """Become one more holder."""
        with self._guard:
            if not self._holders:
                raise ValueError(f"{self!r} is closed")
            self._holders += 1
        return self

    def release(self) -> None:
        """Stop to be a holder."""
        with self._guard:
            self._holders -= 1
            last = self._holders == 0
        if last:
            self._close()

    def _close(self) -> None:
        raise NotImplementedError
