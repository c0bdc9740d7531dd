"""What every engine promises (`engines/base.py`), each promise once, over all engines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date

import pytest
from analysed import hash_of, make_batch, make_release

from search.engines.base import Engine, Request, Result, Snapshot
from search.errors import IndexLocked, ReleaseNotFound
from search.model import (
    And,
    Everything,
    Facet,
    Field,
    Filters,
    Kind,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Release,
    Sort,
    Term,
)


def write(engine: Engine, *releases: Release, remove: tuple[str, ...] = (), rebuild: bool = False) -> None:
    with engine.writer(rebuild=rebuild) as writer:
        writer.remove(remove)
        writer.add(make_batch(*releases))
        writer.commit()


@contextmanager
def opened(engine: Engine) -> Iterator[Snapshot]:
    with closing(engine.snapshot()) as snapshot:
        yield snapshot


def ask(engine: Engine, query: Query | None = None, **how: object) -> Result:
    with opened(engine) as snapshot:
        return snapshot.search(Request(query or Everything(), **how))  # type: ignore[arg-type]


def found(engine: Engine, query: Query | None = None, **how: object) -> list[str]:
    return [match.release.id for match in ask(engine, query, **how).matches]


def word(form: str, field: Field | None = None) -> Term:
    return Term(form, form[:4], field)


# --- An empty index


def test_an_empty_index_answers_everything_with_nothing(engine: Engine) -> None:
    result = ask(engine, Or((word("kota"), Prefix("k"), Phrase(("a", "b")), Not(word("x")))))
    assert result == Result(0, (), dict.fromkeys(("year", "person", "organization", "place", "source"), ()))
    with opened(engine) as snapshot:
        assert (snapshot.stats().releases, snapshot.stats().date_from, snapshot.stats().words) == (0, None, 0)
        assert snapshot.complete("", 5) == snapshot.values(Kind.PERSON) == snapshot.origins() == []
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


# --- What matches


@pytest.fixture
def three(engine: Engine) -> Engine:
    write(
        engine,
        make_release("a", "teroris menyerang kota tua", "serangan di kota"),
        make_release("b", "kota tua aman dan kota baru"),
        make_release("c", "desa damai", "teror tua kota"),
    )
    return engine


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        (Everything(), "abc"),
        (Term("apa", "tero"), "ac"),
        (Term("apa", "tero", Field.BODY), "a"),
        (Term("apa", "tero", Field.TITLE), "c"),
        (Term("tero", "teroris"), ""),
        (Phrase(("kota", "tua")), "ab"),
        (Phrase(("tua", "kota")), "c"),
        (Phrase(("tua", "kota"), Field.BODY), ""),
        (Phrase(("kota",), Field.TITLE), "ac"),
        (Phrase(("kota", "serangan")), ""),
        (Phrase(("tua", "serangan")), ""),
        (Phrase(("dan", "kota", "baru")), "b"),
        (Phrase(()), ""),
        (Prefix("tero"), "ac"),
        (Prefix("tero", Field.TITLE), "c"),
        (Prefix("teroris"), "a"),
        (Prefix("zz"), ""),
        (Prefix(""), "abc"),
        (And(()), "abc"),
        (Or(()), ""),
        (And((Term("x", "kota"), Term("x", "tero"))), "ac"),
        (And((Term("x", "kota"), Not(Term("x", "tero")))), "b"),
        (Or((Phrase(("desa",)), Prefix("am"))), "bc"),
        (Not(Term("x", "tero")), "b"),
        (Not(Everything()), ""),
        (Not(Not(Term("x", "desa"))), "c"),
        (And((Or((Term("x", "desa"), Term("x", "baru"))), Not(Phrase(("kota", "baru"))))), "c"),
    ],
)
def test_a_query_matches_what_its_tree_says(three: Engine, query: Query, ids: str) -> None:
    result = ask(three, query)
    assert sorted(match.release.id for match in result.matches) == list(ids)
    assert result.total == len(ids)


def test_a_phrase_does_not_run_from_one_release_or_field_into_the_next(engine: Engine) -> None:
    write(engine, make_release("a", "satu dua", "nol"), make_release("b", "tiga empat", "lima"))
    for forms in (("dua", "tiga"), ("nol", "satu"), ("dua", "nol"), ("lima", "tiga")):
        assert found(engine, Phrase(forms)) == []


def test_a_phrase_may_repeat_a_form(engine: Engine) -> None:
    write(engine, make_release("a", "kota kota"), make_release("b", "kota desa kota"))
    assert found(engine, Phrase(("kota", "kota"))) == ["a"]
    assert found(engine, Phrase(("kota", "kota", "kota"))) == []


def test_prefixes_stand_for_the_most_frequent_forms_together(engine: Engine) -> None:
    write(
        engine,
        make_release("a", "kota desa"),
        make_release("b", "kota desi"),
        make_release("c", "kotak desi"),
        make_release("d", "koran dekat"),
    )
    query = Or((Prefix("ko"), Prefix("de")))
    assert sorted(found(engine, query, prefix_forms=2)) == ["a", "b", "c"]
    assert sorted(found(engine, query, prefix_forms=1)) == ["b", "c"]  # desi and kota are as frequent
    assert found(engine, query, prefix_forms=0) == []
    assert sorted(found(engine, query)) == ["a", "b", "c", "d"]


# --- Scores and order


def test_a_word_in_the_title_counts_twice_what_it_counts_in_the_body(engine: Engine) -> None:
    write(engine, make_release("a", "kota", "desa"), make_release("b", "desa", "kota"))
    scores = {match.release.id: match.score for match in ask(engine, word("kota")).matches}
    assert scores["b"] == pytest.approx(2 * scores["a"])


def test_scores_add_over_parts_and_not_and_everything_add_nothing(three: Engine) -> None:
    def score(query: Query) -> float:
        return next(match.score for match in ask(three, query).matches if match.release.id == "a")

    kota, tero = Term("x", "kota"), Term("x", "tero")
    assert score(And((kota, tero))) == pytest.approx(score(kota) + score(tero))
    assert score(Or((kota, tero, kota))) == pytest.approx(2 * score(kota) + score(tero))
    assert score(And((kota, Not(Term("x", "desa")), Everything()))) == pytest.approx(score(kota))
    assert score(Phrase(("kota", "tua"))) == pytest.approx(
        sum(score(Phrase((form,), Field.BODY)) for form in ("kota", "tua"))
    )
    assert score(Prefix("ko")) == 1.0
    assert score(Everything()) == score(Not(Term("x", "desa"))) == 0.0


def test_equal_scores_stand_newest_first_then_by_id_undated_last(engine: Engine) -> None:
    write(
        engine,
        make_release("z", "kota", day="2021-05-01"),
        make_release("m", "kota"),
        make_release("b", "kota", day="2020-01-01"),
        make_release("a", "kota", day="2020-01-01"),
    )
    write(engine, make_release("c", "kota", day="2020-06-01"), make_release("d", "kota"))
    for query in (word("kota"), Everything()):
        assert found(engine, query) == ["z", "c", "a", "b", "d", "m"]
        assert found(engine, query, sort=Sort.NEWEST) == ["z", "c", "a", "b", "d", "m"]
        assert found(engine, query, sort=Sort.OLDEST) == ["a", "b", "c", "z", "d", "m"]


def test_the_better_score_comes_first_whatever_the_date(engine: Engine) -> None:
    write(engine, make_release("a", "kota kota kota"), make_release("b", "kota desa", day="2024-01-01"))
    assert found(engine, word("kota")) == ["a", "b"]
    assert found(engine, word("kota"), sort=Sort.NEWEST) == ["b", "a"]
    assert ask(engine, word("kota"), sort=Sort.NEWEST).matches[0].score > 0


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_put_together_are_the_whole_result(engine: Engine, sort: Sort) -> None:
    write(
        engine,
        *(
            make_release(f"r{i}", "kota " * (i % 3 + 1), day=f"2020-01-0{i % 4 + 1}" if i % 5 else None)
            for i in range(23)
        ),
    )
    whole = found(engine, word("kota"), sort=sort, limit=100)
    assert len(whole) == 23
    for size in (1, 4, 10, 23):
        pages = [found(engine, word("kota"), sort=sort, offset=at, limit=size) for at in range(0, 30, size)]
        assert [release_id for page in pages for release_id in page] == whole
    result = ask(engine, word("kota"), sort=sort, limit=0)
    assert (result.total, result.matches) == (23, ())


# --- Filters and facets


@pytest.fixture
def named(engine: Engine) -> Engine:
    write(
        engine,
        make_release("a", "kota", day="2019-12-31", person=["Boy Rafli Amar"], source="BNPT"),
        make_release("b", "kota", day="2020-01-01", person=["Boy Rafli Amar", "Ani"], place=["Jakarta"]),
        make_release("c", "kota desa", day="2020-12-31", organization=["BNPT", "Polri"], source="Bnpt"),
        make_release("d", "desa", person=["BOY RAFLI AMAR", "Boy"], place=["東京", "Śrinagar"], source="bnpt"),
    )
    return engine


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(), "abcd"),
        (Filters(date_from=date(2020, 1, 1)), "bc"),
        (Filters(date_to=date(2020, 1, 1)), "ab"),
        (Filters(date_from=date(2020, 1, 1), date_to=date(2020, 1, 1)), "b"),
        (Filters(date_from=date(2021, 1, 1), date_to=date(2020, 1, 1)), ""),
        (Filters(person=("boy rafli amar",)), "abd"),
        (Filters(person=("Boy",)), "d"),
        (Filters(person=("Rafli",)), ""),
        (Filters(person=("Ani", "Boy", "tidak ada")), "bd"),
        (Filters(person=("Boy Rafli Amar",), place=("jakarta",)), "b"),
        (Filters(organization=("polri",), source=("BNPT",)), "c"),
        (Filters(place=("東京",)), "d"),
        (Filters(place=("śRINAGAR",)), "d"),
        (Filters(source=("BNPT",)), "acd"),
        (Filters(source=("",)), ""),
    ],
)
def test_filters_hold_together_and_their_values_are_alternatives(named: Engine, filters: Filters, ids: str) -> None:
    result = ask(named, filters=filters)
    assert sorted(match.release.id for match in result.matches) == list(ids)
    assert result.total == len(ids)


def test_facets_count_over_all_matches(named: Engine) -> None:
    result = ask(named, word("kota"), limit=1)
    assert result.facets == {
        "year": (Facet("2020", 2), Facet("2019", 1)),
        "person": (Facet("Boy Rafli Amar", 2), Facet("Ani", 1)),
        "organization": (Facet("BNPT", 1), Facet("Polri", 1)),
        "place": (Facet("Jakarta", 1),),
        "source": (Facet("BNPT", 2),),
    }


def test_a_facet_leaves_its_own_filter_out_of_its_counts(named: Engine) -> None:
    facets = ask(named, filters=Filters(person=("Ani",), date_to=date(2020, 6, 1))).facets
    assert facets["person"] == (Facet("Boy Rafli Amar", 2), Facet("Ani", 1))
    assert facets["year"] == (Facet("2020", 1),)
    assert facets["place"] == (Facet("Jakarta", 1),)
    assert facets["source"] == ()


def test_names_that_differ_in_case_are_one_value_and_count_once_a_release(engine: Engine) -> None:
    write(
        engine,
        make_release("a", person=["ANI", "Ani"]),
        make_release("b", person=["Ani"]),
        make_release("c", person=["ani"]),
    )
    assert ask(engine).facets["person"] == (Facet("Ani", 3),)
    with opened(engine) as snapshot:
        assert snapshot.values(Kind.PERSON) == [Facet("Ani", 3)]


def test_facets_list_the_most_frequent_values_ties_by_value(engine: Engine) -> None:
    write(
        engine,
        make_release("a", person=["C", "B", "A"], day="2001-01-01"),
        make_release("b", person=["C", "D"], day="2003-01-01"),
        make_release("c", day="2001-02-01"),
        make_release("d", day="0999-02-01"),
    )
    facets = ask(engine, facet_values=2).facets
    assert facets["person"] == (Facet("C", 2), Facet("A", 1))
    assert facets["year"] == (Facet("2003", 1), Facet("2001", 2))
    assert ask(engine).facets["year"][-1] == Facet("0999", 1)
    assert ask(engine, facets=("place",)).facets == {"place": ()}
    assert ask(engine, facets=()).facets == {}


def test_seventy_thousand_distinct_names_are_all_kept(engine: Engine) -> None:
    names = [f"Nama {i:05d}" for i in range(70_000)]
    write(engine, make_release("a", person=names[:35_000]), make_release("b", person=names[35_000:]))
    with opened(engine) as snapshot:
        values = snapshot.values(Kind.PERSON)
        assert len(values) == 70_000
        assert values[-1] == Facet("Nama 69999", 1)
    result = ask(engine, filters=Filters(person=("nama 69999",)))
    assert [match.release.id for match in result.matches] == ["b"]
    assert len(ask(engine, facet_values=80_000).facets["person"]) == 70_000


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
