"""Groups of versions follow the index: the same ones whatever was added and removed, and in whatever order."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import edited, release

from search.analysis import analyse
from search.companions import Followed
from search.duplicates import Groups
from search.duplicates.companion import Duplicates, groups_of
from search.engines.memory import MemoryEngine
from search.language import Analyzer
from search.model import Release

ANALYZER = Analyzer()


def stems(forms: Iterable[str]) -> dict[str, str]:
    """Words as their own stems: groups don't depend on them."""
    return {form: form for form in forms}


class Archive:
    """An engine that `Duplicates` follows."""

    def __init__(self, folder: Path, engine: MemoryEngine | None = None) -> None:
        self.engine = engine or MemoryEngine(ANALYZER.fingerprint)
        self.folder = folder
        self.duplicates = Duplicates(folder)
        self.followed = Followed(self.engine, [self.duplicates])

    def change(self, add: Sequence[Release] = (), remove: Iterable[str] = ()) -> None:
        with self.followed.writer() as writer:
            writer.remove(remove)
            if add:
                writer.add(analyse(add, [each.body for each in add], ANALYZER, stems))
            writer.commit()

    def groups(self) -> set[tuple[str, ...]]:
        return set(Groups.load(self.folder).all)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def texts() -> list[Release]:
    """Three releases; the first in three versions, of which the first and the last have less in common, the second in
    two with the same words; and one without words."""
    first = release(1)
    second = edited(first, 0.12, 1)
    bodies = [first, second, edited(second, 0.12, 2), release(2), release(2).upper(), release(3), " - "]
    return [Release(id=f"r{i}", body=body, title="Judul") for i, body in enumerate(bodies)]


def test_versions_are_grouped_and_others_are_not(archive: Archive) -> None:
    archive.change(texts())
    assert {frozenset(group) for group in archive.groups()} == {frozenset({"r0", "r1", "r2"}), frozenset({"r3", "r4"})}


def test_releases_without_words_are_no_versions_of_each_other(archive: Archive) -> None:
    archive.change([Release(id="a", body=""), Release(id="b", body=" - "), Release(id="c", body="")])
    assert archive.groups() == set()


def test_a_group_falls_apart_when_what_joined_it_is_removed(archive: Archive) -> None:
    first = release(1, 400).split()
    parts = [" ".join(first[:280]), " ".join(first[60:340]), " ".join(first[120:400])]
    archive.change([Release(id=f"r{i}", body=body) for i, body in enumerate(parts)])
    assert {frozenset(group) for group in archive.groups()} == {frozenset({"r0", "r1", "r2"})}
    archive.change(remove=["r1"])
    assert archive.groups() == set()


def test_a_release_with_another_text_leaves_its_group(archive: Archive) -> None:
    archive.change(texts())
    archive.change([Release(id="r3", body=release(9))])
    assert {frozenset(group) for group in archive.groups()} == {frozenset({"r0", "r1", "r2"})}


def test_the_best_version_has_its_own_title_then_is_long_then_early_then_first_by_id(archive: Archive) -> None:
    body = release(1)
    archive.change(
        [
            Release(id="b", body=body, title="x", date=date(2020, 1, 2)),
            Release(id="c", body=body, title="x", date=date(2020, 1, 1)),
            Release(id="d", body=body, title="x"),
            Release(id="a", body=body, title="x", date=date(2020, 1, 2)),
            Release(id="e", body=f"{body} Selesai.", title="x", date=date(2021, 1, 1)),
            Release(id="f", body=f"{body} Selesai sudah.", title="x", title_derived=True),
        ]
    )
    assert Groups.load(archive.folder).of("c") == ("e", "c", "a", "b", "d", "f")
    assert Groups.load(archive.folder).others("c") == ("e", "a", "b", "d", "f")
    assert Groups.load(archive.folder).of("unknown") == ()


def test_what_ranks_a_version_follows_its_changes(archive: Archive) -> None:
    body = release(1)
    archive.change([Release(id="a", body=body, title="x"), Release(id="b", body=body, title="x")])
    archive.change([Release(id="a", body=body, title="x", title_derived=True)])
    assert archive.groups() == {("b", "a")}


def test_nothing_is_seen_of_a_change_that_is_not_committed(archive: Archive) -> None:
    archive.change(texts())
    before = archive.groups()
    with archive.followed.writer() as writer:
        writer.remove(["r0", "r4"])
    assert archive.groups() == before
    assert archive.duplicates.state == archive.engine.snapshot().state


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + bytes(200)])
def test_a_damaged_file_has_no_state_and_is_made_anew(archive: Archive, content: bytes) -> None:
    archive.change(texts())
    whole = archive.groups()
    (archive.folder / "duplicates.sqlite").write_bytes(content)
    assert archive.duplicates.state is None
    assert list(archive.duplicates.check())
    archive.change([Release(id="new", body=release(20))])
    assert archive.groups() == whole
    assert list(archive.duplicates.check()) == []


def test_groups_made_from_an_engine_are_those_that_were_followed(archive: Archive) -> None:
    archive.change(texts())
    with closing(archive.engine.snapshot()) as snapshot:
        assert set(groups_of(list(snapshot.releases())).all) == archive.groups()


POOL = [
    replace(version, id=f"{version.id}-{copy}", date=date(2020, 1, 1 + copy))
    for version in texts()
    for copy in range(2)
]


@settings(max_examples=25)
@given(st.lists(st.tuples(st.booleans(), st.sets(st.sampled_from(range(len(POOL))), max_size=6)), max_size=8))
def test_any_sequence_of_changes_ends_with_the_groups_of_what_is_left(steps: list[tuple[bool, set[int]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder) / "one")
        archive.change()
        for adds, chosen in steps:
            some = [POOL[i] for i in sorted(chosen, key=lambda i: (i * 7) % 5)]
            archive.change(some if adds else (), () if adds else [each.id for each in some])
        left = sorted(archive.engine.snapshot().releases(), key=lambda each: each.id)
        anew = Archive(Path(folder) / "other")
        anew.change(left)
        assert archive.groups() == anew.groups()
