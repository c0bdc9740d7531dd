"""A snapshot answers from one state; closing it gives the state back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import wraps
from itertools import chain
from typing import Concatenate, ParamSpec, TypeVar

import numpy as np

from ...errors import ReleaseNotFound
from ...model import And, Facet, Field, Kind, Release, Sort, Stats
from ...reasons import Reason
from ..base import Heading, Match, Request, Result, Vocabulary
from ..explaining import reasons_for
from ..names import NO_NAMES, Names
from .completing import forms_beginning, names_beginning
from .damage import mapping
from .evaluate import Evaluation
from .facets import Found, newest_months
from .facts import WhooshFacts
from .filtering import conditions_of, meeting
from .folding import Folding
from .marked import Marked
from .paging import page_of
from .phrases import standing
from .ranking import rank, words_of
from .schema import FORMS
from .state import State
from .stored import restore
from .terms import Mask, Numbers
from .variants import word_of

MANY = 8
"""To read all ids takes as long as to find one in this many."""

_Self = TypeVar("_Self", bound="WhooshSnapshot")
_Args = ParamSpec("_Args")
_Answer = TypeVar("_Answer")


def _reading(method: Callable[Concatenate[_Self, _Args], _Answer]) -> Callable[Concatenate[_Self, _Args], _Answer]:
    """The method, with damage that it meets reported as IndexDamaged."""

    @wraps(method)
    def guarded(self: _Self, /, *args: _Args.args, **kwargs: _Args.kwargs) -> _Answer:
        with mapping(self.contents.folder):
            return method(self, *args, **kwargs)

    return guarded


class WhooshSnapshot:
    """One state of a `WhooshEngine`. Safe to use from several threads."""

    def __init__(
        self,
        state: State,
        names: Names = NO_NAMES,
        folding: Folding | None = None,
        changed: Marked | None = None,
    ) -> None:
        """Takes over one hold of the state."""
        self._held: State | None = state
        self._names = names
        self._folding = folding
        self._changed = changed or Marked()

    def joining(self, names: Names) -> WhooshSnapshot:
        state, self._held = self.contents, None
        return WhooshSnapshot(state, names, self._folding, self._changed)

    def marking(self, changed: Iterable[str]) -> WhooshSnapshot:
        state, self._held = self.contents, None
        return WhooshSnapshot(state, self._names, self._folding, Marked(changed))

    def folding(self, groups: Iterable[Sequence[str]]) -> WhooshSnapshot:
        state = self.contents
        with mapping(state.folder):
            folding = Folding(state, groups)
        self._held = None
        return WhooshSnapshot(state, self._names, folding, self._changed)

    @property
    def contents(self) -> State:
        """What this engine's own modules read."""
        if self._held is None:
            raise ValueError("this snapshot is closed; take a new one from the engine")
        return self._held

    @property
    def state(self) -> str:
        return self.contents.name

    def close(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.release()

    # --- Searching

    @_reading
    def search(self, request: Request) -> Result:
        state = self.contents
        request = self._names.widened(request)
        conditions = conditions_of(state, request.filters, self._changed)
        folding = self._folding if request.fold else None
        matches, found, total = _best(state, request, meeting(conditions), folding)
        return Result(
            total=total,
            matches=tuple(Match(_shown(state, number), score) for number, score in matches),
            facets=_facets(state, request, found, conditions, self._names, folding),
        )

    @_reading
    def matching(self, request: Request) -> Numbers:
        state = self.contents
        request = self._names.widened(request)
        passing = meeting(conditions_of(state, request.filters, self._changed))
        matches, _, _ = _best(state, request, passing, self._folding if request.fold else None)
        return np.array([number for number, _ in matches], np.intp)

    @_reading
    def explain(self, request: Request, release_id: str) -> tuple[Reason, ...]:
        state = self.contents
        number = state.find(release_id)
        if number is None:
            raise ReleaseNotFound(release_id)
        request = self._names.widened(request)
        evaluation = Evaluation(state, request.query, request.prefix_forms, request.ranking)
        return reasons_for(request.query, WhooshFacts(state, number, evaluation), request.ranking)

    # --- Single releases

    @_reading
    def release(self, release_id: str) -> Release:
        number = self.contents.find(release_id)
        if number is None:
            raise ReleaseNotFound(release_id)
        return _restored(self.contents, number, whole=True)

    def releases(self) -> Iterator[Release]:
        return self._releases(self.contents)

    @staticmethod
    def _releases(state: State) -> Iterator[Release]:
        for number in state.numbers():
            with mapping(state.folder):
                release = _restored(state, number, whole=True)
            yield release

    @_reading
    def hashes(self, ids: Iterable[str]) -> dict[str, str]:
        wanted = list(ids)
        if len(wanted) * MANY >= self.contents.size:
            every = list(chain.from_iterable(segment.hashes() for segment in self.contents.segments))
            numbers = self.contents.numbers_of_ids()
            return {release_id: every[numbers[release_id]] for release_id in wanted if release_id in numbers}
        hashes: dict[str, str] = {}
        for release_id in wanted:
            number = self.contents.find(release_id)
            if number is not None:
                segment, doc = self.contents.place(number)
                hashes[release_id] = segment.hash(doc)
        return hashes

    @_reading
    def ids_from(self, origin: str) -> set[str]:
        places = map(self.contents.place, self.contents.docs("origin", origin).tolist()) if origin else ()
        return {segment.id(doc) for segment, doc in places}

    @_reading
    def origins(self) -> list[str]:
        return sorted(self.contents.terms_of("origin"))

    @_reading
    def numbered(self, number: int) -> Release:
        return _restored(self.contents, number, whole=True)

    @_reading
    def shown(self, number: int) -> Release:
        return _restored(self.contents, number)

    @_reading
    def headings(self, numbers: Sequence[int]) -> list[Heading]:
        state = self.contents
        days = state.dates[np.asarray(numbers, np.intp)].tolist()
        ids = map(state.id, numbers)
        return [Heading(id_, date.fromordinal(day) if day else None) for id_, day in zip(ids, days, strict=True)]

    # --- Words and names

    @_reading
    def counts(self, forms: Iterable[str]) -> list[int]:
        state, field = self.contents, Field.BODY
        return [state.field_term(FORMS[field], field, form).count for form in forms]

    @_reading
    def standing(self, forms: Sequence[str]) -> Numbers:
        return standing(self.contents, FORMS[Field.BODY], forms)

    def stems(self, forms: Iterable[str]) -> dict[str, str]:
        return self.contents.stems(forms)

    def forms(self, stem: str) -> tuple[str, ...]:
        return self.contents.forms(stem)

    @_reading
    def vocabulary(self) -> Vocabulary:
        parts = [segment.terms(field).joined() for segment in self.contents.segments for field in FORMS.values()]
        data, lengths, counts = zip(*parts, strict=True) if parts else ((), (), ())
        none = np.empty(0, np.int64)
        return Vocabulary(b"".join(data), np.concatenate([none, *lengths]), np.concatenate([none, *counts]))

    @_reading
    def complete(self, prefix: str, limit: int) -> list[Facet]:
        return forms_beginning(self.contents, prefix, limit)

    @_reading
    def names_beginning(self, kind: Kind, prefix: str, limit: int) -> list[Facet]:
        return names_beginning(self.contents, kind, prefix, limit, self._names)

    @_reading
    def values(self, kind: Kind) -> list[Facet]:
        table = self.contents.table(kind)
        return list(table.top(Found(self.contents.live)))

    @_reading
    def joined_values(self, kind: Kind) -> list[Facet]:
        table = self.contents.table(kind, self._names)
        return list(table.top(Found(self.contents.live)))

    @_reading
    def stats(self) -> Stats:
        return self.contents.stats


def _shown(state: State, number: int) -> Release:
    return state.releases.get(number, lambda: _restored(state, number))


def _restored(state: State, number: int, *, whole: bool = False) -> Release:
    segment, doc = state.place(number)
    return restore(segment.text(doc), segment.spans(doc) if whole else None)


def _best(
    state: State, request: Request, passing: Mask | None, folding: Folding | None
) -> tuple[list[tuple[int, float]], Mask, int]:
    """The numbers and scores of the matches that are asked for, in order; the mask of all that match, whether they
    pass or not, none folded; how many match and pass."""
    by_score = request.sort is Sort.RELEVANCE
    words = words_of(request.query) if by_score else None
    if words is not None:
        terms, beside = words
        masks = [Evaluation(state, And(tuple(beside)), request.prefix_forms).matching()] if beside else []
        within = masks if passing is None else [*masks, passing]
        every = np.logical_and.reduce(within) if within else None
        folded = 0
        if folding:
            every, folded = folding.passing(
                [word_of(state, term, request.ranking) for term in terms],
                every,
                lambda docs: Evaluation(state, request.query, request.prefix_forms, request.ranking).scores(docs),
            )
        found, numbers, scores = rank(state, terms, request.ranking, every, request.offset + request.limit)
        found = np.logical_and.reduce([found, *masks])
        passed = found if passing is None else found & passing
        page = page_of(state, numbers, scores, request.sort, request.offset, request.limit)
        return page, found, int(np.count_nonzero(passed)) - folded
    query = Evaluation(state, request.query, request.prefix_forms, request.ranking)
    found = query.matching()
    passed = found if passing is None else found & passing
    if folding:
        passed = folding.best(passed, query.scores) if by_score else folding.folded(passed)
    numbers = np.flatnonzero(passed)
    scores = query.scores(numbers) if by_score else np.zeros(len(numbers))
    page = page_of(state, numbers, scores, request.sort, request.offset, request.limit)
    if not by_score and page:
        shown = np.sort([number for number, _ in page])
        score_of = dict(zip(shown.tolist(), query.scores(shown).tolist(), strict=True))
        page = [(number, score_of[number]) for number, _ in page]
    return page, found, len(numbers)


def _facets(
    state: State,
    request: Request,
    found: Mask,
    conditions: dict[str, Mask],
    names: Names,
    folding: Folding | None,
) -> dict[str, tuple[Facet, ...]]:
    def counting(but: str = "") -> Found:
        others = meeting(conditions, but=but)
        counted = found if others is None else found & others
        return Found(folding.folded(counted) if folding else counted)

    common = counting()
    facets: dict[str, tuple[Facet, ...]] = {}
    for facet in request.facets:
        counted = counting(facet) if facet in conditions else common
        if facet == "year":
            facets[facet] = state.years.newest(counted, request.facet_values)
        elif facet == "month":
            facets[facet] = newest_months(state.dates[counted.numbers], request.facet_values)
        else:
            facets[facet] = state.table(facet, names).top(counted, request.facet_values)
    return facets
