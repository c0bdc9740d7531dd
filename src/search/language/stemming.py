"""Stemming: one folded word of plain letters -> its stem."""

from __future__ import annotations

import hashlib
import threading
from functools import lru_cache
from importlib import metadata, resources
from typing import Any, Protocol


class Stemmer(Protocol):
    """Finds the stem of a word. Safe to use from several threads."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever some word's stem may change."""

    def stem(self, word: str) -> str:
        """The stem of `word`, which consists of lower case letters a to z. Where none is known: `word`."""


class Sastrawi:
    """PySastrawi (Nazief & Adriani with the confix stripping of Asian 2007 and its later extensions).

    Its dictionary is loaded at the first word. Its own cache is left out because it has no bound; whoever calls
    remembers the stems (`Analyzer` does). A new word takes about a millisecond.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stemmer: Any = None

    @property
    def fingerprint(self) -> str:
        """Version of the library and digest of its dictionary, without loading either."""
        return _sastrawi_fingerprint()

    def stem(self, word: str) -> str:
        stem: str = (self._stemmer or self._load()).stem_word(word)
        return stem or word

    def _load(self) -> Any:
        with self._lock:
            if self._stemmer is None:
                # ruff: noqa: PLC0415 - a search whose words are all in the index never needs the library
                from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
                from Sastrawi.Stemmer.Stemmer import Stemmer as SastrawiStemmer
                from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

                self._stemmer = SastrawiStemmer(ArrayDictionary(StemmerFactory().get_words()))
        return self._stemmer


@lru_cache(maxsize=1)
def _sastrawi_fingerprint() -> str:
    words = resources.files("Sastrawi").joinpath("Stemmer", "data", "kata-dasar.txt").read_bytes()
    return f"PySastrawi {metadata.version('PySastrawi')} {hashlib.sha256(words).hexdigest()[:16]}"
