"""What stands around people's names and is no part of them: titles, ranks and degrees; offices.

`Kepala Badan X (BX), Komjen Pol. Dr. Wirya Sentanu, M.H.` gives the titles `Komjen Pol.`, `Dr.`, `M.H.` and the role
`Kepala Badan X (BX)`; `Wirya Sentanu selaku Penasihat Y` the role `Penasihat Y`. Nothing is looked up: an office is the
unbroken run of capitalised words, names of bodies and small connecting words that begins with the word for one.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Entity, Kind
from .gazetteers import names
from .lexicon import CONNECTORS, SPEECH, Cue
from .resolving import Placed
from .spans import PERSONAL
from .words import Words

_INSIDE = CONNECTORS | frozenset("untuk bidang urusan pada di of the for and khusus luar negeri merangkap".split())
"""Small words inside an office."""
_FORCES = frozenset({"polisi", "kantor", "markas"})
_LINKS = frozenset({"selaku", "sebagai"})
_LONGEST = 24
"""Words in the longest office; what goes on longer is a list of something else."""


def add_titles(words: Words, placed: Sequence[Placed]) -> tuple[Entity, ...]:
    """The entities of a text, people with their titles and roles."""
    around = _Around(words, placed)
    return tuple([around.describe(*its) if its[0].kind is Kind.PERSON else its[0] for its in placed])


class _Around:
    """The words of a text with the entities that are in it."""

    def __init__(self, words: Words, placed: Sequence[Placed]) -> None:
        self.words = words
        self.person = bytearray(words.count + 1)
        self.body_start: dict[int, int] = {}
        self.body_end: dict[int, int] = {}
        for entity, places in placed:
            if entity.kind is Kind.PERSON:
                for first, last in places:
                    self.person[first:last] = b"\1" * (last - first)
            elif entity.kind is Kind.ORGANIZATION:
                for first, last in places:
                    self.body_start[last - 1], self.body_end[first] = first, last

    def describe(self, person: Entity, places: list[tuple[int, int]]) -> Entity:
        """A person with all titles and roles that stand beside the mentions, each once, in order."""
        titles: dict[str, None] = {}
        roles: dict[str, None] = {}
        for first, last in places:
            begins = self._titles_before(first)
            for title in self._split(begins, first):
                titles.setdefault(title)
            if (role := self._office_before(begins)) is not None:
                roles.setdefault(role)
            ends, degrees = self._degrees_after(last)
            for degree in degrees:
                titles.setdefault(degree)
            if (role := self._office_after(ends)) is not None:
                roles.setdefault(role)
        if not (titles or roles):
            return person
        return Entity(person.kind, person.name, person.aliases, person.mentions, tuple(titles), tuple(roles))

    # --- titles

    def _is_title(self, i: int) -> bool:
        words = self.words
        if self.person[i] or words.surface[i] == "\n":
            return False
        own = words.cue[i] & PERSONAL and not (words.key[i] in names() and words.surface[i][-1] != ".")
        return bool(own) or words.surface[i] in ("H.", "Hj.") or bool(words.cue[i] & Cue.RANK)

    def _titles_before(self, first: int) -> int:
        """The index of the first of the titles before word `first`."""
        words, i = self.words, first
        while i > 0 and first - i < _LONGEST:
            if self._is_title(i - 1) or (words.key[i - 1] == "tni" and i > 1 and self._is_title(i - 2)):
                i -= 1
            elif words.surface[i - 1] == "." and i > 1 and self._is_title(i - 2):
                i -= 2
            elif words.surface[i - 1] == "," and i > 1 and words.cue[i - 2] & Cue.RANK:
                i -= 1
            else:
                break
        return i

    def _split(self, first: int, last: int) -> list[str]:
        """The titles in words `first` to `last`: `Komjen Pol.` is one, as ranks with their force are."""
        words, found = self.words, []
        i = first
        while i < last:
            start = i
            i += 1
            while i < last and (words.surface[i] in ".," or words.key[i] in ("pol", "tni", "purn")):
                i += 1
            text = words.text[words.start[start] : words.end[i - 1]].rstrip(", ")
            if text.strip("."):
                found.append(text)
        return found

    def _degrees_after(self, last: int) -> tuple[int, list[str]]:
        """The index after the degrees behind a name, and these."""
        words, found = self.words, []
        i = last
        while i + 1 < words.count and words.surface[i] == "," and words.cap[i + 1]:
            surface = words.surface[i + 1]
            if not (words.cue[i + 1] & Cue.DEGREE) or not ("." in surface or surface.isupper()):
                break
            found.append(surface)
            i += 2
            if i < words.count and words.surface[i] == "." and i + 1 < words.count and words.surface[i + 1] == ",":
                i += 1
        return i, found

    # --- offices

    def _office_before(self, last: int) -> str | None:
        """The office that ends before word `last`, where a name or its titles begin."""
        words, i = self.words, last
        if i and words.surface[i - 1] == ",":
            i -= 1
        if i and words.key[i - 1] in CONNECTORS:
            return None
        end, found = i, None
        while i > 0 and end - i < _LONGEST:
            here = i - 1
            if (body := self.body_start.get(here)) is not None:
                i = body
                continue
            key, cue = words.key[here], words.cue[here]
            if self.person[here] or key in SPEECH or words.surface[here] in '\n.;:"“”':
                break
            if cue & Cue.OFFICE or key.startswith("wamen"):
                found = i = here
            elif key in CONNECTORS and found == i:
                break  # `..., dan Direktur X`: another one's begins here
            elif words.surface[here] in "()" or key in _INSIDE or (words.cap[here] and self._is_inner(here)):
                i = here
            else:
                break
        return self._text(found, end) if found is not None and found < end else None

    def _office_after(self, first: int) -> str | None:
        """The office behind a name: `X selaku Kepala Y`, `X, Kepala Y,`."""
        words, i = self.words, first
        if i >= words.count:
            return None
        linked = words.key[i] in _LINKS
        if not (linked or words.surface[i] == ",") or i + 1 >= words.count:
            return None
        i += 1
        # Behind a comma an office in small letters is a clause (`X, ketua yang baru, ...`), and one that ends in no
        # comma or full stop is the next one's: `X, Direktur Y Z mengatakan`.
        if not words.cue[i] & Cue.OFFICE or not (linked or words.cap[i]):
            return None
        start, end = i, self._office_end(i)
        closed = end >= words.count or words.surface[end] in ",.;\n"
        followed = not linked and end < words.count and (self.person[end] or self._is_title(end))
        behind = (
            end + 1 < words.count and words.surface[end] == "," and (self.person[end + 1] or self._is_title(end + 1))
        )
        if followed or (behind and not linked) or not (linked or closed):
            return None
        return self._text(start, end)

    def _office_end(self, i: int) -> int:
        words, start = self.words, i
        while i < words.count and i - start < _LONGEST:
            if (body := self.body_end.get(i)) is not None:
                i = body
            elif self.person[i] or self._is_title(i) or words.surface[i] == "\n":
                break
            elif (
                (words.cap[i] and self._is_inner(i))
                or i == start
                or (words.cue[i] & (Cue.OFFICE | Cue.UNIT) and not words.cap[i])
            ):
                i += 1
            elif words.key[i] in _INSIDE and i + 1 < words.count and words.cap[i + 1] and self._is_inner(i + 1):
                if self.person[i + 1]:
                    break
                if words.key[i] in CONNECTORS and (words.cue[i + 1] & Cue.OFFICE or self._is_title(i + 1)):
                    break
                i += 1
            elif words.surface[i] == "(" and i + 2 < words.count and words.surface[i + 2] == ")":
                i += 3
            else:
                break
        return i

    def _is_inner(self, i: int) -> bool:
        """Whether a capitalised word may stand inside an office: no day, month or beginning of a sentence."""
        return not self.words.cue[i] & Cue.STOP or self.words.key[i] in _FORCES

    def _text(self, first: int, last: int) -> str:
        words = self.words
        while last > first and words.surface[last - 1] in ",(":
            last -= 1
        return " ".join(words.text[words.start[first] : words.end[last - 1]].split())
