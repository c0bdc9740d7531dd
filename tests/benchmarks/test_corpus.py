"""Made corpora: the same for the same seed, each the beginning of the next, and never larger than the disk."""

from __future__ import annotations

import json
from collections import namedtuple
from datetime import date
from pathlib import Path

import pytest
from benchmarks.corpus import NoRoom, check_room, make_corpus, releases
from benchmarks.sentences import real_data

from benchmarks import corpus

Usage = namedtuple("Usage", "total used free")


def test_the_same_seed_gives_the_same_releases() -> None:
    assert list(releases(20, seed=5)) == list(releases(20, seed=5))


def test_another_seed_gives_other_releases() -> None:
    assert [row["body"] for row in releases(5, seed=1)] != [row["body"] for row in releases(5, seed=2)]


def test_a_corpus_is_the_beginning_of_a_larger_one() -> None:
    larger = list(releases(30))
    assert list(releases(10)) == larger[:10]
    assert list(releases(30, first=20)) == larger[20:]


def test_releases_are_as_long_as_press_releases_and_lie_within_ten_years() -> None:
    rows = list(releases(200))
    mean = sum(len(row["body"].split()) for row in rows) / len(rows)
    assert 270 < mean < 350
    days = [date.fromisoformat(row["date"]) for row in rows]
    assert min(days).year >= 2015
    assert max(days).year <= 2024
    assert len({row["id"] for row in rows}) == len(rows)


def test_words_keep_coming_as_a_corpus_grows() -> None:
    rows = [set(row["body"].lower().split()) for row in releases(200)]
    half = set().union(*rows[:100])
    assert len(set().union(*rows) - half) > len(half) / 10


def test_a_corpus_is_made_once_and_kept(tmp_path: Path) -> None:
    made = make_corpus(20, tmp_path)
    stamp = made.path.stat().st_mtime_ns
    assert make_corpus(20, tmp_path) == made
    assert made.path.stat().st_mtime_ns == stamp
    rows = [json.loads(line) for line in made.path.read_text("utf-8").splitlines()]
    assert rows == list(releases(20))
    assert made.bytes == sum(len(row["title"].encode()) + len(row["body"].encode()) for row in rows)


def test_real_sentences_are_drawn_where_they_are_at_hand(tmp_path: Path) -> None:
    folder = real_data()
    if folder is None:
        pytest.skip("the folder of real texts is not there; name it in SIARAN_DATA")
    made = make_corpus(20, tmp_path, real=folder)
    assert made.real
    assert made.path != make_corpus(20, tmp_path).path


def test_a_size_that_does_not_fit_the_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus.shutil, "disk_usage", lambda _: Usage(10**12, 0, 2 * 10**9))
    check_room(tmp_path / "not" / "yet", 1000, 5)
    with pytest.raises(NoRoom, match=r"1,000,000 releases take about 68\.0 GB .* 2\.0 GB are free; .*SIARAN_BENCH"):
        check_room(tmp_path, 1_000_000, 5)


def test_nothing_is_written_where_there_is_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus.shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 1000))
    with pytest.raises(NoRoom):
        make_corpus(20, tmp_path)
    assert list(tmp_path.iterdir()) == []
