"""Which words of an archive are forms of one root, by a road that shares nothing with the project's stemmer.

A stemmer takes affixes off; here they are put on. From every root of a dictionary the forms of the standard grammar
are made, and a word that is made from one root only is a form of that root. A word that can be made from several
(`mengunjungi`: kunjung, unjung) is a form of the one that has a derived word of its own in the vocabulary, if no
other is used there at all (`berikan`: beri, ikan). The families are smaller than the language's, but safe.

Source of the rules: Hasan Alwi and others, "Tata Bahasa Baku Bahasa Indonesia", 3rd edition, 1998, chapters 4 and 7
(sandhi of meN- and peN-, voice, nominal circumfixes, clitics). The roots are read from the installed PySastrawi.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources

from ..language import Analyzer, is_function_word, sentences
from ..model import Release

CLITICS = ("", "nya", "lah", "kah", "pun")

_VOWELS = "aeiou"
_SHORTEST = 4
"""Letters of a root whose family is used; shorter ones hide in too many words, and only count against others."""


def dictionary_roots() -> list[str]:
    """The root words that PySastrawi is installed with."""
    text = resources.files("Sastrawi").joinpath("Stemmer", "data", "kata-dasar.txt").read_text("utf-8")
    return [word for word in text.split() if word.isascii() and word.isalpha() and len(word) > 2]


def derived(root: str) -> Iterator[str]:
    """The forms that the grammar makes of a root, without clitics; whether anybody uses them is another matter."""
    yield root
    yield f"{root}-{root}"
    for suffix in ("an", "kan", "i"):
        yield root + suffix
    for nasal in _nasal(root):
        for suffix in ("", "kan", "i"):
            yield f"me{nasal}{suffix}"
        yield f"pe{nasal}"
        yield f"pe{nasal}an"
    for suffix in ("", "kan", "i"):
        yield from (f"{prefix}{root}{suffix}" for prefix in ("di", "ter", "memper", "diper"))
    ber = "be" if root.startswith("r") or root[1:3] == "er" else "ber"
    yield from (f"{ber}{root}{suffix}" for suffix in ("", "an", "kan"))
    yield from (f"{prefix}{root}an" for prefix in ("ke", "per"))
    yield from (f"{prefix}{root}" for prefix in ("se", "ke", "pe"))


def families(vocabulary: Iterable[str], roots: Iterable[str]) -> dict[str, list[str]]:
    """Root -> its forms in the vocabulary, ascending; only families of two and more."""
    known = set(vocabulary)
    makers: dict[str, set[str]] = defaultdict(set)
    for root in roots:
        for form in set(derived(root)):
            for clitic in CLITICS:
                if form + clitic in known:
                    makers[form + clitic].add(root)
    own = [(form, next(iter(roots))) for form, roots in makers.items() if len(roots) == 1]
    used = {root for _, root in own}
    derives = {root for form, root in own if form not in {root + clitic for clitic in CLITICS}}
    found: dict[str, list[str]] = defaultdict(list)
    for form, made_from in makers.items():
        likely = made_from if len(made_from) == 1 else made_from & used
        if (
            len(likely) == 1
            and (likely == made_from or likely <= derives)
            and len(root := next(iter(likely))) >= _SHORTEST
        ):
            found[root].append(form)
    return {root: sorted(forms) for root, forms in sorted(found.items()) if len(forms) > 1}


def common_words(releases: Iterable[Release], analyzer: Analyzer) -> set[str]:
    """The forms that bodies mostly write small inside a sentence, but for function words.

    Names only look derived (Bekasi), and function words have left their families (tetapi).
    """
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for release in releases:
        begins = {start for start, _ in sentences(release.body)}
        for token in analyzer.tokens(release.body):
            if token.start not in begins:
                (capital if release.body[token.start].isupper() else small)[token.form] += 1
    return {form for form, count in small.items() if count > capital[form] and not is_function_word(form)}


def relatives(found: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Each form of these families -> the others of its family."""
    return {form: [other for other in forms if other != form] for forms in found.values() for form in forms}


def _nasal(root: str) -> Iterator[str]:
    """The root as it stands after me- and pe- with their nasal; loans keep a first letter that native roots lose."""
    first, second = root[0], root[1]
    cluster = second not in _VOWELS
    if sum(letter in _VOWELS for letter in root) == 1:
        yield f"nge{root}"
    if first in _VOWELS or first in "gh":
        yield f"ng{root}"
    elif first in "lrwymn":
        yield root
    elif first in "bfv":
        yield f"m{root}"
    elif first in "cdjz":
        yield f"n{root}"
    elif first in "kpst":
        nasal = {"k": "ng", "p": "m", "s": "ny", "t": "n"}[first]
        yield nasal + root[1:]
        if cluster:
            yield {"k": "ng", "p": "m", "s": "n", "t": "n"}[first] + root
