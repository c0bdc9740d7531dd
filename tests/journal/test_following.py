"""A program that follows the cursors has every release, and comes back to whatever happened since."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from search.archive import Archive
from search.config import Settings
from search.errors import IndexUnusable, QueryError
from search.indexing import index_paths, rebuild_index, remove_releases
from search.journal import store


class Publisher:
    """A file of releases and the index of it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "releases.jsonl"
        self.settings = Settings(index=folder / "index", refresh_seconds=0)

    @property
    def journal(self) -> Path:
        return self.settings.index / "derived" / store.FILE

    def publish(self, **bodies: str) -> None:
        lines = [json.dumps({"id": key, "body": body}) for key, body in bodies.items()]
        self.path.write_text("\n".join(lines), "utf-8")
        index_paths(self.settings, [self.path], jobs=1)


class Copy:
    """What a program has that follows the cursors."""

    def __init__(self, limit: int = 2) -> None:
        self.bodies: dict[str, str] = {}
        self.cursor: str | None = None
        self.limit = limit

    def follow(self, archive: Archive) -> list[str]:
        """Read to the end; the ids that were given on the way."""
        given: list[str] = []
        while True:
            found = archive.changes(cursor=self.cursor, limit=self.limit)
            for change in found.changes:
                self.bodies[change.release.id] = change.release.body
                given.append(change.release.id)
            for release_id in found.removed:
                self.bodies.pop(release_id, None)
                given.append(release_id)
            self.cursor = found.cursor
            if not found.remaining:
                return given


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    return Publisher(tmp_path)


def test_all_releases_are_given_once_and_later_only_what_happened_since(publisher: Publisher) -> None:
    copy, first = Copy(), {f"r{n}": f"Isi siaran ke-{n}." for n in range(5)}
    publisher.publish(**first)
    with Archive.open(settings=publisher.settings) as archive:
        assert sorted(copy.follow(archive)) == sorted(first)
        assert copy.follow(archive) == []
        publisher.publish(**{**first, "r1": "Isi yang diubah.", "baru": "Isi baru."})
        assert sorted(copy.follow(archive)) == ["baru", "r1"]
        remove_releases(publisher.settings, ["r4"])
        assert copy.follow(archive) == ["r4"]
        now = {**first, "r1": "Isi yang diubah.", "baru": "Isi baru."}
        del now["r4"]
        assert copy.bodies == now


def test_a_release_that_changes_while_it_is_read_is_given_again(publisher: Publisher) -> None:
    publisher.publish(a="Isi a.", b="Isi b.", c="Isi c.")
    with Archive.open(settings=publisher.settings) as archive:
        begun = archive.changes(limit=1)
        (early,) = begun.changes
        publisher.publish(**{"a": "Isi a.", "b": "Isi b.", "c": "Isi c.", early.release.id: "Isi lain."})
        copy = Copy(1)
        copy.cursor = begun.cursor
        assert copy.follow(archive)[-1] == early.release.id
        assert copy.bodies[early.release.id] == "Isi lain."


def test_an_index_made_anew_of_the_same_releases_leaves_cursors_as_they_are(publisher: Publisher) -> None:
    publisher.publish(a="Isi a.", b="Isi b.")
    with Archive.open(settings=publisher.settings) as archive:
        copy = Copy()
        copy.follow(archive)
    publisher.path.write_text(json.dumps({"id": "a", "body": "Isi a."}), "utf-8")
    rebuild_index(publisher.settings, [publisher.path], jobs=1)
    with Archive.open(settings=publisher.settings) as archive:
        assert copy.follow(archive) == ["b"]
        assert list(copy.bodies) == ["a"]


def test_a_commit_that_the_journal_missed_is_made_up_for(publisher: Publisher) -> None:
    """A process was killed between the engine's commit and the journal's."""
    publisher.publish(a="Isi a.", b="Isi b.")
    before = publisher.journal.read_bytes()
    with Archive.open(settings=publisher.settings) as archive:
        copy = Copy()
        copy.follow(archive)
        publisher.publish(a="Isi lain.", c="Isi c.")
        publisher.journal.write_bytes(before)
        assert copy.follow(archive) == []
        publisher.publish(a="Isi lain.", c="Isi c.", d="Isi d.")
        assert sorted(copy.follow(archive)) == ["a", "b", "c", "d"]
        assert copy.bodies == {"a": "Isi lain.", "c": "Isi c.", "d": "Isi d."}
        assert archive.check() == []


