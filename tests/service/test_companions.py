"""What is derived from all releases follows every commit, whatever happens in between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import KnownStems, analyse
from search.companions import Followed
from search.engines.base import Snapshot
from search.engines.memory import MemoryEngine
from search.language import Analyzer
from search.model import Release

ANALYZER = Analyzer()


class Bodies:
    """The simplest companion: the bodies of the releases by their ids."""

    name = "bodies"

    def __init__(self) -> None:
        self.state: str | None = None
        self.kept: dict[str, str] = {}
        self.stems: dict[str, str] = {}
        self.begun_anew = 0
        self._changing: dict[str, str] | None = None

    def begin(self, *, anew: bool) -> None:
        assert self._changing is None
        self.begun_anew += anew
        self._changing = {} if anew else dict(self.kept)

    def remove(self, releases: Sequence[Release]) -> None:
        assert self._changing is not None
        for release in releases:
            assert self._changing.pop(release.id) == release.body

    def add(self, releases: Sequence[Release], stems: KnownStems) -> None:
        assert self._changing is not None
        for release in releases:
            assert release.id not in self._changing
            self._changing[release.id] = release.body
            self.stems.update(stems(release.body.split()))

    def commit(self, snapshot: Snapshot) -> None:
        assert self._changing is not None
        self.kept, self._changing, self.state = self._changing, None, snapshot.state

    def cancel(self) -> None:
        self._changing = None

    def check(self) -> Iterator[str]:
        yield "the bodies look well"

    def close(self) -> None:
        self.cancel()


def batch(*releases: Release):
    return analyse(releases, ["" for _ in releases], ANALYZER, lambda _forms: {})


def stored(engine: Followed) -> dict[str, str]:
    with closing(engine.snapshot()) as snapshot:
        return {release.id: release.body for release in snapshot.releases()}


@pytest.fixture
def bodies() -> Bodies:
    return Bodies()


@pytest.fixture
def engine(bodies: Bodies) -> Followed:
    return Followed(MemoryEngine(), [bodies])


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "remove"]),
        st.lists(
            st.tuples(st.sampled_from("abcd"), st.sampled_from(["satu", "dua"])), max_size=3, unique_by=lambda p: p[0]
        ),
    ),
    max_size=4,
)


@given(st.lists(STEPS, max_size=4))
def test_whatever_is_added_and_removed_it_holds_what_the_engine_holds(commits: list) -> None:
    bodies = Bodies()
    engine = Followed(MemoryEngine(), [bodies])
    for steps in commits:
        with engine.writer() as writer:
            for what, releases in steps:
                if what == "add":
                    writer.add(batch(*(Release(id_, body) for id_, body in releases)))
                else:
                    writer.remove([id_ for id_, _ in releases])
            writer.commit()
        assert bodies.kept == stored(engine)


def test_a_change_costs_only_itself(engine: Followed, bodies: Bodies) -> None:
    for name in "ab":
        with engine.writer() as writer:
            writer.add(batch(Release(name, "teks")))
            writer.commit()
    assert bodies.begun_anew == 2  # for the empty index, and with the first release


def test_words_come_with_their_stems(engine: Followed, bodies: Bodies) -> None:
    with engine.writer() as writer:
        writer.add(batch(Release("a", "penyelidikan berlanjut")))
        writer.commit()
    assert bodies.stems == {"penyelidikan": "selidik", "berlanjut": "lanjut"}


def test_a_writer_that_is_left_without_a_commit_changes_nothing(engine: Followed, bodies: Bodies) -> None:
    with engine.writer() as writer:
        writer.add(batch(Release("a", "teks")))
    assert bodies.kept == {}
    with engine.writer() as writer:
        writer.add(batch(Release("b", "teks")))
        writer.commit()
    assert bodies.kept == {"b": "teks"}


def test_one_that_was_left_behind_is_made_anew_by_the_next_writer(engine: Followed, bodies: Bodies) -> None:
    with engine.writer() as writer:
        writer.add(batch(Release("a", "teks")))
        writer.commit()
    bodies.kept, bodies.state = {"x": "tua"}, "another"
    with engine.writer():
        pass
    assert bodies.kept == {"a": "teks"}


def test_a_rebuild_begins_with_nothing(engine: Followed, bodies: Bodies) -> None:
    with engine.writer() as writer:
        writer.add(batch(Release("a", "teks")))
        writer.commit()
    with engine.writer(rebuild=True) as writer:
        writer.add(batch(Release("b", "teks")))
        writer.commit()
    assert bodies.kept == {"b": "teks"}


def test_the_writer_can_be_taken_again_after_a_companion_failed(engine: Followed, bodies: Bodies) -> None:
    bodies.begin = None  # type: ignore[method-assign, assignment]
    with pytest.raises(TypeError):
        engine.writer()
    del bodies.begin
    with engine.writer() as writer:
        writer.add(batch(Release("a", "teks")))
        writer.commit()
    assert bodies.kept == {"a": "teks"}


def test_a_check_asks_the_companions_too(engine: Followed, bodies: Bodies) -> None:
    with engine.writer():
        pass
    assert engine.check() == ["the bodies look well"]
    bodies.state = "another"
    assert "bodies" in engine.check()[0]
    assert "siaran index" in engine.check()[0]
