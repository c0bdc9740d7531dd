"""A release as a reference: in words, in BibTeX, RIS and CSL-JSON, each a function of a release and its address.

Own writers, since each is a list of fields and its escaping; readers made for these formats are what the tests use.
"""

from .bibtex import bibtex
from .csl import csl
from .fields import GENRE, key
from .plain import plain
from .ris import ris

__all__ = ["GENRE", "bibtex", "csl", "key", "plain", "ris"]
