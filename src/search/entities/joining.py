"""Joins the forms of one name in a text: short and long, contracted and full, with and without what stands before."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache

from ..model import Kind
from .acronyms import stands_for
from .gazetteers import bodies as gazetteer
from .gazetteers import is_common, place_key, places
from .lexicon import COUNTRY_LETTERS
from .naming import Name, Names, name_key
from .spans import Span
from .words import Words

_LEGAL = frozenset({"pt", "cv", "ud", "tbk", "persero", "partai", "fraksi"})
_HEADS = frozenset("kementerian kemenko bank pt badan lembaga otoritas".split())
_STATUS = frozenset({"kota", "kabupaten", "provinsi"})
_COMPARED = 12
"""How many names that share a word are compared with a short one: bounds the work on a text made of names."""


Core = tuple[str, ...]
"""The words that two forms of a name share: see `_core`."""


def join_forms(words: Words, spans: list[Span], names: Names) -> None:
    """Joins what names the same; kinds must have been decided. A form without a kind may get one by being joined."""
    for name in names.values():
        if (long := name.acronym_of) is not None and long.kind is not None:
            name.kind = long.kind
            name.join(long)
    _join_people(names)
    _join_variants(names)
    _join_inner(words, spans, names)
    _join_organizations(names)
    _join_places(names)


def _join_people(names: Names) -> None:
    """`Budi`, `Santoso`: to the full name that has these words in this order, the nearest before."""
    by_word: defaultdict[str, list[Name]] = defaultdict(list)
    for name in names.values():
        if name.kind is Kind.PERSON and len(name.words) > 1 and name.parent is None:
            for word in set(name.words):
                by_word[word].append(name)
    if not by_word:
        return
    for name in names.values():
        others = by_word.get(name.words[0])
        if others is None or name.parent is not None or name.kind is Kind.ORGANIZATION or name.country:
            continue
        fuller = [
            other
            for other in others[:_COMPARED]
            if len(other.words) > len(name.words) and _within(name.words, other.words)
            if name.kind is not Kind.PLACE or other.words[0] == name.words[0]
        ]
        if fuller and (len(name.words[0]) > 1 or len(name.words) > 1):
            name.kind = Kind.PERSON
            _give_nearest(name, fuller)


def _give_nearest(name: Name, fuller: list[Name]) -> None:
    """Each mention of a short name goes to the full name that was last used before it, else to the first."""
    if len(fuller) == 1:
        name.join(fuller[0])
        return
    used = sorted((first, n) for n, other in enumerate(fuller) for first, _ in other.spans)
    shares: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for span in name.spans:
        at = bisect_left(used, (span[0], 0)) - 1
        shares[used[at][1] if at >= 0 else 0].append(span)
    name.spans = []
    for n, share in shares.items():
        fuller[n].others += (*share,)
    name.join(fuller[min(shares)])


def _join_variants(names: Names) -> None:
    """`Kristine` to `Kristin X`: one letter more or less, in a name of six letters and more that has a title here.

    Only where a single full name fits; a letter changed (Andri, Andre) is another name.
    """
    full = [name for name in names.values() if name.kind is Kind.PERSON and len(name.words) > 1][: 4 * _COMPARED]
    for name in names.values():
        if name.kind is not Kind.PERSON or name.parent is not None or not name.titled:
            continue
        if len(name.words) > 1 or len(name.words[0]) < 6:
            continue
        fits = {id(other.root()): other for other in full if _one_letter_apart(name.words[0], other.words[0])}
        if len(fits) == 1:
            name.join(next(iter(fits.values())))


def _one_letter_apart(one: str, other: str) -> bool:
    """Whether a letter put into the shorter word makes the longer, the first letter being the same."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) != 1 or short[0] != long[0]:
        return False
    return any(long[:n] + long[n + 1 :] == short for n in range(1, len(long)))


