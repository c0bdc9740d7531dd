"""Commits are all or nothing, and what no table of contents names goes away."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from whoosh import fields, index, query
from whoosh.codec.whoosh3 import W3Codec
from whoosh.index import LockError

from search.engines.whoosh.codec import (
    ArrayCodec,
    ArraySegment,
    DurableStorage,
    FieldArrays,
    SegmentArrays,
    SegmentEntry,
    Transaction,
    all_in_one,
    write_segment,
)

SCHEMA = fields.Schema(id=fields.ID(stored=True, unique=True))


@pytest.fixture
def made(tmp_path: Path) -> Any:
    return index.create_in(tmp_path, SCHEMA)


def segment(made: Any, *ids: str) -> SegmentEntry:
    count = len(ids)
    field = FieldArrays(
        [i.encode() for i in ids], np.arange(count), np.arange(1, count + 1), kind="existence", scored=False
    )
    return write_segment(made.storage, made.indexname, SegmentArrays(count, {"id": field}, stored={"id": list(ids)}))


def committed(made: Any, *ids: str) -> None:
    with Transaction(made) as transaction:
        transaction.add(segment(made, *ids))
        transaction.commit()


def found(made: Any) -> list[str]:
    with made.searcher() as searcher:
        return sorted(hit["id"] for hit in searcher.search(query.Every(), limit=None))


def files(made: Any) -> list[str]:
    return sorted(path.name for path in Path(made.storage.folder).iterdir() if not path.name.endswith("LOCK"))


def test_segments_become_visible_by_the_commit(made: Any) -> None:
    with Transaction(made) as transaction:
        transaction.add(segment(made, "a", "b"))
        assert found(made) == []
        transaction.commit()
        assert found(made) == ["a", "b"]


def test_without_a_commit_nothing_happens_and_nothing_stays_behind(made: Any) -> None:
    committed(made, "a")
    before = files(made)
    with pytest.raises(RuntimeError, match="stop"), Transaction(made) as transaction:
        transaction.delete_by_term("id", [b"a"])
        transaction.add(segment(made, "b"))
        raise RuntimeError("stop")
    assert files(made) == before
    assert found(made) == ["a"]


def test_documents_are_replaced_by_their_unique_term(made: Any) -> None:
    committed(made, "a", "b")
    committed(made, "c")
    with Transaction(made) as transaction:
        assert transaction.delete_by_term("id", [b"b", b"c", b"unknown"]) == 2
        assert transaction.delete_by_term("id", [b"b"]) == 0
        transaction.add(segment(made, "b"))
        transaction.commit()
    assert found(made) == ["a", "b"]
    with made.reader() as reader:
        assert (reader.doc_count(), reader.doc_count_all()) == (2, 4)


def test_merging_leaves_one_file_and_no_deleted_documents(made: Any) -> None:
    for name in "abc":
        committed(made, name)
    with Transaction(made) as transaction:
        transaction.delete_by_term("id", [b"b"])
        assert transaction.merge(all_in_one) == 2
        transaction.commit()
    assert found(made) == ["a", "c"]
    assert len(files(made)) == 2
    with Transaction(made) as transaction:
        transaction.delete_by_term("id", [b"a", b"c"])
        transaction.merge(all_in_one)
        transaction.commit()
    assert found(made) == []
    assert len(files(made)) == 1


def test_many_commits_do_not_leave_files_behind(made: Any) -> None:
    for _ in range(30):
        with Transaction(made) as transaction:
            transaction.delete_by_term("id", [b"same"])
            transaction.add(segment(made, "same"))
            transaction.merge()
            transaction.commit()
    assert found(made) == ["same"]
    names = {entry.filename for entry in made._segments()}
    assert {name for name in files(made) if name.endswith(".npseg")} == names
    assert len([name for name in files(made) if ".toc" in name]) == 1


def test_leftovers_of_a_crash_are_removed_but_nothing_else(made: Any) -> None:
    committed(made, "a")
    folder = Path(made.storage.folder)
    entry = segment(made, "never added")
    (folder / "_MAIN_7.toc.1700000000.5").write_bytes(b"half")
    (folder / "MAIN_0123456789abcdef.npseg").write_bytes(b"unreferenced")
    for name in ("notes.txt", ".keep", "MAIN.db", ".other_0123.npseg"):
        (folder / name).write_bytes(b"mine")
    assert (folder / entry.filename).exists()
    committed(made, "b")
    left = set(files(made)) - {entry.filename for entry in made._segments()}
    assert left == {"_MAIN_2.toc", "notes.txt", ".keep", "MAIN.db", ".other_0123.npseg"}


def test_a_reader_keeps_what_it_has_open_while_its_files_are_removed(made: Any) -> None:
    committed(made, "a")
    with made.reader() as reader:
        old = ArraySegment(made.storage, made._segments()[0])
        with Transaction(made) as transaction:
            transaction.clear()
            transaction.add(segment(made, "b"))
            transaction.commit()
        assert not (Path(made.storage.folder) / old.entry.filename).exists()
        assert reader.stored_fields(0) == {"id": "a"}
        assert old.postings("id", b"a")[0].tolist() == [0]
        old.verify()
    assert found(made) == ["b"]


def test_deletions_belong_to_a_commit_not_to_the_open_segment(made: Any) -> None:
    committed(made, "a", "b")
    (entry,) = made._segments()
    before = ArraySegment(made.storage, entry)
    with Transaction(made) as transaction:
        transaction.delete_by_term("id", [b"a"])
        transaction.commit()
    after = ArraySegment(made.storage, made._segments()[0])
    assert before.deleted is None
    assert after.deleted is not None
    assert after.deleted.tolist() == [True, False]
    assert after.data is before.data
    assert after.live_count == 1


def test_a_second_writer_is_refused_until_the_first_is_done(made: Any) -> None:
    with Transaction(made):
        with pytest.raises(LockError):
            Transaction(made)
        with pytest.raises(LockError):
            made.writer()
    with Transaction(made):
        pass


def test_segments_of_another_codec_are_deleted_from_and_left_alone_by_merges(made: Any) -> None:
    with made.writer(codec=W3Codec()) as writer:
        writer.add_document(id="a")
        writer.add_document(id="b")
    committed(made, "c")
    committed(made, "d")
    with Transaction(made) as transaction:
        assert transaction.delete_by_term("id", [b"a", b"c", b"zzz"]) == 2
        transaction.merge(all_in_one)
        transaction.commit()
    assert found(made) == ["b", "d"]
    assert len(made._segments()) == 2


def test_whooshs_writer_and_transactions_take_turns(made: Any) -> None:
    committed(made, "a")
    with made.writer(codec=ArrayCodec()) as writer:
        writer.update_document(id="a")
        writer.add_document(id="b")
    with Transaction(made) as transaction:
        transaction.delete_by_term("id", [b"b"])
        transaction.commit()
    assert found(made) == ["a"]
    assert len([name for name in files(made) if name.endswith(".npseg")]) == len(made._segments())


def _build(folder: str, name: str) -> SegmentEntry:
    return segment(index.open_dir(folder), name)


def test_other_processes_may_build_while_commits_happen(made: Any) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool, Transaction(made) as transaction:
        waiting = pool.apply(_build, (made.storage.folder, "built"))
        transaction.add(segment(made, "own"))
        transaction.commit()
        transaction.add(waiting)
        transaction.commit()
    assert found(made) == ["built", "own"]


def test_threads_share_a_segment(made: Any) -> None:
    ids = [f"id{n:05}" for n in range(5000)]
    committed(made, *ids)
    shared = ArraySegment(made.storage, made._segments()[0])
    wrong: list[str] = []

    def right(n: int) -> bool:
        return shared.postings("id", ids[n].encode())[0].tolist() == [n] and shared.stored(n, "id") == ids[n].encode()

    def read(start: int) -> None:
        wrong.extend(ids[n] for n in range(start, 5000, 7) if not right(n))

    threads = [threading.Thread(target=read, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_the_table_of_contents_is_on_disk_before_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, replace = os.fsync, Path.replace
    monkeypatch.setattr(
        os, "fsync", lambda handle: done.append(str(Path(f"/proc/self/fd/{handle}").readlink())) or sync(handle)
    )
    monkeypatch.setattr(Path, "replace", lambda self, to: done.append(f"rename {to}") or replace(self, to))
    made = DurableStorage(str(tmp_path)).create_index(SCHEMA)
    done.clear()
    with Transaction(made) as transaction:
        transaction.add(segment(made, "a"))
        transaction.commit()
    table = next(i for i, step in enumerate(done) if ".toc." in step and not step.startswith("rename"))
    assert done[0].endswith(".npseg")
    named = [i for i, step in enumerate(done) if step.startswith("rename") and step.endswith("_MAIN_1.toc")]
    assert table < named[0]
    assert done[named[0] + 1] == str(tmp_path)


def test_an_entry_is_small_in_the_table_of_contents(made: Any) -> None:
    entry = SegmentEntry("MAIN", 100_000)
    assert len(pickle.dumps(entry, 2)) < 300
    entry.delete_document(99_999)
    again = pickle.loads(pickle.dumps(entry, 2))
    assert len(pickle.dumps(entry, 2)) < 30_000
    assert list(again.deleted_docs()) == [99_999]
    again.delete_document(99_999, delete=False)
    assert not again.has_deletions()
    with pytest.raises(IndexError, match="no number 100000"):
        entry.delete_document(100_000)
