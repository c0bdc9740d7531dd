"""Whether a form is a word of the language, in the archive or not."""

from __future__ import annotations

from .roots import roots
from .usage import usage


def is_word(form: str) -> bool:
    """Whether a folded form is a root of the dictionary, or a form that people use.

    What only has the shape of a derived word is none: most slips in long words leave the shape as it was.
    """
    return roots().is_root(form) or usage().count(form) > 0
