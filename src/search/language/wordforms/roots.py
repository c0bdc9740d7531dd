"""The roots: PySastrawi's dictionary, read where it is installed, and what it lacks.

The dictionary comes from Kateglo (CC BY-NC-SA 3.0): it is read at run time and no part of it stands here.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import resources

from search.errors import SiaranError

from .spelling import STANDARD

LEXICALIZED = frozenset("pemerintah setuju silakan takkan berangkat perhati mengenai".split())
"""Derived words that have left their root behind, so that they are roots to what is derived from them in turn:
pemerintahan is the government, perintah an order; persetujuan is consent, tujuan a goal. A closed class."""

DERIVED = frozenset(
    """
    adakan alami apakah belikan dilawan hayati kehendaki ketahui lempari masakan mulai pabrikan sahkan sedingin
    segani sekira sepenuh serasa serendah setebal setinggi
    """.split()
)
"""Entries of the dictionary that are derived from others of its entries, so that they are no roots here."""

ABBREVIATIONS = frozenset(
    """
    kadis kajari kajati kapolda kapolres kapolri kapolsek kasad kasat kedubes kejagung kejari kejati kemenag
    kemendag kemendagri kemenhan kemenhub kemenkes kemenkeu kemenko kemenkumham kemenlu kemenpan kemensos kementan
    kemlu kuhap kuhp menaker mendag mendagri menhan menhub menkes menkeu menko menkominfo menlu menpan mensesneg
    mensos mentan pemda pemilu pemilukada pemkab pemkot pemprov perda perkap permen perppu perpres perwali pileg
    pilkada pilpres polda polres polri polsek sekda sekjen seskab sidak timsus
    """.split()
)
"""Abbreviations of office that are written and inflected like words (kepemiluan, pemilunya)."""

LOANS = frozenset(
    """
    akuntabel akuntabilitas algoritma android ambulans asesmen asinkron audit autopsi backup blok blokir bot
    briefing bully chat daring data deposit desain deteksi disabel drone efisien ekosistem email energi esport filter
    finansial fintech fitnah format forum gawai gim global hacker hoaks identik indeks inklusi inklusif internet
    intoleran intoleransi jurnal kafir karantina klaster klik kloter koding kompeten konflik konten kripto kurator
    legenda literasi lockdown luring media medsos meme milenial militan mitigasi moderasi netizen offline online
    opini pandemi platform podcast portal posko preventif protokol radikal rating rekrut restoratif riset
    sandi server siber sinkron sinergi sinyal sistem situs sosmed startup stunting swab teknologi toleran
    toleransi transparan tren unggah unduh update upload vaksin verifikasi video viral virtual virus warganet website
    """.split()
)
"""Loans and coinages that are younger than the dictionary, or that it lacks."""

_AGENTS = ("wan", "wati")


class DictionaryMissing(SiaranError):
    """PySastrawi's dictionary of roots can't be read."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"PySastrawi's dictionary of roots can't be read ({reason}); install it again with: "
            "pip install --force-reinstall PySastrawi"
        )


class Roots:
    """The set of roots: membership only, nothing about meaning."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words

    def __contains__(self, word: object) -> bool:
        return word in self._words

    def is_root(self, word: str) -> bool:
        """Whether affixes may stand at `word`: a dictionary word, or an agent noun in -wan of one (wartawan)."""
        if word in self._words:
            return True
        return word.endswith(_AGENTS) and any(
            word.endswith(agent) and word[: -len(agent)] in self._words for agent in _AGENTS
        )


@lru_cache(maxsize=1)
def dictionary() -> bytes:
    """PySastrawi's dictionary as it is installed.

    Raises `DictionaryMissing` where it is gone or plainly not the dictionary.
    """
    try:
        content = resources.files("Sastrawi").joinpath("Stemmer", "data", "kata-dasar.txt").read_bytes()
    except (OSError, ModuleNotFoundError) as error:
        raise DictionaryMissing(str(error)) from error
    if content.count(b"\n") < 10_000:
        raise DictionaryMissing("it holds fewer than 10,000 words")
    return content


@lru_cache(maxsize=1)
def roots() -> Roots:
    """The roots, read once. Of doubled entries (kupu-kupu) the half is a root too."""
    try:
        lines = dictionary().decode().split()
    except UnicodeDecodeError as error:
        raise DictionaryMissing(str(error)) from error
    words = set(LEXICALIZED | ABBREVIATIONS | LOANS | STANDARD.keys() | set(STANDARD.values()))
    for line in lines:
        first, hyphen, second = line.partition("-")
        if not hyphen or first == second:
            words.add(first)
    words -= DERIVED
    return Roots(frozenset(words))


def dictionary_digest() -> str:
    """Changes whenever the installed dictionary does."""
    return hashlib.sha256(dictionary()).hexdigest()[:16]
