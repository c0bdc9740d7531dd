"""However names are counted, release by release or by rows of bits, they are those of the releases that are found."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest
from analysed import make_release
from asking import write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.names import Group, Names
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.facets import Found
from search.engines.whoosh.state import State
from search.engines.whoosh.table import make_table
from search.model import Facet, Kind

SPELT = [
    "Ani",
    "ANI",
    "ani",
    "Śri",
    "śri",
    "東京",
    "a\nb",
    "A\nB",
    "Kelvin",
    "\u212aelvin",
    *(f"Nama {i}" for i in range(80)),
]
HEADS = ["Ani", "Śri", "Nama 1", "Nama 2", "Nama 3", "Kelvin", "Tokyo"]
"""`Tokyo` is in no release: it is shown all the same."""


@contextmanager
def states(commits: list[list[list[str]]], removed: set[int]) -> Iterator[State]:
    """A segment for each commit, of releases that have these names."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr("search.engines.whoosh.writing.halving", lambda sizes: [])
        with closing(WhooshEngine.create(Path(folder) / "index", "test")) as engine:
            number = 0
            for commit in commits:
                write(engine, *(make_release(f"{number + i:04d}", "kota", person=own) for i, own in enumerate(commit)))
                number += len(commit)
            if removed:
                write(engine, remove=tuple(f"{number:04d}" for number in removed))
            with closing(engine.snapshot()) as snapshot:
                yield snapshot.contents


names_of_a_release = st.lists(st.sampled_from(SPELT), max_size=6, unique=True)
groups = st.lists(
    st.lists(st.sampled_from([*HEADS, "東京", "Nama 4"]), min_size=2, max_size=4, unique_by=str.casefold), max_size=2
)


def shown(state: State, names: Names, owned: list[list[str]]) -> list[set[str]]:
    """The values of each release, worked out name by name."""
    live = Counter(name for own, there in zip(owned, state.live, strict=True) if there for name in own)
    spellings: dict[str, list[str]] = {}
    for name in sorted({name for own in owned for name in own}):
        spellings.setdefault(name.casefold(), []).append(name)
    best = {key: min(own, key=lambda name: (-live[name], name)) for key, own in spellings.items()}

    def value(name: str) -> str:
        group = names.group("person", name.casefold())
        return group.names[0] if group else best[name.casefold()]

    return [{value(name) for name in own} for own in owned]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_the_most_frequent_values_are_those_of_the_releases_found(data: st.DataObject) -> None:
    several = data.draw(st.integers(1, 3))
    commits = [data.draw(st.lists(names_of_a_release, min_size=1, max_size=40)) for _ in range(several)]
    owned = [own for commit in commits for own in commit]
    joined = [group for i, group in enumerate(data.draw(groups)) if i == 0 or not set(group) & set(HEADS)]
    disjoint = [Group(tuple(group)) for group in joined if group is joined[0] or not set(group) & set(joined[0])]
    names = Names({"person": disjoint})
    removed = data.draw(st.sets(st.integers(0, len(owned) - 1), max_size=3))
    with states(commits, removed) as state:
        assert len(state.segments) == several
        values = shown(state, names, owned)
        table = make_table(state.segments, state.bases, Kind.PERSON, state.live, names)
        for _ in range(6):
            share = data.draw(st.sampled_from([0.02, 0.3, 1.0]))
            random = np.random.default_rng(data.draw(st.integers(0, 99)))
            mask = (random.random(state.size) < share) & state.live if share < 1 else state.live
            limit = data.draw(st.sampled_from([None, 1, 3, 100]))
            counts = Counter(value for number in np.flatnonzero(mask).tolist() for value in values[number])
            expected = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]
            assert table.top(Found(mask), limit) == tuple(Facet(*each) for each in expected)


def test_a_table_puts_its_segments_together_once_it_was_asked_often() -> None:
    with states([[["Ani", "Śri"]] * 600, [["Ani", "Budi"]] * 20], set()) as state:
        names = Names({"person": [Group(("Ani", "Śri"))]})
        table = make_table(state.segments, state.bases, Kind.PERSON, state.live, names)
        assert table.top(Found(state.live), 5) == (Facet("Ani", 620), Facet("Budi", 20))
        answers = set()
        for _ in range(400):
            mask = np.zeros(state.size, np.bool_)
            mask[[0, 619]] = True
            answers.add(table.top(Found(mask), 5))
        assert answers == {(Facet("Ani", 2), Facet("Budi", 1))}
        assert "_joined" in table.__dict__
