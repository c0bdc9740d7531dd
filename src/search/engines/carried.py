"""Releases on their way from the process that analysed them to the one that writes: bytes, not objects.

A release is some sixty objects, and taking those apart, sending them and putting them together again costs more than
writing it. What the writing process looks at is at hand here; the rest is made again for whoever asks.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Self

from ..model import Release


class Carried(Sequence[Release]):
    """Whole releases, each made anew whenever it is asked for."""

    ids: Sequence[str]
    origins: Sequence[str]

    @abstractmethod
    def only(self, indexes: Sequence[int]) -> Self:
        """These of them, in this order."""


def ids_of(releases: Sequence[Release]) -> Sequence[str]:
    """Their ids, without making carried ones again."""
    return releases.ids if isinstance(releases, Carried) else [release.id for release in releases]


def origins_of(releases: Sequence[Release]) -> Sequence[str]:
    """Their origins, in the same way."""
    return releases.origins if isinstance(releases, Carried) else [release.origin for release in releases]
