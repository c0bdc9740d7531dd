"""The columns of words: whatever was read before, a text's words are the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.entities import vocabulary
from search.entities.words import Words, read_all, read_words

TEXTS = st.lists(
    st.lists(
        st.sampled_from(
            ["Bapak", "Wirya", "Sentanu", ",", ".", "\n", "KPK", "dan", "dari", "dilansir", "detikcom", "di", "Jepara",
             "RAPAT KERJA", "kata", "Hal", "(45)", "a\tb", "\u00a0", "", "x" * 70, "Budi-Hartono"]
        ),
        max_size=20,
    ).map(" ".join),
    max_size=5,
)  # fmt: skip


def seen(words: Words) -> list[object]:
    names = ("surface", "start", "end", "key", "cue", "cap", "acronym", "initial", "medium", "loud", "openings", "runs")
    return [getattr(words, name) for name in (*names, "media", "loners", "count")]


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_texts_read_together_have_the_words_of_each_alone(texts: list[str]) -> None:
    assert [seen(words) for words in read_all(texts)] == [seen(read_words(text)) for text in texts]


@settings(max_examples=80, deadline=None)
@given(TEXTS)
def test_a_words_offsets_are_where_it_stands(texts: list[str]) -> None:
    for text, words in zip(texts, read_all(texts), strict=True):
        found = [text[start:end] for start, end in zip(words.start, words.end, strict=True)]
        assert found == words.surface
        assert "".join(found) == "".join(text.replace("\n", "\0").split()).replace("\0", "\n")


def test_a_full_vocabulary_gives_way_to_a_new_one_and_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Bapak Wirya Sentanu, Kepala Badan X (BX), hadir di Jepara."
    before, old = seen(read_words(text)), vocabulary.current()
    monkeypatch.setattr(vocabulary, "_MOST_CHUNKS", 3)
    assert vocabulary.current() is not old
    assert seen(read_words(text)) == before


def test_words_longer_than_any_do_not_stay() -> None:
    its = vocabulary.Vocabulary()
    its.numbers(["x" * 70, "y" * 70 + " Wirya"])
    assert set(its) == {"Wirya"}
