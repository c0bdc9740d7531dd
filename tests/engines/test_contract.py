"""What every engine promises of storing (`engines/base.py`), each promise once, over all engines."""

from __future__ import annotations

from datetime import date

import pytest
from analysed import hash_of, make_batch, make_release
from asking import ask, found, opened, word, write

from search.engines.base import Engine, Request, Result
from search.errors import IndexLocked, ReleaseNotFound
from search.model import (
    Everything,
    Facet,
    Kind,
    Not,
    Or,
    Phrase,
    Prefix,
)

# --- An empty index


def test_an_empty_index_answers_everything_with_nothing(engine: Engine) -> None:
    result = ask(engine, Or((word("kota"), Prefix("k"), Phrase(("a", "b")), Not(word("x")))))
    assert result == Result(0, (), dict.fromkeys(("year", "person", "organization", "place", "source"), ()))
    with opened(engine) as snapshot:
        assert (snapshot.stats().releases, snapshot.stats().date_from, snapshot.stats().words) == (0, None, 0)
        assert snapshot.complete("", 5) == snapshot.values(Kind.PERSON) == snapshot.origins() == []
        assert snapshot.names_beginning(Kind.PERSON, "", 5) == []
        assert snapshot.stems(["a"]) == snapshot.hashes(["a"]) == {}
        assert list(snapshot.releases()) == [] == list(snapshot.forms("a"))
        with pytest.raises(ReleaseNotFound):
            snapshot.release("a")
    assert engine.check() == []


# --- Writing


def test_a_stored_release_comes_back_whole(engine: Engine) -> None:
    release = make_release(
        "a/1",
        "Boy Rafli Amar di Paris\n\nكابول Śri \ud83d",
        "Judul",
        day="2020-09-03",
        source="BNPT",
        origin="seeds/a.txt",
        person=["Boy Rafli Amar"],
        place=["Paris", "كابول"],
    )
    write(engine, release)
    with opened(engine) as snapshot:
        assert snapshot.release("a/1") == release
        assert list(snapshot.releases()) == [release]
        match = snapshot.search(Request(Everything())).matches[0].release
        assert (match.body, match.names(Kind.PLACE)) == (release.body, ("Paris", "كابول"))
    assert engine.check() == []


def test_a_release_takes_the_place_of_the_one_with_its_id(engine: Engine) -> None:
    write(engine, make_release("a", "lama"), make_release("b", "tetap"))
    write(engine, make_release("a", "baru"), make_release("a", "terbaru"))
    assert found(engine) == ["a", "b"]
    assert found(engine, word("lama")) == found(engine, word("baru")) == []
    assert found(engine, word("terbaru")) == ["a"]
    with engine.writer() as writer:
        writer.add(make_batch(make_release("a", "satu")))
        writer.add(make_batch(make_release("a", "dua")))
        writer.commit()
    assert found(engine, Or((word("satu"), word("dua"), word("terbaru")))) == ["a"]
    assert engine.check() == []


def test_removing_takes_out_what_is_there_and_counts_it(engine: Engine) -> None:
    write(engine, make_release("a", "kota"), make_release("b", "kota"), make_release("c", "kota"))
    with engine.writer() as writer:
        writer.add(make_batch(make_release("d", "kota")))
        assert writer.remove(["a", "d", "x", "a"]) == 2
        writer.add(make_batch(make_release("a", "desa")))
        assert writer.remove(["a"]) == 1
        writer.commit()
    assert found(engine, word("kota")) == ["b", "c"] == found(engine)
    write(engine, remove=("b", "c"))
    assert found(engine) == []
    assert engine.check() == []


def test_removed_releases_leave_no_trace_in_ranking_or_counts(engine: Engine) -> None:
    kept = [make_release("a", "kota besar", person=["Ani"]), make_release("b", "kota kota kecil")]
    write(engine, *kept, make_release("c", "kota " * 50, "kota", person=["Ani", "Budi"], day="2020-01-01"))
    write(engine, remove=("c",))
    after = ask(engine, word("kota"))
    write(engine, *kept, rebuild=True)
    anew = ask(engine, word("kota"))
    assert after == anew
    with opened(engine) as snapshot:
        assert snapshot.values(Kind.PERSON) == [Facet("Ani", 1)]
        assert snapshot.stats().date_to is None


def test_many_small_commits_stay_one_sound_index(engine: Engine) -> None:
    for i in range(25):
        write(engine, make_release(f"r{i:02d}", f"kota nomor{i}"), make_release("sama", f"versi{i}"))
    assert ask(engine).total == 26
    assert found(engine, word("kota"), limit=30) == [f"r{i:02d}" for i in range(25)]
    assert found(engine, Phrase(("kota", "nomor7"))) == ["r07"]
    assert found(engine, Phrase(("versi24",))) == ["sama"]
    assert engine.check() == []


