"""Names that are known beforehand: places, personal names, and the common words of the language.

`data/` is made by `search.entities.build` from libraries, but for `organizations.tsv`, which no library has; the common
words are PySastrawi's roots.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Place:
    """A form that the gazetteer knows. Forms of one place share `id`; a weak form takes a cue to be the place."""

    id: int
    kind: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Body:
    """A form of a well-known organization. Forms of one share `id`; a weak form takes a cue to be the body."""

    id: int
    weak: bool


def _lines(name: str) -> list[str]:
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=1 << 16)
def place_key(form: str) -> str:
    """What two spellings of a place share.

    Indonesian writes a first cluster with or without the vowel that is spoken in it: Perancis and Prancis,
    Beritania and Britania, Serilanka and Srilanka.
    """
    form = form.lower()
    return _CLUSTER.sub(r"\1", form) if form[1:2] == "e" else form


@cache
def places() -> dict[str, Place]:
    """Places by `place_key` of each form, words joined by one space."""
    known: dict[str, Place] = {}
    for number, line in enumerate(_lines("places.tsv")):
        kind, *forms = line.split("\t")
        for form in forms:
            place = Place(number, kind, form.startswith("~"))
            known.setdefault(place_key(form.removeprefix("~")), place)
    return known


@cache
def longest_place() -> int:
    """Words in the longest form of a place."""
    return max(form.count(" ") + 1 for form in places())


@cache
def place_starts() -> frozenset[str]:
    """First words (as `place_key` gives them) of the forms of more than one word."""
    return frozenset(form.split(" ")[0] for form in places() if " " in form)


@cache
def bodies() -> dict[str, Body]:
    """Well-known organizations by their forms, lower case, words joined by one space."""
    known: dict[str, Body] = {}
    for number, line in enumerate(_lines("organizations.tsv")):
        for form in line.split("\t"):
            key = " ".join(re.findall(r"[^\W_]+(?:['-][^\W_]+)*|[,/]", form.removeprefix("~").lower()))
            known.setdefault(key, Body(number, form.startswith("~")))
    return known


@cache
def body_starts() -> dict[str, int]:
    """First words of the forms of well-known organizations, and the words (signs counted) of the longest of them."""
    starts: dict[str, int] = {}
    for form in bodies():
        first, length = form.split(" ")[0], form.count(" ") + 1
        starts[first] = max(length, starts.get(first, 0))
    return starts


@cache
def english() -> frozenset[str]:
    """Ordinary English words, lower case: a name that has one is a programme's or a company's, hardly a person's."""
    return frozenset(_lines("english.txt"))


@cache
def names() -> frozenset[str]:
    """Given and family names, lower case."""
    return frozenset(name.lower() for name in _lines("names.txt"))


@cache
def _roots() -> frozenset[str]:
    return frozenset(word.strip().lower() for word in StemmerFactory().get_words())


def is_root(word: str) -> bool:
    """Whether a word stands in the dictionary as it is."""
    return word.lower() in _roots()


_CLUSTER = re.compile(r"^([bdgkpst])e(?=[lr][aiou])")
_PREFIX = re.compile(
    r"^(?:memper|menge|meng|meny|mem|men|me|penge|peng|peny|pember|pem|pen|per|pel|pe|keber|ke|ber|bel|be|di|ter|te|se)"
)
_SUFFIX = re.compile(r"(?:kannya|annya|inya|kan|lah|kah|nya|pun|an|i)$")
_ELIDED = {"m": "p", "n": "t", "y": "s", "g": "k"}


@lru_cache(maxsize=1 << 16)
def is_common(word: str) -> bool:
    """Whether a word is an ordinary one of the language: a root, or one with the usual affixes.

    A cheap look, not the stemmer: what is asked here are capitalised words, a millisecond each would be too much.
    """
    word = word.lower()
    roots = _roots()
    if word in roots:
        return True
    if len(word) > 40:
        return False
    bases = {word, _SUFFIX.sub("", word)}
    for base in tuple(bases):
        stripped = _PREFIX.sub("", base)
        if stripped != base and len(stripped) > 2:
            bases.add(stripped)
            if (elided := _ELIDED.get(base[len(base) - len(stripped) - 1])) is not None:
                bases.add(elided + stripped)
    return any(base in roots for base in bases if len(base) > 3)


@cache
def data_version() -> str:
    """A short digest of the gazetteers, for the fingerprint."""
    digest = hashlib.sha256()
    for name in ("places.tsv", "names.txt", "organizations.tsv", "english.txt"):
        digest.update((DATA / name).read_bytes())
    digest.update("\n".join(sorted(_roots())).encode())
    return digest.hexdigest()[:12]
