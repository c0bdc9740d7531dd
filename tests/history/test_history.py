"""What a release said before is kept, in order and without repeats, whatever happens to the index."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from search import annotating
from search.archive import Archive
from search.cli.app import run
from search.config import Settings
from search.errors import IndexDamaged, IndexUnusable, ReleaseNotFound
from search.history.texts import changed_parts, pack, unpack
from search.indexing import index_paths, rebuild_index, remove_releases
from search.ingest import Report
from search.model import Release

FIRST = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


class Clock:
    """Each run is an hour after the one before."""

    def __init__(self) -> None:
        self.at = FIRST - timedelta(hours=1)

    def __call__(self) -> datetime:
        self.at += timedelta(hours=1)
        return self.at


class Site:
    """A publisher's file of releases and the index that is made of it."""

    def __init__(self, folder: Path, **given: int) -> None:
        self.settings = Settings(index=folder / "index", refresh_seconds=0, **given)
        self.file = folder / "siaran.jsonl"
        self.clock = Clock()

    def publish(self, *records: dict[str, object]) -> None:
        self.file.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")

    def index(self, *records: dict[str, object], rebuild: bool = False) -> Report:
        self.publish(*records)
        work = rebuild_index if rebuild else index_paths
        return work(self.settings, [self.file], jobs=1, clock=self.clock)

    def archive(self) -> Archive:
        return Archive.open(None, self.settings)

    def bodies(self, release_id: str = "a") -> list[str]:
        with self.archive() as archive:
            return [earlier.release.body for earlier in archive.history(release_id)]

    @property
    def stored(self) -> Path:
        return self.settings.index / "history" / "history.sqlite"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def record(body: str, release_id: str = "a", **given: object) -> dict[str, object]:
    return {"id": release_id, "title": "Rapat", "body": body, **given}


def test_a_text_that_is_replaced_is_kept_with_when_that_was_and_what_was_changed(site: Site) -> None:
    site.index(record("Rapat dibuka."))
    site.index(record("Rapat ditutup."))
    site.index(record("Rapat ditutup.", title="Rapat Besar", date="2026-01-02", source="Badan", url="https://x.id/1"))
    with site.archive() as archive:
        first, second = archive.history("a")
        changes = archive.edits("a")
    assert (first.number, first.since, first.until) == (1, None, FIRST + timedelta(hours=1))
    assert (first.parts, first.release.body, first.release.title) == (("body",), "Rapat dibuka.", "Rapat")
    assert (second.number, second.since, second.until) == (2, first.until, FIRST + timedelta(hours=2))
    assert second.parts == ("title", "date", "source", "url")
    assert second.release.body == "Rapat ditutup."
    assert changes is not None
    assert (changes.count, changes.last, changes.text) == (2, second.until, second.until)
    assert changes.parts == ("body", "title", "date", "source", "url")


def test_what_was_never_changed_has_no_history_and_no_file(site: Site) -> None:
    site.index(record("Rapat dibuka."))
    site.index(record("Rapat dibuka."), record("Lain.", "b"))
    assert site.bodies() == []
    assert not site.stored.exists()
    with site.archive() as archive:
        assert archive.edits("a") is None
        with pytest.raises(ReleaseNotFound):
            archive.history("c")


def test_white_space_alone_is_no_change(site: Site) -> None:
    site.index(record("Rapat dibuka.\nSelesai."))
    assert site.index(record("Rapat  dibuka.\n\nSelesai. ")).updated == 1
    assert site.bodies() == []


def test_a_title_made_of_the_text_changes_with_it_and_a_given_one_for_itself() -> None:
    old = Release("a", "Satu. Dua.", "Satu.", title_derived=True)
    assert changed_parts(old, Release("a", "Tiga. Dua.", "Tiga.", title_derived=True)) == ("body",)
    assert changed_parts(old, Release("a", "Satu. Dua.", "Judul")) == ("title",)


@pytest.mark.parametrize("rebuild", [False, True])
def test_another_way_to_find_names_is_no_change(site: Site, monkeypatch: pytest.MonkeyPatch, rebuild: bool) -> None:
    site.index(record("Rapat dibuka."))
    monkeypatch.setattr(annotating.entities, "FINGERPRINT", "another")
    report = site.index(record("Rapat dibuka."), rebuild=rebuild)
    assert report.added + report.updated == 1
    assert site.bodies() == []


def test_a_rebuild_keeps_what_was_said_and_notices_a_change_itself(site: Site) -> None:
    site.index(record("satu"))
    site.index(record("dua"))
    site.index(record("dua"), rebuild=True)
    assert site.bodies() == ["satu"]
    site.index(record("tiga"), rebuild=True)
    assert site.bodies() == ["satu", "dua"]
    with site.archive() as archive:
        assert archive.history("a")[1].until == FIRST + timedelta(hours=3)


