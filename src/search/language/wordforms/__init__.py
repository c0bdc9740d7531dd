"""Word forms: an Indonesian word -> its stem, with the readings that it was chosen from.

parsing (prefixes, sandhi, affixes, loans) lists readings over the roots; scoring chooses by evidence (usage) and costs;
names, spelling and the operator's exceptions come before it, Sastrawi after it.
"""

from .analysis import Analysis
from .exceptions import Exceptions, ExceptionsUnusable
from .wordforms import WordForms

__all__ = ["Analysis", "Exceptions", "ExceptionsUnusable", "WordForms"]
