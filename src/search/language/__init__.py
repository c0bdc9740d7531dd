"""All knowledge of Indonesian: text -> tokens with offsets -> folded forms -> stems; sentences; stopwords."""

from .analyzer import Analyzer
from .folding import fold
from .sentences import sentences
from .stemming import Sastrawi, Stemmer
from .stopwords import is_function_word
from .tokens import FORM_LENGTH, Token

__all__ = ["FORM_LENGTH", "Analyzer", "Sastrawi", "Stemmer", "Token", "fold", "is_function_word", "sentences"]