def test_a_release_that_is_taken_out_takes_its_history_with_it(site: Site) -> None:
    for word in ("satu", "rahasia", "tiga"):
        site.index(record(word), record(word, "b"), record(word, "c"), record(word, "d"))
    remove_releases(site.settings, ["a"])
    site.index(record("tiga", "c"), record("tiga", "d"))  # b is gone from its file
    site.index(record("tiga", "d"), rebuild=True)  # and so is c
    site.index(*(record("empat", each) for each in "abcd"))
    for each in "abc":
        assert site.bodies(each) == []
    assert site.bodies("d") == ["satu", "rahasia", "tiga"]


def test_the_last_texts_are_kept_and_all_changes_are_counted(tmp_path: Path) -> None:
    site = Site(tmp_path, history_texts=2)
    for word in ("satu", "dua", "tiga", "empat", "lima"):
        site.index(record(word))
    assert site.bodies() == ["tiga", "empat"]
    with site.archive() as archive:
        assert [earlier.number for earlier in archive.history("a")] == [3, 4]
        changes = archive.edits("a")
    assert changes is not None
    assert changes.count == 4


def test_nothing_is_kept_where_that_is_wanted(tmp_path: Path) -> None:
    site = Site(tmp_path, history_texts=0)
    site.index(record("satu"))
    site.index(record("dua"))
    assert not site.stored.exists()


def test_only_releases_whose_text_was_changed_pass_the_filter(site: Site) -> None:
    site.index(record("rapat satu"), record("rapat", "b"), record("rapat", "c", source="X"))
    site.index(record("rapat dua"), record("rapat", "b", source="Y"), record("rapat lagi", "c", source="X"))
    with site.archive() as archive:
        page = archive.search("rapat", changed=True)
        assert sorted(hit.release.id for hit in page.hits) == ["a", "c"]
        assert (page.total, page.facets["source"][0].count) == (2, 1)
        assert archive.search("rapat").total == 3
        assert archive.search("", source=["X"], changed=True, sort="newest").total == 1
        hits = {hit.release.id: hit.changed for hit in archive.search("rapat").hits}
        assert hits == {"a": FIRST + timedelta(hours=1), "b": None, "c": FIRST + timedelta(hours=1)}


def test_an_open_archive_sees_a_change(site: Site) -> None:
    site.index(record("satu"))
    with site.archive() as archive:
        before = archive.state
        assert archive.history("a") == ()
        site.index(record("dua"))
        assert [earlier.release.body for earlier in archive.history("a")] == ["satu"]
        assert archive.state != before


TEXTS = st.sampled_from(["satu", "dua", "tiga", " satu "])
RUNS = st.lists(
    st.tuples(st.booleans(), st.dictionaries(st.sampled_from("ab"), TEXTS, min_size=1)), min_size=1, max_size=4
)


@given(RUNS)
@hypothesis_settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_history_is_what_was_replaced_in_order_and_without_repeats(tmp_path: Path, runs: list) -> None:
    shutil.rmtree(tmp_path / "index", ignore_errors=True)
    site = Site(tmp_path)
    now: dict[str, str] = {}
    replaced: dict[str, list[str]] = {}
    for rebuild, texts in runs:
        site.index(*(record(text, each) for each, text in texts.items()), rebuild=rebuild)
        for each in set(now) - set(texts):
            replaced.pop(each, None)
        for each, text in texts.items():
            if each in now and now[each].split() != text.split():
                replaced.setdefault(each, []).append(now[each])
        now = texts
        for each in texts:
            kept = [body.split() for body in site.bodies(each)]
            assert kept == [text.split() for text in replaced.get(each, [])]
            assert all(one != other for one, other in pairwise([*kept, now[each].split()]))
        with site.archive() as archive:
            assert archive.check() == []


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from search.config import Settings
    from search.engines.whoosh.writing import WhooshWriter
    from search.history.store import Store
    from search.indexing import index_paths

    folder, where = Path(sys.argv[1]), sys.argv[2]
    kind, name = {"announced": (Store, "announce"), "committed": (WhooshWriter, "commit")}[where]
    work = getattr(kind, name)

    def then_die(*given, **named):
        work(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(kind, name, then_die)
    index_paths(Settings(index=folder / "index"), [folder / "siaran.jsonl"], jobs=1)
"""


def killed(site: Site, where: str, *records: dict[str, object]) -> None:
    """A run over these records that is killed once it has announced what it replaces, or once the engine committed."""
    site.publish(*records)
    folder = str(site.settings.index.parent)
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), folder, where], check=False)
    assert done.returncode == -signal.SIGKILL


def test_a_run_killed_before_its_commit_leaves_no_change(site: Site) -> None:
    site.index(record("satu"), record("tetap", "b"))
    killed(site, "announced", record("dua"))
    assert site.bodies() == site.bodies("b") == []
    with site.archive() as archive:
        assert archive.search("", changed=True).total == 0
        assert archive.check() == []
    site.index(record("satu"), record("tetap", "b"))
    assert site.bodies() == []
    site.index(record("tiga"), record("tetap", "b"))
    assert site.bodies() == ["satu"]


def test_a_run_killed_after_its_commit_loses_no_text(site: Site) -> None:
    site.index(record("satu"), record("lama", "b"))
    site.index(record("dua"), record("baru", "b"))
    killed(site, "committed", record("tiga"))  # b is gone
    assert site.bodies() == ["satu", "dua"]
    with site.archive() as archive:
        assert [hit.release.id for hit in archive.search("", changed=True).hits] == ["a"]
    site.index(record("empat"), record("lagi", "b"))
    assert site.bodies() == ["satu", "dua", "tiga"]
    assert site.bodies("b") == []


def test_a_run_killed_while_it_writes_leaves_what_was_there(site: Site) -> None:
    site.index(record("satu"))
    site.index(record("dua"))
    script = """
        import os, signal, sqlite3, sys
        file = sqlite3.connect(sys.argv[1], isolation_level=None)
        file.execute("pragma cache_size = 1")
        file.execute("begin immediate")
        file.execute("update change set parts = 'url'")
        for key in range(10, 500):
            file.execute("insert into text values (?, zeroblob(5000))", (key,))
        os.kill(os.getpid(), signal.SIGKILL)
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(script), str(site.stored)], check=False)
    assert site.stored.with_name("history.sqlite-journal").exists()
    with site.archive() as archive:
        assert archive.check() == []
        assert [earlier.parts for earlier in archive.history("a")] == [("body",)]


