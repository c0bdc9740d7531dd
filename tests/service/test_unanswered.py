"""What was not found: counted by day, bounded, forgotten for good, right with several writers."""

from __future__ import annotations

import multiprocessing
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import UsageError
from search.unanswered import LONGEST, Missed, Unanswered, normalised

DAY = date(2026, 1, 31)


def file(folder: Path, kept: int = 100) -> Unanswered:
    return Unanswered(folder / "queries.sqlite", kept)


def test_queries_that_differ_in_case_diacritics_and_spaces_are_one(tmp_path: Path) -> None:
    unanswered = file(tmp_path)
    unanswered.add(["Jum'at  Agung", " jumat agung", "JUMAT AGUNG"], DAY)
    unanswered.add(["jumat agung"], DAY + timedelta(3))
    assert unanswered.most() == ([Missed("jumat agung", 4, DAY, DAY + timedelta(3))], 1)


def test_the_most_frequent_come_first(tmp_path: Path) -> None:
    unanswered = file(tmp_path)
    unanswered.add(["satu", "dua", "dua", "tiga", "tiga", "tiga"], DAY)
    found, total = unanswered.most(2)
    assert ([each.query for each in found], total) == (["tiga", "dua"], 3)


def test_what_was_not_asked_for_longest_is_forgotten_first_then_the_rarest(tmp_path: Path) -> None:
    unanswered = file(tmp_path, kept=3)
    unanswered.add(["lama"] * 9, DAY)
    unanswered.add(["sering", "sering", "jarang"], DAY + timedelta(1))
    unanswered.add(["baru"], DAY + timedelta(2))
    assert {each.query for each in unanswered.most()[0]} == {"sering", "jarang", "baru"}
    unanswered.add(["terbaru"], DAY + timedelta(2))
    assert {each.query for each in unanswered.most()[0]} == {"sering", "baru", "terbaru"}


@given(st.text())
def test_a_query_is_kept_as_it_would_be_kept_again(query: str) -> None:
    kept = normalised(query)
    assert len(kept) <= LONGEST
    assert normalised(kept) == kept


def test_nothing_is_left_of_what_is_forgotten(tmp_path: Path) -> None:
    unanswered = file(tmp_path)
    unanswered.add(["sangat rahasia"], DAY)
    path = tmp_path / "queries.sqlite"
    assert b"sangat rahasia" in path.read_bytes()
    assert unanswered.clear() == 1
    assert unanswered.most() == ([], 0)
    assert b"sangat rahasia" not in path.read_bytes()


def test_before_anything_was_missed_there_is_no_file(tmp_path: Path) -> None:
    unanswered = file(tmp_path)
    unanswered.add(["", "  "], DAY)
    assert unanswered.most() == ([], 0)
    assert unanswered.clear() == 0
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_something_else_is_said_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "queries.sqlite").write_text("bukan basis data, melainkan sesuatu yang lain sama sekali" * 50)
    for call in (file(tmp_path).most, file(tmp_path).clear):
        with pytest.raises(UsageError, match="SIARAN_QUERIES"):
            call()


def _miss(path: Path, times: int) -> None:
    for n in range(times):
        Unanswered(path, 100).add(["bersama", f"sendiri {n % 5}"], DAY)


def test_processes_that_write_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "queries.sqlite"
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_miss, args=(path, 40)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    found, total = Unanswered(path, 100).most()
    assert (found[0].query, found[0].times, total) == ("bersama", 80, 6)
