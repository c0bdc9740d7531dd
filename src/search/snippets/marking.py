"""Where the words of a query stand in a text.

Marking means: analyse the text, compare each token's form. To do that for every hit is the dearest part of a
search, so most words are seen at a glance (`spotting`), and only the pieces between white space that may hold others
are analysed. The analyzer never joins words over white space; what it says of a piece is what it says of the whole
text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from ..language import Analyzer, Token
from ..leaves import wanted
from ..model import Field, Near, Phrase, Prefix, Query, Term
from .spotting import Found, Spotter

Marks = tuple[tuple[int, int], ...]
"""(start, end) of each marked word, ascending and disjoint."""

_SHORT = 10_000  # characters; keeps what is looked at together small
_DENSE = 40  # characters for each place to analyse; below, analysing all is cheaper

_REST = re.compile(r"\S*")
_START = itemgetter(0)


class Marker:
    """Marks whole words in the form that stands in the text.

    `words` are folded forms (a mapping gives each the group that it belongs to; else each is its own),
    `phrases` are forms that are marked only where they stand side by side, `prefixes` mark every form that
    begins so. Safe to use from several threads.
    """

    def __init__(
        self,
        words: Collection[str] | Mapping[str, Hashable] = (),
        phrases: Collection[tuple[str, ...]] = (),
        prefixes: Collection[str] = (),
        *,
        analyzer: Analyzer | None = None,
    ) -> None:
        self._analyzer = analyzer or Analyzer()
        self._words: dict[str, Hashable] = dict(words) if isinstance(words, Mapping) else {word: word for word in words}
        self._prefixes = tuple(dict.fromkeys(prefix for prefix in prefixes if prefix))
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        for phrase in dict.fromkeys(filter(None, phrases)):
            self._phrases.setdefault(phrase[0], []).append(phrase)
        if self._phrases:  # what is beside a word decides, so that none can be told at a glance
            forms = {*self._words, *(form for phrase in phrases for form in phrase)}
            self._spotter = Spotter({}, self._prefixes, forms)
        else:
            self._spotter = Spotter(self._words, self._prefixes)

    def __bool__(self) -> bool:
        """Whether there is anything to mark."""
        return bool(self._words or self._phrases or self._prefixes)

    def marks(self, text: str) -> Marks:
        """The ranges of `text` to mark."""
        return tuple([(start, end) for start, end, _ in self.find(text)])

    def find(self, text: str) -> list[Found]:
        """The words of `text` to mark, ascending and disjoint. Linear in the length of the text."""
        if not self or not text:
            return []
        seen = self._spotter.look(text)
        if seen is None or len(seen.places) * _DENSE > len(text):
            return self._among(self._analyzer.tokens(text))
        if self._phrases:
            places = sorted({*seen.places, *seen.words})
            return [found for stretch in self._stretches(text, places) for found in self._among(stretch)]
        words = seen.words
        for start, end in _pieces(text, seen.places):
            words.update((found[0], found) for found in self._among(self._tokens(text, start, end)))
        return sorted(words.values(), key=_START) if len(words) > 1 else list(words.values())

    def find_all(self, texts: Sequence[str]) -> list[list[Found]]:
        """What `find` gives of each text. Short ones are looked at together, which costs less."""
        if self._phrases:  # none may stand across two texts
            return [self.find(text) for text in texts]
        apart = [not text.isascii() or len(text) > _SHORT for text in texts]
        found_in = [self.find(text) if alone else [] for text, alone in zip(texts, apart, strict=True)]
        together = [place for place, alone in enumerate(apart) if not alone]
        begin, end = 0, -1
        places = iter(together)
        for start, stop, group in self.find("\n".join([texts[place] for place in together])):
            while start >= end:
                place = next(places)
                begin = end + 1
                end = begin + len(texts[place])
            found_in[place].append((start - begin, stop - begin, group))
        return found_in

    def _among(self, tokens: list[Token]) -> list[Found]:
        """The words to mark among tokens that stand side by side."""
        found: list[Found] = []
        in_phrases = self._in_phrases(tokens) if self._phrases else {}
        for place, (form, start, end) in enumerate(tokens):
            if place in in_phrases:
                found.append((start, end, in_phrases[place]))
            elif form in self._words:
                found.append((start, end, self._words[form]))
            elif self._prefixes and form.startswith(self._prefixes):
                found.append((start, end, self._prefix_group(form)))
        return found

    def _prefix_group(self, form: str) -> Hashable:
        return next(("prefix", prefix) for prefix in self._prefixes if form.startswith(prefix))

    def _in_phrases(self, tokens: list[Token]) -> dict[int, Hashable]:
        """Places of tokens that belong to a phrase; each word of a phrase is a group of its own."""
        places: dict[int, Hashable] = {}
        forms = [token.form for token in tokens]
        for place, form in enumerate(forms):
            for phrase in self._phrases.get(form, ()):
                if tuple(forms[place : place + len(phrase)]) == phrase:
                    places.update((place + i, ("phrase", phrase, i)) for i in range(len(phrase)))
        return places

    def _tokens(self, text: str, start: int, end: int) -> list[Token]:
        return [Token(form, start + at, start + stop) for form, at, stop in self._analyzer.tokens(text[start:end])]

    def _stretches(self, text: str, places: Sequence[int]) -> Iterator[list[Token]]:
        """Tokens without gaps between them, stretch by stretch; what can't be marked is left out."""
        stretch: list[Token] = []
        before = 0
        for start, end in _pieces(text, places):
            if stretch and any(map(str.isalnum, text[before:start])):
                yield stretch
                stretch = []
            stretch += self._tokens(text, start, end)
            before = end
        yield stretch


def markers(query: Query, forms_of: Callable[[str], Iterable[str]]) -> tuple[Marker, Marker]:
    """The markers of a query's words in titles and in bodies: one and the same where the query asks for no field."""
    in_title = marker_for(query, Field.TITLE, forms_of)
    if all(leaf.field is None for leaf in wanted(query)):
        return in_title, in_title
    return in_title, marker_for(query, Field.BODY, forms_of)


def marker_for(query: Query, field: Field, forms_of: Callable[[str], Iterable[str]]) -> Marker:
    """The marker of a query's words in one field. `forms_of` gives the forms that are indexed under a stem.

    Words that are excluded, or wanted in another field, are not marked.
    """
    words: dict[str, Hashable] = {}
    phrases: list[tuple[str, ...]] = []
    prefixes: list[str] = []
    for leaf in wanted(query):
        if leaf.field not in (None, field):
            continue
        match leaf:
            case Term(form, stem):
                for each in (form, *forms_of(stem)):
                    words.setdefault(each, stem)
                phrases += [variant.forms for variant in leaf.variants]
            case Phrase(forms):
                phrases.append(forms)
            case Prefix(text):
                prefixes.append(text)
            case Near(forms):
                for form in forms:
                    words.setdefault(form, form)
    return Marker(words, phrases, prefixes)


def _pieces(text: str, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pieces between white space in which the places are, each once."""
    end = 0
    for place in places:
        if place < end:
            continue
        start, before = place, end
        while start > before and not text[start - 1].isspace():
            start -= 1
        rest = _REST.match(text, place)
        end = rest.end() if rest else place
        yield start, end
