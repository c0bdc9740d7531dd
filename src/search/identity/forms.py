"""Forms that organizations and places have: full, contracted, as letters, with and without what others share."""

from __future__ import annotations

import re
from functools import lru_cache

from ..entities.acronyms import stands_for
from ..entities.gazetteers import bodies, place_key, places
from ..entities.lexicon import COUNTRY_LETTERS
from ..language import fold
from ..model import Kind
from .naming import key_of, words_of

_LEGAL = frozenset("pt cv ud tbk persero".split())
_REGION = frozenset("provinsi propinsi prov".split())
_STATUS = ("kota", "kabupaten", "kab", "kecamatan", "desa", "kelurahan")
_BODY_HEADS = frozenset("kementerian kemenko bank otorita otoritas perum komisi partai universitas".split())
_WITH_COUNTRY = frozenset("kedutaan konsulat kejaksaan kepolisian kementerian pemerintah perwakilan presiden".split())


def is_letters(name: str) -> bool:
    """Whether a name may be an acronym: one word, not in small letters only."""
    return " " not in name and 2 <= len(name) <= 24 and name[:1].isalpha() and not name.islower()


def explains(letters: str, long: str) -> bool:
    """Whether a name is what letters stand for."""
    words = long.replace("(", " ").replace(")", " ").split()
    if len(words) < 2 or not is_letters(letters) or key_of(letters) in map(key_of, words):
        return False
    return stands_for(letters, words)


@lru_cache(1 << 15)
def core_of(name: str) -> str:
    """An organization's name without legal form and without the country that all agencies of it share: `PT X Tbk`,
    `BPK RI`. A body that is only told from others by the country (an embassy) keeps it."""
    words = [word for word in words_of(name.replace("Republik Indonesia", "RI")) if word not in _LEGAL]
    if len(words) > 1 and words[-1] == "ri" and words[0] not in _WITH_COUNTRY:
        words.pop()
    return " ".join(words) or " ".join(words_of(name))


def heads_letters(name: str, letters: str) -> bool:
    """`Kementerian ESDM` and `ESDM`: the letters behind the word for what the body is."""
    words = words_of(name)
    return len(words) == 2 and words[0] in _BODY_HEADS and words[1] == fold(letters)


def contracts(short: str, long: str) -> bool:
    """`Kejati Sumsel` and `Kejaksaan Tinggi Sumsel`: the first word contracts what the other has before the same
    end."""
    one, other = words_of(short), words_of(long)
    tail = len(one) - 1
    return 0 < tail < len(other) - 1 and other[-tail:] == one[1:] and stands_for(one[0], other[:-tail])


def region_of(name: str) -> str:
    """A province's name without the word for it."""
    words = words_of(name)
    return " ".join(words[1:] if len(words) > 1 and words[0] in _REGION else words)


def with_status(name: str) -> tuple[str, ...]:
    """What a town, regency or district of this name may be called in full."""
    return tuple(f"{status} {key_of(name)}" for status in _STATUS)


def without_status(name: str) -> str | None:
    """`X` of `Kota X`; None where a name does not begin so."""
    first, _, rest = key_of(name).partition(" ")
    return rest if rest and first in _STATUS else None


@lru_cache(1 << 15)
def form_of(kind: Kind, name: str) -> str:
    """What an organization or place is whatever its legal form, the word for a province, and regions' short names."""
    words = (core_of(name) if kind is Kind.ORGANIZATION else region_of(name)).split()
    if len(words) < 2:
        return " ".join(words) or key_of(name)
    head = _HEADS.get(words[0], words[0])
    return " ".join([head, *(_short_regions().get(word, word) for word in words[1:])])


_HEADS = {"pemprov": "pemerintah provinsi", "pemkot": "pemerintah kota", "pemkab": "pemerintah kabupaten"}


@lru_cache(1)
def _short_regions() -> dict[str, str]:
    """`jatim` and the like, by the gazetteer's provinces."""
    full: dict[int, str] = {}
    short: dict[str, str] = {}
    for form, place in places().items():
        if place.kind == "region":
            first = full.setdefault(place.id, form)
            if form != first and form not in first and " " not in form:
                short[form] = first
    return short


_SIGNS = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[,/]")


@lru_cache(1 << 15)
def known_of(kind: Kind, name: str) -> int | None:
    """The number of the gazetteer's body or place that has this name."""
    if kind is Kind.ORGANIZATION:
        body = bodies().get(" ".join(_SIGNS.findall(name.lower())))
        return body.id if body else None
    form = region_of(name) if kind is Kind.PLACE else ""
    letters = COUNTRY_LETTERS.get(name.lower(), form)
    place = places().get(place_key(letters)) if letters else None
    return place.id if place else None
