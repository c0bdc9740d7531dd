"""All knowledge of Indonesian: text -> tokens with offsets -> folded forms -> stems; sentences; stopwords."""

from .analyzer import Analyzer
from .columns import Words, words_before
from .folding import fold
from .numbered import Cut, Found, cut
from .sentences import sentences
from .stemming import Sastrawi, Stemmer
from .stopwords import is_function_word
from .tokens import FORM_LENGTH, Token

__all__ = [
    "FORM_LENGTH",
    "Analyzer",
    "Cut",
    "Found",
    "Sastrawi",
    "Stemmer",
    "Token",
    "Words",
    "cut",
    "fold",
    "is_function_word",
    "sentences",
    "words_before",
]
