"""Names that affix rules would take apart: Bekasi is not bekas + -i, Susi not sus + -i."""

from __future__ import annotations

from functools import lru_cache

from .tables import lines

_BEGINNINGS = ("be", "di", "ke", "me", "pe", "se", "te")
_ENDINGS = ("an", "i", "ku", "mu", "nya", "lah", "kah", "pun", "is", "isme", "al", "or", "us")


REGIONS = frozenset(
    """
    andaman asahan balangan banggai berau bintan bulungan dairi golan grobogan haruku indragiri katingan kelantan
    kemayoran komering kutai manggarai melawi mentawai merangin meranti merapi mesuji mimika morotai morowali musi
    ngada ogan pangandaran paniai pasaman pelalawan penajam penang penukal persia pesawaran rokan sangiran sebangau
    sebatik sebesi sebuku sekayu selayar seluma semeru seram serayu seruyan supiori tapanuli wakatobi
    """.split()
)
"""Regencies, islands, mountains, rivers that affix rules could take apart and the lists lack: a closed class."""


def could_lose_an_affix(word: str) -> bool:
    """Whether `word` begins or ends as affixed words do. Other names are their own stems without being listed."""
    return word.startswith(_BEGINNINGS) or word.endswith(_ENDINGS)


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """The listed names, folded; see the head of `data/names.txt` for where they come from."""
    return frozenset(lines("names.txt")) | REGIONS
