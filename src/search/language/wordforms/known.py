"""Whether a form is a word, in the archive or not."""

from __future__ import annotations

from .roots import roots
from .usage import usage
from .wordforms import has_reading


def is_word(form: str) -> bool:
    """Whether a folded form is a root of the dictionary, or a form that people use: names and loans among them.

    What only has the shape of a derived word is none: most slips in long words leave the shape as it was.
    """
    return roots().is_root(form) or usage().count(form) > 0


def is_native(form: str) -> bool:
    """Whether a folded form is a root of the dictionary, or a form in use that is made of one: not a name."""
    return roots().is_root(form) or (usage().count(form) > 0 and has_reading(form))
