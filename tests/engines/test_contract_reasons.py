"""What every engine promises of the reasons of a score (`Snapshot.explain`)."""

from __future__ import annotations

import pytest
from analysed import make_release
from asking import ask, opened, word, write

from search.engines import scoring
from search.engines.base import Engine, Ranking, Request
from search.errors import ReleaseNotFound
from search.model import (
    And,
    Everything,
    Field,
    Filters,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
)
from search.reasons import FieldCount, Reason, ReasonKind


@pytest.fixture
def three(engine: Engine) -> Engine:
    write(
        engine,
        make_release("a", "teroris menyerang kota tua", "serangan di kota"),
        make_release("b", "kota tua aman dan kota baru"),
        make_release("c", "desa damai", "teror tua kota"),
    )
    return engine


def reasons(engine: Engine, query: Query, release_id: str = "a", **how: object) -> tuple[Reason, ...]:
    with opened(engine) as snapshot:
        return snapshot.explain(Request(query, **how), release_id)  # type: ignore[arg-type]


def test_a_word_scores_by_its_stem_and_by_the_form_that_was_typed(three: Engine) -> None:
    typed = Term("teroris", "tero")
    stem, form = reasons(three, typed)
    assert (stem.kind, stem.word, stem.leaves) == (ReasonKind.STEM, "tero", (typed,))
    assert stem.fields == (FieldCount(Field.BODY, 1, 4),)
    assert stem.idf == pytest.approx(scoring.idf(3, 2))
    assert (form.kind, form.word, form.leaves) == (ReasonKind.FORM, "teroris", (typed,))
    assert form.idf == pytest.approx(scoring.idf(3, 1))
    (match,) = (match for match in ask(three, typed).matches if match.release.id == "a")
    assert stem.score + form.score == pytest.approx(match.score, abs=1e-9)


def test_a_form_that_is_not_there_is_no_reason(three: Engine) -> None:
    (stem,) = reasons(three, Term("teroris", "tero"), "c")
    assert stem.kind is ReasonKind.STEM
    assert stem.fields == (FieldCount(Field.TITLE, 1, 3),)


def test_fields_are_named_in_which_a_word_stands(three: Engine) -> None:
    (stem, _) = reasons(three, word("kota"))
    assert stem.fields == (FieldCount(Field.TITLE, 1, 3), FieldCount(Field.BODY, 1, 4))
    (stem, _) = reasons(three, word("kota", Field.BODY))
    assert stem.fields == (FieldCount(Field.BODY, 1, 4),)


def test_neighbours_are_a_reason_of_their_own(three: Engine) -> None:
    query = Or((word("kota"), word("tua"), word("desa")))
    *_, together = reasons(three, query, "b")
    assert (together.kind, together.word) == (ReasonKind.NEIGHBOURS, "kota tua")
    assert together.leaves == (word("kota"), word("tua"))
    assert 0 < together.score < scoring.ADJACENCY
    assert ReasonKind.NEIGHBOURS not in {reason.kind for reason in reasons(three, query, "c")}


def test_forms_of_a_phrase_and_a_beginning_are_reasons(three: Engine) -> None:
    phrase = Phrase(("kota", "tua"))
    found = reasons(three, And((phrase, Prefix("tero"))))
    assert [(reason.kind, reason.word) for reason in found] == [
        (ReasonKind.FORM, "kota"),
        (ReasonKind.FORM, "tua"),
        (ReasonKind.PREFIX, "tero"),
    ]
    assert found[0].leaves == (phrase,)
    assert found[2].score == scoring.PREFIX_SCORE


def test_by_whooshs_formula_each_field_is_a_reason(three: Engine) -> None:
    found = reasons(three, word("kota"), ranking=Ranking.WHOOSH)
    assert [(reason.kind, [count.field for count in reason.fields]) for reason in found] == [
        (ReasonKind.STEM, [Field.TITLE]),
        (ReasonKind.STEM, [Field.BODY]),
    ]


def test_what_scores_nothing_or_does_not_match_has_no_reasons(three: Engine) -> None:
    assert reasons(three, Everything()) == ()
    assert reasons(three, word("desa")) == ()
    assert reasons(three, And((word("kota"), word("desa")))) == ()
    assert reasons(three, Or(())) == ()
    kept = reasons(three, And((word("kota"), Not(word("desa")))))
    assert kept == reasons(three, word("kota"))


def test_filters_change_no_reason_and_an_unknown_release_has_none(three: Engine) -> None:
    assert reasons(three, word("kota"), filters=Filters(person=("x",))) == reasons(three, word("kota"))
    with pytest.raises(ReleaseNotFound):
        reasons(three, word("kota"), "x")


def test_another_way_to_write_a_word_is_the_reason_where_it_scores_more(three: Engine) -> None:
    term = Term("kobar", "kobar", variants=(Phrase(("kota", "baru")),), weight=0.5)
    found = reasons(three, term, "b")
    assert [(reason.kind, reason.word, reason.leaves) for reason in found] == [
        (ReasonKind.FORM, "kota", (term,)),
        (ReasonKind.FORM, "baru", (term,)),
    ]
    whole = reasons(three, term.variants[0], "b")
    assert sum(reason.score for reason in found) == pytest.approx(
        0.5 * scoring.VARIANT * sum(reason.score for reason in whole)
    )
