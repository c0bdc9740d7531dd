"""What is kept of the passages of one segment of releases, and its file: a `.npz` of numpy, whose parts have
checksums."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from ..codec.arrays import Array, smallest_uint, starts


class Damaged(Exception):
    """A file of passages that is missing, cut short, garbled, or of other releases."""


@dataclass(frozen=True, slots=True)
class PassageArrays:
    """Passages in the order of the segment's releases, those of one release in the order of its text, disjoint.

    Strings stand end to end, in UTF-8, with the place where each ends; ascending.
    """

    keys: Array
    """A number for each release that tells it from all others (`key_of`)."""
    counts: Array
    """How many passages each release has."""
    begins: Array
    """Position in the body of each passage's first word."""
    sizes: Array
    """How many words each passage has."""
    titles: Array
    """Number of each passage's title."""
    title_names: Array
    """Number of the name that goes with each title, from 1; 0 is none."""
    title_sizes: Array
    """How many words each title has."""
    title_words: Array
    """The words of all titles: numbers of forms."""
    forms: Array
    form_ends: Array
    form_stems: Array
    """The stem of each form: its number."""
    stems: Array
    stem_ends: Array
    names: Array
    name_ends: Array

    @property
    def nbytes(self) -> int:
        """Bytes of all of them."""
        return sum(getattr(self, field.name).nbytes for field in fields(self))

    def save(self, path: Path) -> None:
        """Write the file; durable when this returns, and never half written."""
        temporary = path.with_suffix(".new")
        with temporary.open("wb") as file:
            np.savez(file, **{field.name: getattr(self, field.name) for field in fields(self)})
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)

    @classmethod
    def load(cls, path: Path) -> PassageArrays:
        """Read the file, every byte of it. Raises Damaged."""
        try:
            with np.load(path, allow_pickle=False) as parts:
                arrays = cls(**{field.name: parts[field.name] for field in fields(cls)})
        except (OSError, ValueError, KeyError, EOFError, TypeError, zipfile.BadZipFile, zlib.error) as error:
            raise Damaged(f"{path}: can't be read ({type(error).__name__}: {error})") from error
        if not arrays._fit():
            raise Damaged(f"{path}: its parts do not fit each other")
        return arrays

    def _fit(self) -> bool:
        passages, titles = len(self.begins), len(self.title_sizes)
        return (
            len(self.keys) == len(self.counts)
            and self.counts.sum(dtype=np.int64) == passages == len(self.sizes) == len(self.titles)
            and self.titles.max(initial=0) < max(titles, 1)
            and len(self.title_names) == titles
            and self.title_sizes.sum(dtype=np.int64) == len(self.title_words)
            and self.title_words.max(initial=0) < max(len(self.form_ends), 1)
            and self.title_names.max(initial=0) <= len(self.name_ends)
            and len(self.form_stems) == len(self.form_ends)
            and self.form_stems.max(initial=0) < max(len(self.stem_ends), 1)
        )


def narrow(values: Sequence[int] | Array) -> Array:
    """Whole numbers, not negative, in the narrowest type that holds them."""
    array = np.asarray(values, np.int64)
    return array.astype(smallest_uint(int(array.max(initial=0))))


def joined(strings: Sequence[bytes]) -> tuple[Array, Array]:
    """Strings end to end, and where each ends."""
    return np.frombuffer(b"".join(strings), np.uint8), narrow(starts(np.array([*map(len, strings)], np.int64))[1:])


def parted(data: Array, ends: Array) -> list[bytes]:
    """The inverse of `joined`."""
    whole, stops = data.tobytes(), ends.tolist()
    return [whole[start:stop] for start, stop in zip([0, *stops], stops, strict=False)]