def _within(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the words of `short` stand in `long`, in their order."""
    rest = iter(long)
    return all(word in rest for word in short)


def _join_inner(words: Words, spans: list[Span], names: Names) -> None:
    """`Kejaksaan Negeri (Kejari) X` is also `Kejaksaan Negeri X` and `Kejari X`."""
    for span in spans if "(" in words.text else ():
        if span.kind is not Kind.ORGANIZATION or span.last - span.first < 5:
            continue
        for n in range(span.first + 1, span.last - 3):
            if words.surface[n] == "(" and words.surface[n + 2] == ")":
                owner = names[span.key]
                tail = name_key(words, n + 3, span.last)
                letters = words.key[n + 1]
                forms = {_core(name_key(words, span.first, n) + tail), _core((letters, *tail)), (letters,)}
                for name in [name for name in names.values() if name is not owner and _core(name.words) in forms]:
                    name.kind = Kind.ORGANIZATION
                    name.join(owner)
                return  # one such name is enough of a look at all names of a text


def _join_organizations(names: Names) -> None:
    bodies = [(name, _core(name.words)) for name in names.values() if name.kind is Kind.ORGANIZATION]
    cores: Names = {}
    by_first: defaultdict[str, list[tuple[Name, Core]]] = defaultdict(list)
    by_last: defaultdict[str, list[tuple[Name, Core]]] = defaultdict(list)
    known: dict[int, Name] = {}
    for body, core in bodies:
        cores.setdefault(core, body)
        number = _number_of_body(body.words)
        if number is not None and (same := known.setdefault(number, body)) is not body:
            body.join(same)
        by_first[core[0]].append((body, core))
        by_last[core[-1]].append((body, core))
    for name in names.values():
        if name.parent is not None or name.kind not in (None, Kind.ORGANIZATION):
            continue
        core = _core(name.words)
        if (owner := cores.get(core)) is not None and owner is not name:
            name.kind = Kind.ORGANIZATION
            name.join(owner)
        elif len(name.words) == 2 and (letters := names.get(name.words[1:])) is not None and _letters(name, letters):
            name.join(letters)  # Kementerian ESDM, where ESDM was explained
        elif name.kind is not None:
            _join_body(name, core, by_first, by_last, bodies)


def _join_contracted(names: Names) -> None:
    """`Flotim` to `Flores Timur`, where one such place is in the text."""
    places_here = [name for name in names.values() if name.kind is Kind.PLACE and name.parent is None]
    full = [name for name in places_here if len(name.words) == 2][: 4 * _COMPARED]
    for name in places_here:
        if len(name.words) == 1 and 5 <= len(word := name.words[0]) <= 9:
            fits = [other for other in full if other.words[0][:2] == word[:2] and _syllables(word, other.words)]
            if len(fits) == 1:
                name.join(fits[0])


def _syllables(word: str, full: tuple[str, ...]) -> bool:
    """Whether a word is the beginnings of two others, two to five letters each."""
    return any(word[:cut] == full[0][:cut] and full[1].startswith(word[cut:]) for cut in range(2, len(word) - 1)) and (
        word != full[0]
    )


def _letters(name: Name, letters: Name) -> bool:
    """Whether `Kementerian ESDM`, `Bank BNI` is the body that the text calls by the letters alone, too."""
    if name.words[0] not in _HEADS or letters.kind not in (None, Kind.ORGANIZATION):
        return letters.acronym_of is not None
    letters.kind = name.kind = Kind.ORGANIZATION
    return True


def _join_body(
    name: Name,
    core: Core,
    by_first: dict[str, list[tuple[Name, Core]]],
    by_last: dict[str, list[tuple[Name, Core]]],
    bodies: list[tuple[Name, Core]],
) -> None:
    """Joins a body's contracted or shortened name to the full one, where only one full one fits."""
    fits: list[Name] = []
    ends, begins = by_last.get(core[-1], ()), by_first.get(core[0], ())
    alone = len(ends) == len(begins) == 1 and ends[0][0] is name
    if len(core) == 1:
        near = bodies[: 4 * _COMPARED] if len(core[0]) > 4 else ()
        fits = [b for b, its in near if len(its) > 1 and _contracts(core[0], b.words)]
    elif not alone:
        fits = [
            b
            for b, its in ends[:_COMPARED]
            if (len(its) > len(core) and _same_end(core, its)) or (len(its) == len(core) and _contracted(core, its))
        ]
        fits += [
            b
            for b, its in begins[:_COMPARED]
            if its[: len(core)] == core
            and 0 < len(its) - len(core) <= 2
            and (
                (len(its) == len(core) + 1 and is_common(its[-1]))
                or all(len(w) < 5 and w[0] != "@" for w in its[len(core) :])
            )
        ]
    if not fits:
        return
    roots = {id(fit.root()): fit for fit in fits}
    if len(roots) == 1:
        name.join(next(iter(roots.values())))


def _contracts(word: str, long: tuple[str, ...]) -> bool:
    """`Kemenag` for `Kementerian Agama`, without brackets: syllables only, and of the head at least three letters."""
    return len(word) > 4 and long[0].startswith(word[:3]) and word != long[0] and stands_for(word, long)


def _contracted(short: Core, long: Core) -> bool:
    """`Pemprov X` and `Pemerintah Provinsi X`, where the status is not part of what was compared."""
    head = {"pemprov": "pemerintah", "pemkot": "pemerintah", "pemkab": "pemerintah"}.get(short[0])
    return head is not None and long[0] == head and long[1:] == short[1:]


def _same_end(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """`Kedubes X` and `Kedutaan Besar X`: the first word contracts what the other has before the same end."""
    tail = len(short) - 1
    head = long[: len(long) - tail]
    return long[-tail:] == short[1:] and len(short[0]) > 3 and stands_for(short[0], head)


@lru_cache(maxsize=1 << 14)
def _number_of_body(key: tuple[str, ...]) -> int | None:
    """Which well-known organization has this name."""
    known = gazetteer().get(" ".join(key))
    return None if known is None else known.id


@lru_cache(maxsize=1 << 14)
def _core(key: tuple[str, ...]) -> tuple[str, ...]:
    """What two forms of a body share: without legal form, the country at its end, the status of a region; regions
    by what the gazetteer knows them as (`Pemprov Jabar`, `Pemprov Jawa Barat`)."""
    core = [word for word in key if word not in _LEGAL]
    if len(core) > 1 and core[-1] == "ri":
        core.pop()
    found, i = core[:1], 1
    while i < len(core):
        for j in range(min(len(core), i + 3), i, -1):
            form = " ".join(core[i:j])
            place = places().get(place_key(COUNTRY_LETTERS.get(form, form)))
            if place is not None:
                found.append(f"@{place.id}")
                i = j
                break
        else:
            if core[i] not in _STATUS or i == len(core) - 1:
                found.append(core[i])
            i += 1
    return tuple(found) or key


def _join_places(names: Names) -> None:
    """`Jabar` and `Jawa Barat` (the gazetteer says so); `Provinsi Jawa Tengah` and `Jawa Tengah`."""
    by_place: dict[int, Name] = {}
    by_core: dict[Core, Name] = {}
    for name in names.values():
        if name.kind is not Kind.PLACE or name.parent is not None:
            continue
        if name.words[0] in ("kabupaten", "kab") and ("kota", *name.words[1:]) in names:
            continue  # Bogor is the city where the text has both, the city and the regency.
        if name.place is not None:
            if (same := by_place.setdefault(name.place, name)) is not name:
                name.join(same)
            continue
        inner = names.get(name.words[1:]) if len(name.words) > 1 else None
        if inner is not None and inner.kind is Kind.PLACE:
            name.join(inner)
        elif len(core := _core(name.words)) > 1 and (same := by_core.setdefault(core, name)) is not name:
            name.join(same)
    if len(by_core) > 4 * _COMPARED:
        return
    _join_contracted(names)
    for core, name in by_core.items():  # Gedung DPRD, where only one is named in full
        longer = [other for its, other in by_core.items() if len(its) == len(core) + 1 and its[:-1] == core]
        if len(longer) == 1:
            name.join(longer[0])
