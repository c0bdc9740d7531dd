"""Damaged files of a Whoosh index, errors of libraries, full disks: what is said, and what stands."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from analysed import make_batch, make_release
from asking import ids, write
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.index import IndexError as WhooshIndexError
from whoosh.reading import TermNotFound

from search.engines.base import Request
from search.engines.names import Group, Names
from search.engines.whoosh import WhooshEngine
from search.engines.whoosh.damage import reading, writing
from search.errors import (
    AnalyzerMismatch,
    IndexDamaged,
    IndexUnusable,
)
from search.model import Everything, Filters, Kind, Not, Phrase, Prefix, Sort, Term


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _garble(file: Path) -> None:
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8] = bytes(byte ^ 0x55 for byte in content[middle : middle + 8])
    file.write_bytes(content)


def _overwrite(file: Path) -> None:
    file.write_bytes(b"\xff" * file.stat().st_size)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "missing": Path.unlink,
    "cut": _cut,
    "empty": _empty,
    "garbled": _garble,
    "overwritten": _overwrite,
}


@pytest.mark.parametrize("pattern", ["siaran.json", "g*/*.toc", "g*/*.npseg", "g*/lexicon.sqlite"])
@pytest.mark.parametrize("damage", sorted(DAMAGES))
def test_a_damaged_file_is_named_with_the_way_out_and_never_answers_wrongly(
    index: WhooshEngine, path: Path, pattern: str, damage: str
) -> None:
    with closing(index.snapshot()) as snapshot:
        words = snapshot.stems(["kota", "tua", "judul", "desa"])
    file = sorted(path.glob(pattern))[0]
    DAMAGES[damage](file)
    try:
        with closing(WhooshEngine.open(path, "one")) as reader, closing(reader.snapshot()) as snapshot:
            assert snapshot.search(Request(Everything())).total == 4
            assert snapshot.stems(words) == words
            lines = reader.check()
    except IndexDamaged as error:
        name = "_MAIN_*.toc" if (file.suffix, damage) == (".toc", "missing") else file.name
        assert f"{name}: " in str(error)
        assert f"siaran index --rebuild --index {path}" in str(error)
    except AnalyzerMismatch:
        assert file.name == "siaran.json"
    else:
        # Bytes that no answer hangs on, such as free space in SQLite's pages: `check` may be content with them.
        assert file.name == "lexicon.sqlite", "damage went unnoticed"
        assert damage == "garbled"
        assert isinstance(lines, list)
    with closing(WhooshEngine.for_rebuild(path, "one")) as rebuilt:
        write(rebuilt, make_release("z"), rebuild=True)
        assert ids(rebuilt) == ["z"]
        assert rebuilt.check() == []


def test_every_garbled_byte_of_a_table_of_contents_is_noticed_when_it_is_opened(
    index: WhooshEngine, path: Path
) -> None:
    for file in path.glob("g*/*.toc"):
        whole = file.read_bytes()
        for at in range(0, len(whole), max(1, len(whole) // 25)):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            with pytest.raises(IndexDamaged, match=file.name):
                WhooshEngine.open(path, "one")
        file.write_bytes(whole)
    WhooshEngine.open(path, "one").close()


def test_a_garbled_byte_of_a_segment_is_reported_or_changes_no_answer(index: WhooshEngine, path: Path) -> None:
    queries = [Everything(), Term("kota", "kota"), Phrase(("kota", "desa")), Prefix("d"), Not(Term("tua", "tua"))]

    def answers() -> list[object]:
        with closing(WhooshEngine.open(path, "one")) as reader, closing(reader.snapshot()) as snapshot:
            return [
                *(snapshot.search(Request(query)) for query in queries),
                sorted(snapshot.hashes("ab")),
                *snapshot.releases(),
            ]

    whole_answers = answers()
    noticed = 0
    for file in path.glob("g*/*.npseg"):
        whole = file.read_bytes()
        for at in range(0, len(whole), max(1, len(whole) // 60)):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            try:
                assert answers() == whole_answers
                with closing(WhooshEngine.open(path, "one")) as reader:
                    lines = reader.check()
            except IndexDamaged as error:
                lines = [str(error)]
            noticed += bool(lines)
            assert all(file.name in line for line in lines)
            assert lines or not whole[at], "only the zeros between sections may go unnoticed"
        file.write_bytes(whole)
    assert noticed > 50
    assert answers() == whole_answers


BODIES = Names({"organization": [Group(("BNPT", "Badan Nasional")), Group(("Tokyo", "Polri"))]})
LARGER = [
    make_release(
        f"{n:04d}",
        f"kota{n % 7} desa tua kata{n}",
        f"judul{n % 3}",
        day=f"20{n % 20 + 10}-01-01",
        source="ab"[n % 2],
        person=[f"Ani {n % 9}", f"ANI {n % 4}"],
        organization=["BNPT", "bnpt", "Badan Nasional", "Polri"][: n % 5],
        place=[f"Tempat {n % 50}"],
    )
    for n in range(600)
]


def _asked(path: Path) -> list[object]:
    """All that the first pages of a site ask for."""
    with (
        closing(WhooshEngine.open(path, "one")) as reader,
        closing(reader.snapshot().joining(BODIES)) as snapshot,
    ):
        return [
            snapshot.search(Request(Everything(), facet_values=3)),
            snapshot.search(Request(Term("kota1", "kota1"), Filters(organization=("Tokyo",)), facet_values=500)),
            snapshot.search(Request(Term("kata7", "kata7"))),
            snapshot.search(Request(Everything(), sort=Sort.NEWEST)),
            snapshot.search(Request(Phrase(("desa", "tua")))),
            [snapshot.names_beginning(kind, "", 5) for kind in Kind],
            [snapshot.joined_values(kind) for kind in Kind],
            snapshot.complete("k", 5),
            snapshot.release("0007"),
        ]


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[object]]:
    path = tmp_path_factory.mktemp("larger") / "index"
    with closing(WhooshEngine.create(path, "one")) as engine:
        write(engine, *LARGER)
        write(engine, make_release("z", "desa tua", organization=["Polri"]), remove=("0003",))
    return path, _asked(path)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1 << 40), st.integers(0, 7))
def test_a_flipped_bit_anywhere_is_found_at_the_latest_when_it_is_needed(
    larger: tuple[Path, list[object]], place: int, bit: int
) -> None:
    path, expected = larger
    files = sorted(path.glob("g*/*.npseg"))
    whole = {file: file.read_bytes() for file in files}
    place %= sum(map(len, whole.values()))
    for file in files:
        if place < len(whole[file]):
            break
        place -= len(whole[file])
    content = bytearray(whole[file])
    content[place] ^= 1 << bit
    file.write_bytes(content)
    try:
        assert _asked(path) == expected
    except IndexDamaged as error:
        assert f"{file.name}: " in str(error)
    finally:
        file.write_bytes(whole[file])


def test_garbled_rows_of_the_table_of_words_are_noticed(index: WhooshEngine, path: Path) -> None:
    with closing(sqlite3.connect(path / "g000001" / "lexicon.sqlite")) as connection, connection:
        connection.execute("UPDATE words SET stem = 'salah' WHERE form = 'kota'")
    with closing(WhooshEngine.open(path, "one")) as reader, closing(reader.snapshot()) as snapshot:
        assert snapshot.stems(["desa"]) == {"desa": "desa"}
        with pytest.raises(IndexDamaged, match=r"lexicon\.sqlite"):
            snapshot.stems(["kota"])
        (line,) = reader.check()
        assert "1 rows are garbled" in line


def test_check_names_what_is_damaged_in_an_index_that_is_open(index: WhooshEngine, path: Path) -> None:
    assert index.check() == []
    file = next(path.glob("g*/*.npseg"))
    _garble(file)
    (line,) = index.check()
    assert file.name in line


def test_a_later_format_is_not_read(index: WhooshEngine, path: Path) -> None:
    (path / "siaran.json").write_text('{"format": 7, "generation": "g000001", "fingerprint": "one"}')
    with pytest.raises(IndexDamaged, match=r"format 7.*reads 6"):
        WhooshEngine.open(path, "one")


@pytest.mark.parametrize(
    "error",
    [WhooshIndexError("x"), TermNotFound("x"), sqlite3.DatabaseError("x"), OSError(5, "x"), EOFError(), KeyError("x")],
)
def test_errors_of_libraries_become_ours(error: Exception) -> None:
    with pytest.raises(IndexDamaged, match=r"b\.seg: can't be read.*--index /x"), reading(Path("/x/g000001/b.seg")):
        raise error
    if isinstance(error, OSError | sqlite3.Error):
        with pytest.raises(IndexUnusable, match="last state stands"), writing(Path("/x")):
            raise error


def test_a_full_disk_leaves_the_last_state(index: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ids(index)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with index.writer() as writer:
        writer.add(make_batch(make_release("c")))
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", full)
            with pytest.raises(IndexUnusable, match="No space left on device"):
                writer.commit()
    assert ids(index) == before
    write(index, make_release("c"))
    assert set(ids(index)) == {*before, "c"}
    assert index.check() == []
