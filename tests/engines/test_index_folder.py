"""The folder of a Whoosh index: making it, opening it, who may write, and what is said when it can't be used."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
from contextlib import closing
from pathlib import Path

import pytest
from analysed import make_release
from asking import ids, write

from search.engines.base import Request
from search.engines.whoosh import WhooshEngine
from search.errors import (
    AnalyzerMismatch,
    IndexLocked,
    IndexMissing,
    IndexUnusable,
)
from search.model import Field, Phrase, Prefix, Term

HERE = Path(__file__).parent


# --- Making and opening


def test_an_index_may_be_made_in_a_folder_that_holds_its_ignore_file(path: Path) -> None:
    path.mkdir()
    (path / ".gitignore").write_text("*\n")
    assert not WhooshEngine.exists(path)
    WhooshEngine.create(path, "one").close()
    assert WhooshEngine.exists(path)
    assert (path / ".gitignore").read_text() == "*\n"


def test_an_index_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    WhooshEngine.create(tmp_path / "a" / "b", "one").close()
    assert WhooshEngine.exists(tmp_path / "a" / "b")


def test_a_file_a_foreign_folder_and_an_index_are_refused(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(IndexUnusable, match="is a file"):
        WhooshEngine.create(tmp_path / "file", "one")
    path.mkdir()
    (path / "surat.txt").write_text("x")
    with pytest.raises(IndexUnusable, match=r"surat\.txt.*--index"):
        WhooshEngine.create(path, "one")
    with pytest.raises(IndexUnusable, match=r"surat\.txt"):
        WhooshEngine.for_rebuild(path, "one")
    (path / "surat.txt").unlink()
    WhooshEngine.create(path, "one").close()
    with pytest.raises(IndexUnusable, match="already"):
        WhooshEngine.create(path, "one")


def test_a_folder_that_cannot_be_written_is_refused_and_an_index_there_is_read(
    index: WhooshEngine, path: Path, tmp_path: Path
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    if os.access(locked, os.W_OK):
        pytest.skip("this user may write anywhere")
    with pytest.raises(IndexUnusable, match="written"):
        WhooshEngine.create(locked, "one")
    for folder in (path / "g000001", path):
        folder.chmod(0o500)
    try:
        with closing(WhooshEngine.open(path, "one")) as reader:
            assert len(ids(reader)) == 4
            with pytest.raises(IndexUnusable, match="write"):
                reader.writer()
    finally:
        for folder in (path, path / "g000001"):
            folder.chmod(0o700)


def test_an_index_that_is_not_there_is_missing(path: Path, tmp_path: Path) -> None:
    for place in (path, tmp_path):
        with pytest.raises(IndexMissing, match="siaran index"):
            WhooshEngine.open(place, "one")
    with pytest.raises(IndexMissing):
        WhooshEngine(path, "one", 0).writer()


def test_another_analyzer_is_refused_unless_any_is_taken(index: WhooshEngine, path: Path) -> None:
    with pytest.raises(AnalyzerMismatch, match="--rebuild"):
        WhooshEngine.open(path, "two")
    with closing(WhooshEngine.open(path, None)) as reader:
        assert len(ids(reader)) == 4
        with pytest.raises(ValueError, match="for_rebuild"):
            reader.writer(rebuild=True)


def test_a_rebuild_with_another_analyzer_makes_the_index_its_own(index: WhooshEngine, path: Path) -> None:
    with closing(WhooshEngine.for_rebuild(path, "two")) as other:
        with pytest.raises(AnalyzerMismatch):
            other.snapshot()
        write(other, make_release("z"), rebuild=True)
        assert ids(other) == ["z"]
    with pytest.raises(AnalyzerMismatch):
        index.snapshot()
    assert json.loads((path / "siaran.json").read_text()) == {
        "format": 6,
        "generation": "g000002",
        "fingerprint": "two",
    }


def test_a_rebuild_removes_older_generations_and_those_of_killed_rebuilds(index: WhooshEngine, path: Path) -> None:
    (path / "g000007").mkdir()
    write(index, make_release("z"), rebuild=True)
    assert [child.name for child in sorted(path.glob("g*"))] == ["g000002"]
    (path / "g000003").mkdir()
    write(index, make_release("y"))
    assert [child.name for child in sorted(path.glob("g*"))] == ["g000002"]
    assert ids(index) == ["y", "z"]


def test_a_rebuild_makes_an_index_where_there_was_none(path: Path) -> None:
    with closing(WhooshEngine.for_rebuild(path, "one")) as engine:
        with pytest.raises(IndexMissing):
            engine.snapshot()
        write(engine, make_release("a"), rebuild=True)
        assert ids(engine) == ["a"]


def test_one_engine_sees_what_another_commits(index: WhooshEngine, path: Path) -> None:
    with closing(WhooshEngine.open(path, "one")) as other:
        assert len(ids(other)) == 4
        write(index, make_release("c"))
        assert len(ids(other)) == 5
        write(index, make_release("d"), rebuild=True)
        assert ids(other) == ["d"]


def test_nothing_of_this_package_is_pickled_into_the_table_of_contents(index: WhooshEngine, path: Path) -> None:
    (toc,) = (path / "g000001").glob("*.toc")
    content = toc.read_bytes()
    assert b"Sastrawi" not in content
    assert len(content) < 8000


# --- One writer


def test_a_held_lock_tells_who_holds_it(index: WhooshEngine, path: Path) -> None:
    with (
        index.writer(),
        closing(WhooshEngine.open(path, "one")) as other,
        pytest.raises(IndexLocked) as caught,
    ):
        other.writer()
    message = str(caught.value)
    assert f"(process {os.getpid()}, since " in message
    assert message.endswith(f"is writing to {path}; wait for it, or give --wait")


def test_a_writer_waits_for_the_other_as_long_as_it_was_told(index: WhooshEngine, path: Path) -> None:
    writer = index.writer()
    timer = threading.Timer(0.2, lambda: writer.__exit__(None, None, None))
    timer.start()
    with closing(WhooshEngine.open(path, "one", lock_seconds=30)) as other:
        write(other, make_release("c"))
    timer.join()
    assert "c" in ids(index)


CHILD = """
    import sys, time
    sys.path.insert(0, {here!r})
    from analysed import make_batch, make_release
    from search.engines.whoosh import WhooshEngine
    from whoosh.index import TOC

    engine = WhooshEngine.open({path!r}, "one")
    writer = engine.writer(rebuild={rebuild})
    writer.add(make_batch(*(make_release(f"n{{i}}", "baru " * 20) for i in range(50))))
    writer.remove(["a"])
    print("writing", flush=True)
    {step}
    time.sleep(60)
