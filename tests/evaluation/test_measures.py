"""Measures by ir-measures; groups and halves."""

import math

import pytest

from search.evaluation import measures

pytest.importorskip("ir_measures", reason="measuring needs ir-measures, of the dev group")


def run(*documents: str):
    return [(document, 1.0) for document in documents]


def test_measures_are_those_of_the_books():
    judgements = {"q-1": {"a": 1, "b": 1}}
    values = measures.measure({"q-1": run("x", "a", "y", "b")}, judgements)
    gain = (1 / math.log2(3) + 1 / math.log2(5)) / (1 + 1 / math.log2(3))
    assert values == {
        "RR@10": {"q-1": 0.5},
        "nDCG@10": {"q-1": pytest.approx(gain)},
        "R@100": {"q-1": 1.0},
        "Success@1": {"q-1": 0.0},
    }


def test_equal_scores_keep_the_order_of_the_run():
    values = measures.measure({"q": run("a", "z")}, {"q": {"a": 1}})
    assert values["Success@1"]["q"] == 1.0
    values = measures.measure({"q": run("z", "a")}, {"q": {"a": 1}})
    assert values["RR@10"]["q"] == 0.5


def test_a_question_without_an_answer_counts_as_nothing_found():
    values = measures.measure({"q-1": run("a"), "q-2": []}, {"q-1": {"a": 1}, "q-2": {"a": 1}, "q-3": {"b": 1}})
    assert values["RR@10"] == {"q-1": 1.0, "q-2": 0.0, "q-3": 0.0}
    assert measures.measure({}, {"q-1": {"a": 1}})["R@100"] == {"q-1": 0.0}


def test_a_question_that_nobody_judged_is_passed_over():
    assert measures.measure({"q-1": run("a"), "q-9": run("a")}, {"q-1": {"a": 1}})["RR@10"] == {"q-1": 1.0}


def test_an_answer_after_the_tenth_place_does_not_count_for_the_first_ten():
    found = run(*(f"x{i}" for i in range(10)), "a")
    values = measures.measure({"q": found}, {"q": {"a": 1}})
    assert (values["RR@10"]["q"], values["nDCG@10"]["q"], values["R@100"]["q"]) == (0, 0, 1)


def test_groups_are_the_ids_up_to_the_first_dash():
    groups = measures.by_group({"key-news-2": 1.0, "sum-2": 0.0, "key-news-7": 0.5})
    assert {group: values.tolist() for group, values in groups.items()} == {"key": [1.0, 0.5], "sum": [0.0]}


def test_questions_made_from_one_document_fall_into_one_half():
    for number in range(50):
        assert measures.half_of(f"key-news-{number}") == measures.half_of(f"sum-{number}")


def test_the_halves_are_disjoint_even_and_always_the_same():
    judgements = {f"q-{number}": {"a": 1} for number in range(1000)}
    tune, check = (measures.only(judgements, half) for half in measures.HALVES)
    assert {**tune, **check}.keys() == judgements.keys()
    assert not tune.keys() & check.keys()
    assert 450 < len(tune) < 550
    assert [measures.half_of(f"q-{number}") for number in range(6)] == PINNED


PINNED = "check tune tune check tune tune".split()