def test_an_error_inside_the_writer_leaves_the_last_state(engine: Engine) -> None:
    write(engine, make_release("a", "kota"))
    before = ask(engine)
    with pytest.raises(RuntimeError, match="on purpose"), engine.writer() as writer:
        writer.add(make_batch(make_release("a", "lain"), make_release("b", "kota")))
        writer.remove(["a"])
        raise RuntimeError("on purpose")
    with engine.writer() as writer:
        writer.add(make_batch(make_release("c", "tak jadi")))
    assert ask(engine) == before
    with opened(engine) as snapshot:
        assert snapshot.stems(["lain", "jadi", "kota"]) == {"kota": "kota"}
    write(engine, make_release("b", "kota"))
    assert found(engine) == ["a", "b"]
    assert engine.check() == []


def test_a_writer_commits_once(engine: Engine) -> None:
    with engine.writer() as writer:
        writer.commit()
        for call in (writer.commit, lambda: writer.remove(["a"]), lambda: writer.add(make_batch())):
            with pytest.raises(ValueError, match="ended"):
                call()


def test_a_second_writer_is_refused_while_the_first_is_at_work(engine: Engine) -> None:
    with engine.writer() as writer:
        for rebuild in (False, True):
            with pytest.raises(IndexLocked, match="wait"):
                engine.writer(rebuild=rebuild)
        writer.add(make_batch(make_release("a")))
        writer.commit()
    assert found(engine) == ["a"]
    with engine.writer():
        pass


def test_a_rebuild_begins_with_nothing_and_shows_at_commit(engine: Engine) -> None:
    write(engine, make_release("a", "lama"))
    with opened(engine) as old:
        with engine.writer(rebuild=True) as writer:
            writer.add(make_batch(make_release("b", "baru")))
            assert found(engine) == ["a"]
            writer.commit()
        assert found(engine) == ["b"]
        assert [match.release.id for match in old.search(Request(word("lama"))).matches] == ["a"]
        assert old.release("a").body == "lama"
        assert old.stems(["lama", "baru"]) == {"lama": "lama"}
        assert old.complete("l", 3) == [Facet("lama", 1)]
    with opened(engine) as snapshot:
        assert snapshot.stems(["lama", "baru"]) == {"baru": "baru"}
    assert engine.check() == []


def test_a_rebuild_that_is_given_up_leaves_the_old_index(engine: Engine) -> None:
    write(engine, make_release("a", "lama"))
    with engine.writer(rebuild=True) as writer:
        writer.add(make_batch(make_release("b", "baru")))
    assert found(engine) == ["a"]
    write(engine, make_release("c"))
    assert found(engine) == ["a", "c"]


# --- Snapshots


def test_a_snapshot_does_not_change_while_it_is_held(engine: Engine) -> None:
    write(engine, make_release("a", "kota", person=["Ani"]))
    with opened(engine) as old:
        before = old.search(Request(word("kota")))
        write(engine, make_release("b", "kota kotak", person=["Ani"]), make_release("a", "desa"))
        assert old.search(Request(word("kota"))) == before
        assert old.forms("kota") == ("kota",)
        assert old.values(Kind.PERSON) == [Facet("Ani", 1)]
    assert found(engine, word("kota")) == ["b"]


def test_each_commit_makes_a_new_name_of_the_state(engine: Engine) -> None:
    names = []
    for change in (
        lambda: None,
        lambda: write(engine, make_release("a")),
        lambda: write(engine),
        lambda: write(engine, remove=("a",)),
        lambda: write(engine, make_release("a"), rebuild=True),
        lambda: write(engine, make_release("a"), rebuild=True),
    ):
        change()
        with opened(engine) as snapshot, opened(engine) as same:
            assert snapshot.state == same.state
            names.append(snapshot.state)
    assert len(set(names)) == len(names)


def test_a_closed_snapshot_says_so_and_can_be_closed_again(engine: Engine) -> None:
    snapshot = engine.snapshot()
    snapshot.close()
    snapshot.close()
    with pytest.raises(ValueError, match="closed"):
        snapshot.search(Request(Everything()))
    assert ask(engine).total == 0


def test_a_snapshot_goes_on_after_its_engine_was_closed(engine: Engine) -> None:
    write(engine, make_release("a", "kota"))
    with opened(engine) as snapshot:
        engine.close()
        assert snapshot.search(Request(word("kota"))).total == 1
        assert snapshot.forms("kota") == ("kota",)


# --- Look-ups