"""


@pytest.mark.parametrize("rebuild", [False, True])
@pytest.mark.parametrize(
    "step",
    [
        "pass",
        # words are there and a segment is whole, but no table of contents names it
        "TOC.write = lambda *_: (print('late', flush=True), time.sleep(60)); writer.commit()",
    ],
)
def test_a_killed_writer_leaves_the_last_state_and_a_free_lock(
    index: WhooshEngine, path: Path, step: str, rebuild: bool
) -> None:
    before = ids(index)
    code = textwrap.dedent(CHILD).format(here=str(HERE), path=str(path), rebuild=rebuild, step=step)
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    with child.stdout:
        assert child.stdout.readline() == "writing\n"
        if step != "pass":
            assert child.stdout.readline() == "late\n"
        with pytest.raises(IndexLocked, match=f"process {child.pid}"):
            index.writer()
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert ids(index) == before
    with closing(index.snapshot()) as snapshot:
        assert snapshot.stems(["baru"]) == {}
    write(index, make_release("c", "lain"))
    assert set(ids(index)) == {*before, "c"}
    with closing(index.snapshot()) as snapshot:
        assert snapshot.stems(["baru", "lain"]) == {"lain": "lain"}
    assert index.check() == []
    assert len(list(path.glob("g*"))) == 1
    assert not list(path.glob("g*/*.tmp"))


# --- Readers beside a writer


def test_a_reader_sees_the_old_or_the_new_state_and_nothing_between(index: WhooshEngine, path: Path) -> None:
    problems: list[str] = []
    rounds = threading.Event()

    def read() -> None:
        with closing(WhooshEngine.open(path, "one")) as reader:
            while not rounds.is_set():
                with closing(reader.snapshot()) as snapshot:
                    result = snapshot.search(Request(Term("v", "vers", Field.BODY), limit=100))
                    versions = {match.release.body for match in result.matches}
                    if result.total not in (0, 6) or len(versions) > 1:
                        problems.append(f"{result.total} {versions}")

    def guarded() -> None:
        try:
            read()
        except Exception as error:
            problems.append(repr(error))

    threads = [threading.Thread(target=guarded) for _ in range(2)]
    for thread in threads:
        thread.start()
    for version in range(8):
        releases = [make_release(f"v{i}", f"versi {version}") for i in range(6)]
        write(index, *releases, rebuild=version % 4 == 3)
    rounds.set()
    for thread in threads:
        thread.join()
    assert problems == []


def test_one_snapshot_answers_many_threads(index: WhooshEngine) -> None:
    with closing(index.snapshot()) as snapshot:
        query = Phrase(("kota", "desa"))
        expected = snapshot.search(Request(query))
        answers: list[bool] = []

        def ask() -> None:
            for _ in range(20):
                alike = snapshot.search(Request(query)) == expected
                answers.append(alike and snapshot.forms("kota") == ("kota",) and len(list(snapshot.releases())) == 4)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == [True] * 80


def test_a_forked_process_reads_on(index: WhooshEngine) -> None:
    with closing(index.snapshot()) as snapshot:
        assert snapshot.forms("kota") == ("kota",)
        child = os.fork()
        if not child:
            alike = snapshot.forms("kota") == ("kota",) and snapshot.search(Request(Prefix("ko"))).total == 4
            os._exit(0 if alike else 1)
        assert os.waitpid(child, 0)[1] == 0
