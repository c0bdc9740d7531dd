"""The files of an experiment."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.errors import UsageError
from search.evaluation import trec

NAMES = st.text("abc-19", min_size=1, max_size=6)
SCORES = st.integers(-10_000, 10_000_000).map(lambda n: n / 1000)


@settings(max_examples=40)
@given(st.dictionaries(NAMES, st.lists(st.tuples(NAMES, SCORES), min_size=1, max_size=5), max_size=4))
def test_a_run_is_read_as_it_was_written(tmp_path_factory, run):
    path = tmp_path_factory.mktemp("run") / "a.run"
    trec.write_run(path, run, "test")
    assert trec.read_run(path) == run


def test_a_run_has_the_columns_of_trec(tmp_path):
    trec.write_run(tmp_path / "a.run", {"q-1": [("d2", 3.5), ("d1", 3.5)]}, "siaran")
    assert (tmp_path / "a.run").read_text() == "q-1 Q0 d2 1 3.500000 siaran\nq-1 Q0 d1 2 3.500000 siaran\n"


def test_ranks_decide_the_order_not_lines(tmp_path):
    (tmp_path / "a.run").write_text("q Q0 b 2 1.0 x\nq Q0 a 10 0.5 x\nq Q0 c 1 1.0 x\n")
    assert [document for document, _ in trec.read_run(tmp_path / "a.run")["q"]] == ["c", "b", "a"]


def test_judgements_are_read_by_question(tmp_path):
    (tmp_path / "qrels").write_text("q1 0 d1 1\nq1\t0\td2\t2\n\nq2 0 d1 0\n")
    assert trec.read_judgements(tmp_path / "qrels") == {"q1": {"d1": 1, "d2": 2}, "q2": {"d1": 0}}


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (trec.read_questions, "q1\tsatu\nq2 tanpa tab\n"),
        (trec.read_questions, "q1\tsatu\nq1\tdua kali\n"),
        (trec.read_judgements, "q1 0 d1 1\nq1 0 d1\n"),
        (trec.read_judgements, "q1 0 d1 1\nq1 0 d1 satu\n"),
        (trec.read_run, "q1 Q0 d1 1 1.0 x\nq1 Q0 d1 pertama 1.0 x\n"),
    ],
)
def test_a_bad_line_is_named(tmp_path, read, text):
    path = tmp_path / "file.tsv"
    path.write_text(text)
    with pytest.raises(UsageError, match=r"file\.tsv:2: takes"):
        read(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"none\.tsv can't be read"):
        trec.read_questions(tmp_path / "none.tsv")
