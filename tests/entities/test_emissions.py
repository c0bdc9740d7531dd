"""Scores by array are the sums of the weights of the attributes that training sees, one text or many."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.entities import wordtable
from search.entities.emissions import Emitter, Text
from search.entities.features import attributes, open_words
from search.entities.recognition import read_spans
from search.entities.tagger import load
from search.entities.weights import Weights
from search.entities.words import read_words

TAGGER = load()
assert TAGGER is not None
WEIGHTS = TAGGER.weights
PIECES = st.sampled_from(
    """\n \u200b
    Badan Nasional Kementerian dan , ( ) BNPL Komjen Pol. Dr. Wirya Sentanu Jawa Barat di Kabupaten Bupati kata - “ ”
    M.H. RI al-Aziz (BNPL) 45 / Universitas & of H. dilansir dikutip dari healthline detikcom Wirya-Galuh B50 A é ß .
    """.split(" ")
)
TEXTS = st.lists(PIECES, max_size=25).map(" ".join)


def summed(text: Text) -> tuple[list[int], np.ndarray]:
    """Open words and their scores, by the attributes' names."""
    words, spans = text
    rows, states = WEIGHTS.rows, WEIGHTS.states
    positions = [i for i, is_open in enumerate(open_words(words)) if is_open]
    its = [[states[rows[name]] for name in names if name in rows] for names in attributes(words, spans) if names]
    return positions, np.array([np.sum(each, axis=0) if each else np.zeros(states.shape[1]) for each in its])


@settings(max_examples=50, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_each_open_word_has_the_sum_of_its_attributes_weights(bodies: list[str]) -> None:
    texts = [read_spans(body) for body in bodies]
    emitted = Emitter(WEIGHTS).emit(texts)
    n = 0
    for text, base in zip(texts, emitted.bases, strict=True):
        positions, scores = summed(text)
        count = len(positions)
        assert (emitted.positions[n : n + count] - base).tolist() == positions
        if count:
            assert np.allclose(emitted.scores[n : n + count], scores, atol=1e-3)
        assert emitted.begins[n : n + count].tolist() == [i == 0 for i in positions]
        assert emitted.ends[n : n + count].tolist() == [i == len(text[0]) - 1 for i in positions]
        n += count
    assert len(emitted.positions) == n


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_texts_are_tagged_the_same_together_and_alone(bodies: list[str]) -> None:
    assert TAGGER is not None
    texts = [read_spans(body) for body in bodies]
    for text, together in zip(texts, TAGGER.tag_all(texts), strict=True):
        alone = TAGGER.tag(*text)
        assert alone.names == together.names
        assert np.array_equal(alone.chances, together.chances)


def test_no_texts_are_tagged_as_none() -> None:
    assert TAGGER is not None
    assert TAGGER.tag_all([]) == []


def test_words_that_are_forgotten_are_learned_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.entities.emissions.MOST_WORDS", 3)
    emitter = Emitter(WEIGHTS)
    texts = [read_spans(body) for body in ("Bapak Wirya Sentanu hadir di Jepara.", "Kementerian Luar Negeri (Kemlu)")]
    first = [emitter.emit([text]).scores for text in texts]
    again = [emitter.emit([text]).scores for text in texts]
    assert all(np.array_equal(one, other) for one, other in zip(first, again, strict=True))


def test_a_table_of_words_grows_as_more_are_met() -> None:
    table = wordtable.WordTable(WEIGHTS, lambda name: WEIGHTS.rows.get(name, len(WEIGHTS.states) - 1))
    few = read_words("Wirya Sentanu")
    before = table.sums[table.rows_of(few)].copy()
    many = read_words(
        " ".join(f"{one}{two}{three}" for one in "abcdefghij" for two in "klmnopqrst" for three in "uvwxyzabcdef")
    )
    assert len(set(table.rows_of(many))) == len(set(many.surface)) > 1024
    assert np.array_equal(table.sums[table.rows_of(few)], before)
    assert table.shapes[table.rows_of(many)].any()


def test_a_model_that_knows_none_of_a_words_attributes_gives_it_nothing() -> None:
    states = np.zeros((2, WEIGHTS.states.shape[1]), dtype=np.float32)
    emitter = Emitter(Weights({"unheard of": 0}, states, WEIGHTS.transitions, {}))
    assert not emitter.emit([read_spans("Bapak Wirya Sentanu hadir.")]).scores.any()
