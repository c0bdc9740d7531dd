"""Acronyms and what they stand for: initials (`BNPT`), syllables (`Kemendagri`), mixtures (`Kemendiktisaintek`)."""

from __future__ import annotations

from collections.abc import Sequence

_SKIPPED = frozenset("dan di ke dari untuk yang of the and for in atas pada serta &".split())


def content(words: Sequence[str]) -> list[str]:
    """The words that give letters to an acronym, lower case: without function words and punctuation."""
    return [low for word in words if (low := word.lower()) not in _SKIPPED and low[:1].isalpha()]


def is_initials(acronym: str, words: Sequence[str]) -> bool:
    """Whether an acronym is the words' first letters, with or without those of function words."""
    letters = acronym.lower()
    every = "".join(word[0].lower() for word in words if word[:1].isalpha())
    return len(letters) >= 2 and letters in (every, "".join(word[0] for word in content(words)))


def stands_for(acronym: str, words: Sequence[str]) -> bool:
    """Whether an acronym in brackets can stand for the words before it.

    Its letters must come in the words' order, begin where the first word (or its root: `Kepolisian`, `Polri`)
    begins, and take in all of the words but two. Short of a proof, but beside the brackets it is evidence enough.
    """
    parts = content(words)
    letters = acronym.lower()
    if not parts or not 2 <= len(letters) <= 24 or len(parts) > 16:
        return False
    if is_initials(acronym, words):
        return True
    if len(parts) == 1:
        return 3 <= len(letters) < len(parts[0]) and parts[0].startswith(letters)
    return _reach(letters, parts) >= max(2, len(parts) - 2)


def _reach(letters: str, parts: list[str]) -> int:
    """The most words that can give the letters, in order; 0 where they can't all be taken.

    A letter follows the one before within six letters of the same word, or comes from the first six of one of the
    next three words.
    """
    roots = [0, 2] if parts[0].startswith(("ke", "pe")) else [0]
    states = {(0, at): 1 for at in roots if parts[0][at : at + 1] == letters[0]}
    for letter in letters[1:]:
        following: dict[tuple[int, int], int] = {}
        for (word, at), used in states.items():
            for place in range(at + 1, min(at + 7, len(parts[word]))):
                if parts[word][place] == letter:
                    following[word, place] = max(used, following.get((word, place), 0))
            for later in range(word + 1, min(word + 4, len(parts))):
                for place in range(min(6, len(parts[later]))):
                    if parts[later][place] == letter:
                        following[later, place] = max(used + 1, following.get((later, place), 0))
        states = following
    return max(states.values(), default=0)


def backward(acronym: str, words: Sequence[str]) -> int:
    """How many of the last `words` an acronym of initials stands for; 0 if it does not.

    `words` are those before the bracket, nearest last.
    """
    for count in range(len(acronym), min(len(words), len(acronym) + 3) + 1):
        tail = words[-count:]
        if tail[0][:1].isupper() and is_initials(acronym, tail):
            return count
    return 0
