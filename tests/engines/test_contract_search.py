"""What every engine promises of searching (`engines/base.py`), each promise once, over all engines."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest
from analysed import make_release
from asking import ask, found, opened, word, write

from search.engines.base import Engine, Ranking
from search.model import (
    And,
    Dated,
    EventDate,
    Everything,
    Facet,
    Field,
    Filters,
    Kind,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Sort,
    Term,
)

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
        (Near(("tua", "kota"), 0), "abc"),
        (Near(("tua", "kota"), 0, Field.BODY), "ab"),
        (Near(("kota", "teroris"), 0), ""),
        (Near(("kota", "teroris"), 1), "a"),
        (Near(("tua", "teroris"), 1), ""),
        (Near(("tua", "teroris"), 2), "a"),
        (Near(("kota", "kota"), 2), ""),
        (Near(("kota", "kota"), 3), "b"),
        (Near(("kota", "kota", "kota"), 9), ""),
        (Near(("baru", "kota", "tua"), 1), ""),
        (Near(("baru", "kota", "tua"), 2), "b"),
        (Near(("serangan", "teroris"), 100), ""),
        (Near(("kota", "tidak-ada"), 100), ""),
        (Near(("kota",), 0, Field.TITLE), "ac"),
        (Near(("tua", "kota"), 10**12), "abc"),
        (Near((), 5), ""),
        (Not(Near(("tua", "kota"), 0, Field.BODY)), "c"),
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


def test_a_word_counts_more_in_the_title_than_in_the_body(engine: Engine) -> None:
    write(engine, make_release("a", "kota", "desa"), make_release("b", "desa", "kota"))
    assert found(engine, word("kota")) == ["b", "a"]
    assert found(engine, word("desa")) == ["a", "b"]


def scores_of(engine: Engine, query: Query, **how: object) -> dict[str, float]:
    return {match.release.id: match.score for match in ask(engine, query, **how).matches}


def test_a_word_saturates_once_over_both_fields(engine: Engine) -> None:
    """The formula of the paper, worked out by hand: every title and body has the average length."""
    write(
        engine,
        make_release("a", "kota satu", "kota"),
        make_release("b", "desa kota", "dua"),
        make_release("c", "desa dua", "tiga"),
    )
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    expected = {"a": idf * 8 * 1.9 / (8 + 0.9), "b": idf * 1 * 1.9 / (1 + 0.9)}
    assert scores_of(engine, Term("x", "kota")) == pytest.approx(expected)
    assert scores_of(engine, Term("kota", "kota")) == pytest.approx({k: 1.2 * v for k, v in expected.items()})
    title = idf * 7 * 1.9 / (7 + 0.9)  # as rare as in both fields
    assert scores_of(engine, Term("x", "kota", Field.TITLE)) == pytest.approx({"a": title})


def test_the_form_that_was_typed_adds_a_fifth_of_its_own_score(engine: Engine) -> None:
    write(engine, make_release("a", "teroris aman"), make_release("b", "terorisme aman"), make_release("c", "desa"))
    stem, forms = scores_of(engine, Term("x", "tero")), scores_of(engine, Phrase(("terorisme",)))
    assert stem["a"] == pytest.approx(stem["b"])
    typed = scores_of(engine, Term("terorisme", "tero"))
    assert typed == pytest.approx({"a": stem["a"], "b": stem["b"] + 0.2 * forms["b"]})
    assert scores_of(engine, Term("aman", "tero")) == pytest.approx(stem)  # no form of this stem


def test_a_word_may_say_itself_what_its_form_adds_and_what_it_counts(engine: Engine) -> None:
    write(engine, make_release("a", "teroris aman"), make_release("b", "terorisme aman"), make_release("c", "desa"))
    stem, forms = scores_of(engine, Term("x", "tero")), scores_of(engine, Phrase(("terorisme",)))
    typed = scores_of(engine, Term("terorisme", "tero", surface=0.5, weight=0.3))
    assert typed == pytest.approx({"a": 0.3 * stem["a"], "b": 0.3 * (stem["b"] + 0.5 * forms["b"])})


def test_a_word_is_found_in_its_variants_and_scores_as_the_best_way_to_write_it(engine: Engine) -> None:
    write(
        engine,
        make_release("a", "bnpt"),
        make_release("b", "badan nasional", "kota"),
        make_release("c", "badan nasional bnpt bnpt", "bnpt"),
        make_release("d", "nasional badan"),
    )
    own, phrase = scores_of(engine, word("bnpt")), scores_of(engine, Phrase(("badan", "nasional")))
    varied = replace(word("bnpt"), variants=(Phrase(("badan", "nasional")), Phrase(("nasional",), Field.TITLE)))
    assert 0.6 * phrase["c"] < own["c"]
    assert scores_of(engine, varied) == pytest.approx({"a": own["a"], "b": 0.6 * phrase["b"], "c": own["c"]})
    assert set(found(engine, And((varied, Not(word("bnpt")))))) == {"b"}
    assert ask(engine, replace(varied, form="x", stem="x")).total == 2


def test_words_that_were_added_to_a_query_have_no_neighbours(engine: Engine) -> None:
    write(engine, make_release("a", "kota tua", "x"), make_release("b", "desa"))
    added = replace(word("tua"), weight=0.5)
    apart = scores_of(engine, word("kota"))["a"] + scores_of(engine, added)["a"]
    assert scores_of(engine, Or((word("kota"), added)))["a"] == pytest.approx(apart)


def test_words_that_are_neighbours_in_query_and_release_add_their_share(engine: Engine) -> None:
    write(
        engine,
        make_release("a", "kota tua lama", "x"),
        make_release("b", "tua kota lama", "x"),
        make_release("c", "lama tua", "kota tua"),
        make_release("d", "tua lama", "kota"),
        make_release("e", "desa"),
    )

    def gains(*words: Term) -> dict[str, float]:
        """What the alternatives give beside their parts."""
        parts = [scores_of(engine, each) for each in words]
        whole = scores_of(engine, Or(words))
        return {k: round(whole[k] - sum(part.get(k, 0.0) for part in parts), 6) for k in whole}

    kota, tua, lama = word("kota"), word("tua"), word("lama")
    # 4 for the share of the pairs, and 4 more where it is all of them
    assert gains(kota, tua) == {"a": 8, "b": 0, "c": 8, "d": 0}
    assert gains(tua, kota) == {"a": 0, "b": 8, "c": 0, "d": 0}
    assert gains(tua, kota, tua)["a"] == gains(kota, tua, kota)["a"] == 2
    assert gains(kota, word("tua", Field.TITLE)) == {"a": 0, "b": 0, "c": 8, "d": 0}
    assert set(gains(word("kota", Field.BODY), word("tua", Field.TITLE)).values()) == {0}
    # all four have all words, so that each pair weighs half
    assert gains(kota, tua, lama) == {"a": 8, "b": 0, "c": 2, "d": 2}
    idf = {n: math.log(1 + (5 - n + 0.5) / (n + 0.5)) for n in (0, 4)}
    known = 2 * idf[4] / (2 * idf[4] + idf[4] + idf[0])
    assert gains(kota, tua, word("takada"))["a"] == pytest.approx(4 * known, abs=1e-6)


def test_a_phrase_and_nearness_score_as_their_forms(engine: Engine) -> None:
    write(engine, make_release("a", "kota tua", "kota"), make_release("b", "kota"), make_release("c", "desa"))
    kota, tua = (scores_of(engine, Phrase((form,)))["a"] for form in ("kota", "tua"))
    for query in (Phrase(("kota", "tua")), Near(("tua", "kota"), 0)):
        assert scores_of(engine, query) == pytest.approx({"a": kota + tua})


def test_whooshs_own_ranking_scores_each_field_for_itself(engine: Engine) -> None:
    write(engine, make_release("a", "kota", "desa"), make_release("b", "desa", "kota"))
    scores = scores_of(engine, word("kota"), ranking=Ranking.WHOOSH)
    assert scores["b"] == pytest.approx(2 * scores["a"])
    row = Or((word("desa"), word("kota")))
    assert scores_of(engine, row, ranking=Ranking.WHOOSH)["a"] == pytest.approx(scores["a"] + scores["b"])


def test_scores_add_over_parts_and_not_and_everything_add_nothing(three: Engine) -> None:
    def score(query: Query) -> float:
        return next(match.score for match in ask(three, query).matches if match.release.id == "a")

    kota, tero = Term("x", "kota"), Term("x", "tero")
    assert score(And((kota, tero))) == pytest.approx(score(kota) + score(tero))
    assert score(Or((kota, Prefix("ko"), tero))) == pytest.approx(score(kota) + 1 + score(tero))
    assert score(And((kota, Not(Term("x", "desa")), Everything()))) == pytest.approx(score(kota))
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
    ("query", "ids"),
    [
        (Named("person", "boy rafli AMAR"), "abd"),
        (Named("person", "Boy"), "d"),
        (Named("person", "Rafli"), ""),
        (Named("organization", "polri"), "c"),
        (Named("place", "śrinagar"), "d"),
        (Named("source", "bnpt"), "acd"),
        (Named("source", ""), ""),
        (Dated(date(2020, 1, 1)), "bc"),
        (Dated(None, date(2020, 1, 1)), "ab"),
        (Dated(date(2020, 1, 1), date(2020, 1, 1)), "b"),
        (Dated(date(2021, 1, 1), date(2020, 1, 1)), ""),
        (Dated(), "abc"),
        (Not(Dated()), "d"),
        (Or((Named("person", "Ani"), Dated(None, date(2019, 12, 31)))), "ab"),
        (And((word("desa"), Not(Named("organization", "Polri")))), "d"),
    ],
)
def test_names_and_days_may_stand_in_a_query_and_score_nothing(named: Engine, query: Query, ids: str) -> None:
    result = ask(named, query)
    assert sorted(match.release.id for match in result.matches) == list(ids)
    if not isinstance(query, And):
        assert {match.score for match in result.matches} <= {0.0}
        both = scores_of(named, And((word("kota"), query)))
        alone = scores_of(named, word("kota"))
        assert both == pytest.approx({key: alone[key] for key in alone if key in ids})


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


def test_months_are_those_of_the_result_and_given_where_asked_for(engine: Engine) -> None:
    days = ["2019-12-31", "2020-01-01", "2020-01-31", "2020-02-01", "0999-01-01"]
    write(engine, *(make_release(f"r{n}", day=day) for n, day in enumerate(days)), make_release("undated"))
    months = (Facet("2020-02", 1), Facet("2020-01", 2), Facet("2019-12", 1), Facet("0999-01", 1))
    assert "month" not in ask(engine).facets
    assert ask(engine, facets=("month",)).facets == {"month": months}
    assert ask(engine, facets=("month",), facet_values=1).facets == {"month": months[:1]}
    within = Filters(date_from=date(2019, 1, 1), date_to=date(2020, 1, 15))
    assert ask(engine, facets=("month",), filters=within).facets == {
        "month": (Facet("2020-01", 1), Facet("2019-12", 1))
    }


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


def test_the_days_that_a_release_names_can_be_asked_for(engine: Engine) -> None:
    def event(first: str, last: str | None = None) -> EventDate:
        return EventDate(0, 0, "", date.fromisoformat(first), date.fromisoformat(last) if last else None)

    def named(first: str | None, last: str | None) -> set[str]:
        ends = [date.fromisoformat(day) if day else None for day in (first, last)]
        return set(found(engine, filters=Filters(event_from=ends[0], event_to=ends[1])))

    write(
        engine,
        make_release("visit", event_dates=(event("2020-07-14"), event("1945-08-17"))),
        make_release("training", event_dates=(event("2020-07-10", "2020-07-20"),)),
        make_release("none"),
    )
    assert named("2020-07-14", "2020-07-14") == {"visit", "training"}
    assert named("2020-07-15", None) == {"training"}
    assert named(None, "1950-01-01") == {"visit"}
    assert named("2020-07-21", "2020-12-31") == set()