def test_where_the_journal_is_lost_old_cursors_are_refused_and_the_next_commit_begins_another(
    publisher: Publisher,
) -> None:
    publisher.publish(a="Isi a.")
    with Archive.open(settings=publisher.settings) as archive:
        cursor = archive.changes().cursor
        publisher.journal.unlink()
        with pytest.raises(IndexUnusable, match="siaran index PATH"):
            archive.changes()
        assert any("journal" in line for line in archive.check())
        publisher.publish(a="Isi a.", b="Isi b.")
        with pytest.raises(QueryError, match="without cursor") as refused:
            archive.changes(cursor=cursor)
        assert refused.value.parameter == "cursor"
        assert len(archive.changes().changes) == 2


def test_what_is_no_journal_is_taken_for_none(publisher: Publisher) -> None:
    publisher.publish(a="Isi a.")
    publisher.journal.write_bytes(b"siaran" * 1000)
    with Archive.open(settings=publisher.settings) as archive:
        with pytest.raises(IndexUnusable):
            archive.changes()
        publisher.publish(a="Isi a.", b="Isi b.")
        assert len(archive.changes().changes) == 2


def test_since_gives_what_was_indexed_at_that_moment_or_later(publisher: Publisher) -> None:
    publisher.publish(a="Isi a.")
    with closing(sqlite3.connect(publisher.journal)) as file, file:
        file.execute("update state set time = time - 3600")
        file.execute("update entry set time = time - 3600")
    publisher.publish(a="Isi a.", b="Isi b.")
    now = datetime.now(UTC)
    with Archive.open(settings=publisher.settings) as archive:

        def since(moment: datetime) -> list[str]:
            return [change.release.id for change in archive.changes(since=moment).changes]

        assert since(now - timedelta(days=1)) == ["a", "b"]
        assert since(now - timedelta(minutes=30)) == ["b"]
        assert since(now + timedelta(minutes=30)) == []
        (indexed,) = (change.indexed for change in archive.changes(since=now - timedelta(minutes=30)).changes)
        assert abs(indexed - now) < timedelta(minutes=30)
        with pytest.raises(QueryError, match="give one of them"):
            archive.changes(since=now, cursor=archive.changes().cursor)


def test_an_older_state_of_the_index_is_not_read_beyond_what_it_holds(publisher: Publisher) -> None:
    """Another process commits while an answer is made: what it adds must not be passed over."""
    publisher.publish(a="Isi a.")
    with Archive.open(settings=publisher.settings) as archive, archive._newest.hold() as held:
        publisher.publish(a="Isi a.", b="Isi b.")
        found = held.derived.journal.read(held.snapshot, None, None, 10)
        assert ([change.release.id for change in found.changes], found.remaining) == (["a"], 0)
        assert [c.release.id for c in archive.changes(cursor=found.cursor).changes] == ["b"]


@pytest.mark.parametrize("cursor", ["x", "", "é", "AAAA", "A" * 24, "=" * 24, "a b", "\U0001f600"])
def test_what_is_no_cursor_is_refused(publisher: Publisher, cursor: str) -> None:
    publisher.publish(a="Isi a.")
    with (
        Archive.open(settings=publisher.settings) as archive,
        pytest.raises(QueryError, match="take it from an answer"),
    ):
        archive.changes(cursor=cursor)


Step = dict[str, int | None]


@given(st.lists(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 2) | st.none(), max_size=6), max_size=6))
@rules(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_the_copy_is_the_archive(tmp_path: Path, steps: Sequence[Step]) -> None:
    """The law, on the journal alone: after each commit a copy that read a part before holds exactly what there is."""
    (tmp_path / store.FILE).unlink(missing_ok=True)
    now: dict[str, str] = {}
    copy: dict[str, str] = {}
    after = 0
    with closing(store.begun(tmp_path / store.FILE)) as file:
        for number, step in enumerate(steps):
            added = {key: str(value) for key, value in step.items() if value is not None}
            gone = [key for key, value in step.items() if value is None]
            now = {key: value for key, value in (now | added).items() if key not in gone}
            anew = number % 3 == 2
            store.record(file, now if anew else added, () if anew else gone, str(number), number, anew)
            until = store.reach(file, str(number)).until
            for entry in store.entries(file, after, until, 3 if number % 2 else 100):
                after = entry.number
                if entry.removed:
                    copy.pop(entry.id, None)
                else:
                    copy[entry.id] = now[entry.id]
        for entry in store.entries(file, after, store.reach(file, "?").last, 100):
            if entry.removed:
                copy.pop(entry.id, None)
            else:
                copy[entry.id] = now[entry.id]
    assert copy == now