def test_origins_lead_to_the_releases_read_from_them(engine: Engine) -> None:
    write(
        engine,
        make_release("a", origin="data/b berkas.jsonl"),
        make_release("b", origin="data/b berkas.jsonl"),
        make_release("c", origin="data/a.txt"),
        make_release("d"),
    )
    with opened(engine) as snapshot:
        assert snapshot.origins() == ["data/a.txt", "data/b berkas.jsonl"]
        assert snapshot.ids_from("data/b berkas.jsonl") == {"a", "b"}
        assert snapshot.ids_from("data/b") == set()
    write(engine, make_release("a", origin="data/a.txt"), remove=("b",))
    with opened(engine) as snapshot:
        assert snapshot.origins() == ["data/a.txt"]
        assert snapshot.ids_from("data/a.txt") == {"a", "c"}


def test_hashes_come_back_for_the_ids_that_are_there(engine: Engine) -> None:
    releases = [make_release("a", "satu"), make_release("b\ud800", "dua")]
    write(engine, *releases)
    with opened(engine) as snapshot:
        expected = {release.id: hash_of(release) for release in releases}
        assert snapshot.hashes(["b\ud800", "x", "a"]) == expected


def test_words_lead_from_forms_to_stems_and_back(engine: Engine) -> None:
    write(engine, make_release("a", "teroris terorisme", "teror"), make_release("b", "kota"))
    with opened(engine) as snapshot:
        assert snapshot.stems(["teroris", "kota", "desa"]) == {"teroris": "tero", "kota": "kota"}
        assert snapshot.stems(f"x{i}" for i in range(2000)) == {}
        assert snapshot.forms("tero") == ("teror", "teroris", "terorisme")
        assert snapshot.forms("teror") == ()
        assert snapshot.stats().words == 4


def test_completions_count_releases_and_stand_most_frequent_first(engine: Engine) -> None:
    write(
        engine,
        make_release("a", "kota kota kota kotak", "kota"),
        make_release("b", "koran"),
        make_release("c", "koran", "kotak"),
        make_release("d", "koki", "koki"),
    )
    write(engine, make_release("e", "kotor kobra"), make_release("f", "kobra"))
    write(engine, remove=("f",))
    with opened(engine) as snapshot:
        assert snapshot.complete("ko", 3) == [Facet("koran", 2), Facet("kotak", 2), Facet("kobra", 1)]
        assert snapshot.complete("kot", 9) == [Facet("kotak", 2), Facet("kota", 1), Facet("kotor", 1)]
        assert snapshot.complete("kota", 1) == [Facet("kotak", 2)]
        assert snapshot.complete("x", 5) == []
    write(engine, remove=("e",))
    with opened(engine) as snapshot:
        assert snapshot.complete("kob", 5) == []


def test_statistics_tell_the_span_of_dates(engine: Engine) -> None:
    write(engine, make_release("a", day="2020-05-01"), make_release("b", day="1999-01-02"), make_release("c", "x"))
    with opened(engine) as snapshot:
        stats = snapshot.stats()
        assert (stats.releases, stats.date_from, stats.date_to) == (3, date(1999, 1, 2), date(2020, 5, 1))


def test_names_are_found_by_the_beginning_of_any_of_their_words(engine: Engine) -> None:
    write(
        engine,
        make_release("a", person=["Boy Rafli Amar", "Amar Amar"]),
        make_release("b", person=["BOY RAFLI AMAR", "Rafi"]),
        make_release("c", person=["Boy Rafli Amar"], place=["Rafah"]),
    )
    with opened(engine) as snapshot:
        assert snapshot.names_beginning(Kind.PERSON, "Raf", 5) == [Facet("Boy Rafli Amar", 3), Facet("Rafi", 1)]
        assert snapshot.names_beginning(Kind.PERSON, "rafli am", 5) == [Facet("Boy Rafli Amar", 3)]
        assert snapshot.names_beginning(Kind.PERSON, "amar", 5) == [Facet("Boy Rafli Amar", 3), Facet("Amar Amar", 1)]
        assert snapshot.names_beginning(Kind.PERSON, "amar", 1) == [Facet("Boy Rafli Amar", 3)]
        assert snapshot.names_beginning(Kind.PLACE, "rafa", 5) == [Facet("Rafah", 1)]
        assert snapshot.names_beginning(Kind.PERSON, "oy", 5) == []
    write(engine, remove=("a", "c"))
    with opened(engine) as snapshot:
        assert snapshot.names_beginning(Kind.PERSON, "boy", 5) == [Facet("BOY RAFLI AMAR", 1)]
        assert snapshot.names_beginning(Kind.PERSON, "amar a", 5) == []
