"""Which passages are shown, and where they begin and end."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.language import Analyzer, sentences
from search.model import Snippet
from search.snippets import Marker, highlights, render, snippets

FILLING = "Acara itu berlangsung tertib sampai selesai. "
MARKER = Marker({"teror", "bom"})


def texts(passages: tuple[Snippet, ...]) -> list[str]:
    return [passage.text for passage in passages]


def test_a_passage_is_whole_sentences_around_the_words() -> None:
    body = f"{FILLING * 20}Badan itu menangkal teror. {FILLING * 20}"
    (passage,) = snippets(body, MARKER, length=100)
    assert passage.text == f"Badan itu menangkal teror. {FILLING.strip()}"
    assert not passage.cut_before
    assert not passage.cut_after
    assert body[passage.start :].startswith(passage.text)
    assert [passage.text[start:end] for start, end in passage.marks] == ["teror"]


def test_at_the_end_of_a_body_the_sentences_before_fill_the_passage() -> None:
    body = f"{FILLING * 20}Badan itu menangkal teror."
    assert texts(snippets(body, MARKER, length=100)) == [f"{FILLING}Badan itu menangkal teror."]


def test_a_long_sentence_is_cut_at_words() -> None:
    body = "Mulai " + "kata " * 200 + "teror " + "lagi " * 200 + "habis."
    (passage,) = snippets(body, MARKER, length=60)
    assert passage.cut_before
    assert passage.cut_after
    assert render(passage).startswith("... kata kata ")
    assert render(passage).endswith(" lagi lagi ...")
    assert 40 <= len(passage.text) <= 60


def test_a_long_sentence_keeps_its_own_beginning_or_end() -> None:
    at_the_end = f"{FILLING}{'kata ' * 100}teror. {FILLING * 5}"
    (passage,) = snippets(at_the_end, MARKER, length=80)
    assert passage.cut_before
    assert not passage.cut_after
    at_the_start = f"{FILLING * 5}Teror {'kata ' * 100}. {FILLING}"
    (passage,) = snippets(at_the_start, MARKER, length=80)
    assert passage.text.startswith("Teror")
    assert (passage.cut_before, passage.cut_after) == (False, True)


def test_different_words_together_win_over_repetitions() -> None:
    body = f"Teror, teror, teror dan teror. {FILLING * 10}Bom dan teror."
    (passage,) = snippets(body, MARKER, limit=1, length=60)
    assert "Bom dan teror." in passage.text


def test_forms_of_one_word_count_as_one() -> None:
    marker = Marker({"teror": "teror", "terorisme": "teror", "bom": "bom"})
    body = f"Teror dan terorisme. {FILLING * 10}Bom dan teror."
    (passage,) = snippets(body, marker, limit=1, length=60)
    assert "Bom dan teror." in passage.text


def test_among_equals_the_earlier_wins() -> None:
    body = f"{FILLING}Bom satu. {FILLING * 10}Bom dua."
    (passage,) = snippets(body, MARKER, limit=1, length=60)
    assert "Bom satu." in passage.text


def test_a_second_passage_shows_the_word_that_the_first_lacks() -> None:
    body = f"Bom satu. {FILLING * 10}Bom dua. {FILLING * 10}Teror tiga. {FILLING * 10}"
    assert [p.text[s:e] for p in snippets(body, MARKER, length=60) for s, e in p.marks] == ["Bom", "Teror"]


def test_passages_stand_in_the_order_of_the_text() -> None:
    body = f"Bom satu. {FILLING * 10}Bom dan teror dua. {FILLING * 10}"
    first, second = snippets(body, MARKER, length=60)
    assert "satu" in first.text
    assert "dua" in second.text


def test_words_that_fit_into_one_passage_give_one() -> None:
    assert len(snippets("Bom dan teror.", MARKER)) == 1


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        ("Satu kalimat. Dua kalimat.", "Satu kalimat. Dua kalimat."),
        ("  \n Satu kalimat.\nDua kalimat yang lebih panjang.", "Satu kalimat."),
        ("Satu kalimat yang lebih panjang dari batas.", "Satu kalimat yang lebih"),
    ],
)
def test_without_marks_the_passage_is_how_the_body_begins(body: str, lead: str) -> None:
    assert texts(snippets(body, Marker({"xyz"}), length=26)) == [lead]
    assert texts(snippets(body, Marker(), length=26)) == [lead]


def test_a_lead_inside_a_sentence_says_so() -> None:
    (passage,) = snippets("Satu kalimat yang lebih panjang dari batas.", Marker(), length=26)
    assert (passage.cut_before, passage.cut_after) == (False, True)


@pytest.mark.parametrize("body", ["", " ", "\n\n\t"])
def test_a_blank_body_has_no_passages(body: str) -> None:
    assert snippets(body, MARKER) == ()


def test_no_passages_are_given_where_none_are_wanted() -> None:
    assert snippets("Bom.", MARKER, limit=0) == ()


def test_markup_in_a_body_is_text() -> None:
    (passage,) = snippets("<script>bom()</script> & teror", MARKER)
    assert render(passage) == "&lt;script&gt;<mark>bom</mark>()&lt;/script&gt; &amp; <mark>teror</mark>"


def test_marked_words_keep_their_apostrophes_and_soft_hyphens() -> None:
    (passage,) = snippets("Salat Jum’at melawan te\u00adror COVID-19.", Marker({"jumat", "teror", "covid-19"}))
    assert render(passage) == ("Salat <mark>Jum’at</mark> melawan <mark>te\u00adror</mark> <mark>COVID-19</mark>.")


def test_text_from_right_to_left_is_cut_at_its_words() -> None:
    body = "قال الوزير " * 100 + "الإرهاب " + "قال الوزير " * 100
    (passage,) = snippets(body, Marker({"الارهاب"}), length=60)
    assert "الإرهاب" in passage.text
    assert set(passage.text.split()) == {"قال", "الوزير", "الإرهاب"}


@pytest.mark.parametrize(
    "body",
    ["bom" * 100_000, "bom " * 50_000, "é" * 200_000, " " * 200_000 + "bom", "bom-" * 50_000, "bom." * 50_000],
)
def test_huge_bodies_give_small_passages(body: str) -> None:
    passages = snippets(body, MARKER)
    assert all(0 < len(passage.text) <= 240 for passage in passages)
    assert all(body.startswith(passage.text, passage.start) for passage in passages)


def test_a_word_longer_than_a_passage_is_not_cut() -> None:
    assert snippets("x" * 1000, MARKER) == ()
    assert texts(snippets("https://bnpt.go.id/" + "x" * 1000, MARKER)) == ["https://bnpt.go.id"]


BODIES = st.lists(
    st.sampled_from(
        "bom teror Bom, terorisme COVID-19 te\u00adror Jum’at (bom) “Teror,” kata . kata. Kata! \n 😀 الإرهاب é "
        "anti-teror undang-undang Dr. 1.500 panjangsekalikatainisampaimelewatibatas".split(" ")
    ),
    max_size=80,
).map(" ".join)


@given(BODIES, st.integers(0, 3), st.integers(5, 90))
@example("undang-undang", 1, 6)
@example("Kata. " + " " * 70 + "bom kata", 1, 12)
@settings(max_examples=250, deadline=None)
def test_passages_are_pieces_of_the_body_that_cut_no_word(body: str, limit: int, length: int) -> None:
    marker = Marker({"bom", "teror", "covid-19", "jumat", "الارهاب"}, [("kata", "kata")], ["undang"])
    passages = snippets(body, marker, limit=limit, length=length)
    assert len(passages) <= limit
    tokens = Analyzer().tokens(body)
    borders = sentences(body)
    marks = marker.marks(body)
    behind = 0
    for passage in passages:
        start, end = passage.start, passage.start + len(passage.text)
        assert behind <= start < end <= len(body)
        behind = end
        assert len(passage.text) <= length
        assert passage.text == body[start:end] == passage.text.strip()
        assert not any(token.start < cut < token.end for token in tokens for cut in (start, end))
        assert passage.cut_before == (start not in {begin for begin, _ in borders})
        assert passage.cut_after == (end not in {stop for _, stop in borders})
        assert passage.marks == tuple((a - start, b - start) for a, b in marks if start <= a and b <= end)
        assert passage.marks or not any(b - a <= length for a, b in marks)


@given(st.lists(st.tuples(BODIES, BODIES), max_size=4))
@settings(max_examples=100, deadline=None)
def test_several_texts_are_highlighted_as_each_alone(texts: list[tuple[str, str]]) -> None:
    words = Marker({"bom", "teror", "covid-19", "jumat"}, prefixes=["undang"])
    phrases = Marker({"bom"}, [("kata", "kata"), ("teror", "bom")])
    for in_title, in_body in ((words, words), (phrases, phrases), (words, phrases)):
        alone = [(in_title.marks(title), snippets(body, in_body)) for title, body in texts]
        assert highlights(texts, in_title, in_body) == alone