def test_a_damaged_file_is_named_and_searches_go_on_without_it(site: Site) -> None:
    site.index(record("satu"))
    site.index(record("dua"))
    site.stored.write_bytes(b"no database" * 100)
    with site.archive() as archive:
        assert archive.search("dua").total == 1
        assert archive.edits("a") is None
        with pytest.raises(IndexDamaged, match=r"history\.sqlite is damaged.*siaran index"):
            archive.history("a")
        with pytest.raises(IndexDamaged):
            archive.search("", changed=True)
        (line,) = archive.check()
        assert "history.sqlite is damaged" in line


def test_the_next_run_puts_a_damaged_file_aside_and_says_where(site: Site) -> None:
    site.index(record("satu"))
    site.index(record("dua"))
    site.stored.write_bytes(b"no database" * 100)
    (notice,) = site.index(record("tiga")).notices
    assert notice.where == str(site.stored.with_name("damaged-20260301T103000.sqlite"))
    assert Path(notice.where).read_bytes().startswith(b"no database")
    assert site.bodies() == ["dua"]


def test_a_text_that_lost_bytes_is_found_by_the_check(site: Site) -> None:
    site.index(record("satu"))
    site.index(record("dua"))
    with closing(sqlite3.connect(site.stored)) as file, file:
        file.execute("update text set data = substr(data, 1, 10)")
    with site.archive() as archive:
        assert "damaged" in archive.check()[0]
        assert archive.search("", changed=True).total == 1
        with pytest.raises(IndexDamaged):
            archive.history("a")


def test_another_format_is_refused_and_left_alone(site: Site) -> None:
    site.index(record("satu"))
    site.index(record("dua"))
    with closing(sqlite3.connect(site.stored)) as file, file:
        file.execute("update meta set value = '9'")
    with pytest.raises(IndexUnusable, match="format '9'"):
        site.index(record("tiga"))
    with site.archive() as archive:
        assert archive.search("dua").total == 1


@given(st.builds(Release, st.just("a"), st.text(), st.text(), date=st.none() | st.dates(), url=st.none() | st.text()))
def test_what_is_packed_comes_back(release: Release) -> None:
    assert unpack("a", pack(release)) == release
    assert changed_parts(release, release) == ()


def test_the_command_line_shows_it_and_asks_for_it(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.index(record("rapat satu"), record("rapat", "b"))
    site.index(record("rapat dua"), record("rapat", "b"))
    index = ["--index", str(site.settings.index)]
    assert run(["show", "a", "--history", "--json", *index]) == 0
    (earlier,) = json.loads(capsys.readouterr().out)["history"]
    assert (earlier["body"], earlier["until"], earlier["changed"]) == ("rapat satu", "2026-03-01T09:30:00Z", ["body"])
    assert run(["show", "a", "--history", *index]) == 0
    assert "until 2026-03-01 09:30 UTC, then changed: body" in capsys.readouterr().out
    assert run(["search", "rapat", "--changed", "--json", *index]) == 0
    assert [hit["id"] for hit in json.loads(capsys.readouterr().out)["hits"]] == ["a"]


def test_a_check_does_not_advise_to_make_the_index_anew_for_a_damaged_history(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.index(record("satu"))
    site.index(record("dua"))
    site.stored.write_bytes(b"no database" * 100)
    assert run(["check", "--index", str(site.settings.index)]) == 3
    said = capsys.readouterr().err
    assert "history.sqlite is damaged" in said
    assert "--rebuild" not in said
