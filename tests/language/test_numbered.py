"""What is found in texts by numbers of chunks is what is found in them one by one."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.language import Analyzer, Found, cut, numbered, words_before
from search.language.chunks import LONGEST_CHUNK
from search.language.numbered import Table

ANALYZER = Analyzer()
TEXTS = st.lists(st.text("aBRp1 -.,:'\u201c\u2019\u00e9\n\t\u2003", max_size=30), max_size=5)


class Digits(Found):
    """The digits of a chunk; counts how many chunks were looked at."""

    looked = 0

    def find(self, chunk: str) -> Iterator[int]:
        Digits.looked += 1
        return map(int, re.findall(r"\d", chunk))


def parts(numbers: list[int], ends: list[int]) -> list[list[int]]:
    return [numbers[start:end] for start, end in zip([0, *ends], ends, strict=False)]


@settings(max_examples=200)
@given(st.lists(TEXTS, max_size=3), st.sampled_from([0, 2, 1 << 16]))
def test_columns_are_the_forms_of_each_text(batches: list[list[str]], most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(numbered, "MOST_CHUNKS", most)
        for texts in batches:
            bodies = cut(texts)
            titles = cut(reversed(texts), bodies.table)
            forms, (body, title) = ANALYZER.columns(bodies, titles)
            assert len(set(forms)) == len(forms)
            named = [[forms[number] for number in some] for some in parts(body.numbers.tolist(), body.ends.tolist())]
            assert named == [[token.form for token in ANALYZER.tokens(text)] for text in texts]
            assert set(forms) == {form for some in named for form in some}
            named = [[forms[number] for number in some] for some in parts(title.numbers.tolist(), title.ends.tolist())]
            assert named == [[token.form for token in ANALYZER.tokens(text)] for text in reversed(texts)]


@given(TEXTS)
def test_words_before_a_chunk_are_those_of_the_chunks_before(texts: list[str]) -> None:
    before = words_before(cut(texts)).tolist()
    chunks = [chunk for text in texts for chunk in text.split()]
    assert before == [ANALYZER.count(" ".join(chunks[:i])) for i in range(len(chunks) + 1)]


def test_a_chunk_is_looked_at_once() -> None:
    table = Table()
    found = table.found(Digits)
    Digits.looked = 0
    for _ in range(2):
        values, ends = found.of(cut(["pasal 12, pasal 3", "", "pasal 12,"], table))
        assert parts(values.tolist(), ends.tolist()) == [[1, 2, 3], [], [1, 2]]
    assert Digits.looked == 3
    assert table.found(Digits) is found


def test_an_endless_chunk_is_no_key() -> None:
    table, endless = Table(), "7" * (LONGEST_CHUNK + 1)
    for _ in range(2):
        values, _ = table.found(Digits).of(cut([endless], table))
        assert values.tolist() == [7] * len(endless)
    assert endless not in table


def test_a_table_of_many_characters_is_left_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbered, "MOST_CHARACTERS", 20)
    full = cut(["satu dua tiga empat lima enam"]).table
    assert cut([""]).table is not full
