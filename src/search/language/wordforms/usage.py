"""How much a root is used: evidence from its relatives in a fixed table of word forms.

A root is trusted as far as the forms that its affixes would make of it are Indonesian words that people write. The
table is shipped, so that a word has the same stem in every index. That words which share affixed forms support each
other's root is the idea of corpus-based stemming (Xu & Croft, ACM TOIS 16(1), 1998; for Indonesian: Asian 2007, ch. 4).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from .sandhi import nasal
from .tables import TableDamaged, lines

UNIT = 10.0
"""The table counts in tenths of a power of ten."""

RAREST = 20
"""Taken off each count: the table begins at 30, so that a form just in it weighs something, but little."""

PLACES = frozenset("akhir atas awal antara".split())
"""Nouns that di stands before as a preposition, often as one word (diawal), and whose verbs have -i or -kan."""

AMBIGUOUS = 0.35
"""Weight of forms with meN- and peN-, where the nasal often hides which root they are of (mengecek: cek, kecek)."""


class Support(NamedTuple):
    """The forms of a root that are in use, as witnesses for it."""

    total: float
    shares: Mapping[str, float]
    """How much of it each form gives."""

    @property
    def evidence(self) -> float:
        """How well the root is supported: the weighted sum of its forms' counts above the rarest."""
        return self.total / UNIT

    def own(self, form: str) -> float:
        """What of `evidence` comes from `form` itself: a word is no witness for its own reading."""
        return self.shares.get(form, 0.0) / UNIT


class Usage:
    """Counts of word forms, and what they say about a root."""

    def __init__(self, counts: dict[str, int]) -> None:
        self._counts = counts

    def count(self, form: str) -> float:
        """How usual `form` is: 3 + log10 of its uses in a million words; 0 where the table lacks it."""
        return self._counts.get(form, 0) / UNIT

    def support(self, root: str) -> Support:
        """The forms of `root` that are in use.

        The forms are counted by kind, not by their number of uses: a frequent word may well be another root's
        (berikan is beri + -kan, and would support ikan), many kinds of forms are not.
        """
        counts = self._counts
        total = 0.0
        shares: dict[str, float] = {}
        for forms, weight in zip(paradigm(root), (1.0, AMBIGUOUS), strict=True):
            for form in filter(counts.__contains__, forms):
                share = weight * (counts[form] - RAREST)
                total += share
                shares.setdefault(form, share)
        return Support(total, shares)

    def passive(self, root: str, suffix: str | None) -> float:
        """Whether the verb of `root` with this suffix is in use with di-: 1 or 0; for nouns (None) with any."""
        counts = self._counts
        if root in PLACES and not suffix:
            return 0.0
        if suffix is not None:
            return float("di" + root + suffix in counts)
        if "di" + root in counts:
            return 1.0
        return 0.7 if f"di{root}kan" in counts or f"di{root}i" in counts else 0.0

    def is_verb_in(self, root: str, suffix: str) -> bool:
        """Whether `root` with this suffix is a verb in use: meN- or di- stand before it in the table.

        Tells kunjungi (mengunjungi) from Bekasi and Bali, which nobody makes verbs of.
        """
        get = self._counts.get
        active = nasal(root)
        return any(form + suffix in self._counts for form in ("me" + active, "di" + root)) or bool(
            suffix == "i" and root.endswith("i") and get("me" + active)
        )


def paradigm(root: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The forms that affixes make of `root` most often, itself among them; apart, those that weigh `AMBIGUOUS`."""
    active = nasal(root)
    me, pe, di = "me" + active, "pe" + active, "di" + root
    short = root[0] == "r"
    ber, ter, per = ("be", "te", "pe") if short else ("ber", "ter", "per")
    ber, ter, per = ber + root, ter + root, per + root
    plain = (
        root, root + "nya", root + "an", root + "kan", di, di + "kan", di + "i", ber, ber + "an", ter, per + "an",
        "ke" + root + "an", "se" + root, "mem" + per, "mem" + per + "kan", "di" + per, "di" + per + "kan",
        root + "annya", "ke" + ber + "an", "ke" + ter + "an", "berke" + root + "an",
    )  # fmt: skip
    return plain, (me, me + "kan", me + "i", me + "nya", pe, pe + "an", pe + "annya")


@lru_cache(maxsize=1)
def usage() -> Usage:
    """The shipped table, read once. Raises `TableDamaged`."""
    counts: dict[str, int] = {}
    for line in lines("usage.txt"):
        form, _, count = line.partition(" ")
        if not count.isdigit():
            raise TableDamaged("usage.txt", f"no count stands behind {form!r}")
        counts[form] = int(count)
    return Usage(counts)
