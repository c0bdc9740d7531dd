"""Questions as a reader would type them who thinks of another form of the word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b

from ..language import Analyzer


def in_other_forms(
    questions: Mapping[str, str], relatives: Mapping[str, Sequence[str]], analyzer: Analyzer
) -> tuple[dict[str, str], int, int]:
    """Each word that has relatives replaced by one of them; which, a hash of question and word decides.

    Returns the questions in which a word was replaced, the number of words replaced, and of words that those
    questions have.
    """
    rewritten: dict[str, str] = {}
    replaced = words = 0
    for question, text in questions.items():
        forms = [token.form for token in analyzer.tokens(text)]
        others = [_choice(relatives[form], question, form) if form in relatives else form for form in forms]
        changed = sum(form != other for form, other in zip(forms, others, strict=True))
        if changed:
            rewritten[question] = " ".join(others)
            replaced += changed
            words += len(forms)
    return rewritten, replaced, words


def _choice(forms: Sequence[str], question: str, form: str) -> str:
    digest = blake2b(f"{question}\0{form}".encode(), digest_size=8).digest()
    return forms[int.from_bytes(digest, "big") % len(forms)]
